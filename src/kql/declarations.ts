/** Files that declare functions and tables: the management commands that create them, and the short forms of both. */
import type { Diagnostic, Span } from '../text/index.ts'
import type { ColumnDeclaration } from './ast.ts'
import { Cursor } from './cursor.ts'
import * as T from './kinds.ts'
import { requiredName } from './names.ts'
import { body, parameters, query } from './statement.ts'
import { closeParen, rowSchema } from './types.ts'

/** A function as a file declares it; the spans are those of `(…)` and `{…}` in the file. */
export interface DeclaredFunction {
  readonly name: string
  readonly nameSpan: Span
  readonly parameters: Span
  readonly body: Span
}

export interface DeclaredTable {
  readonly name: string
  readonly nameSpan: Span
  readonly columns: readonly ColumnDeclaration[]
  /** The columns add to those that the table has (`.create-merge`, `.alter-merge`). */
  readonly merge: boolean
}

const atEnd = (p: Cursor): boolean => p.kind === T.end

/** Reads the words of a command such as `.create-or-alter function`: what it does, and the kind of thing that it makes. */
const command = (p: Cursor): { readonly words: readonly string[]; readonly kind: string } => {
  p.advance()
  const words: string[] = [p.written]
  p.advance()
  while (p.kind === T.minus) {
    p.advance()
    words.push(p.written)
    p.advance()
  }
  const kind = p.written
  if (!words[0] || !['create', 'alter'].includes(words[0])) p.fail("a command such as '.create' in front of it")
  else if (kind !== '') p.advance()
  return { words, kind }
}

/** Skips `with (…)`, the properties of what is created, and `ifnotexists`. */
const properties = (p: Cursor): void => {
  if (p.written === 'ifnotexists') p.advance()
  if (p.written !== 'with' || p.next !== T.openParen) return
  p.advance()
  p.advance()
  p.skipTo(T.closeParen)
  while (p.kind !== T.closeParen && p.kind !== T.end) {
    p.advance()
    p.skipTo(T.closeParen)
  }
  closeParen(p)
}

const functionCommand = (p: Cursor): DeclaredFunction | undefined => {
  if (command(p).kind !== 'function') p.fail("'function'")
  if (p.diagnostics.length > 0) return undefined
  properties(p)
  const name = requiredName(p)
  let { start } = p
  parameters(p)
  const list = p.since(start)
  start = p.start
  body(p)
  return { name: name.name, nameSpan: name.span, parameters: list, body: p.since(start) }
}

/**
 * The functions of a file of `.create function` commands, or of `let f = (…) { … };` statements that nothing follows. A file with another
 * query is the body of one function without parameters: undefined then.
 */
export function declaredFunctions(text: string): { functions: DeclaredFunction[] | undefined; diagnostics: readonly Diagnostic[] } {
  const p = new Cursor(text)
  try {
    const functions: DeclaredFunction[] = []
    if (p.kind === T.dot) {
      while (p.kind === T.dot && p.diagnostics.length === 0) {
        const found = functionCommand(p)
        if (found) functions.push(found)
        p.take(T.semicolon)
      }
      if (!atEnd(p) && p.diagnostics.length === 0) p.fail("'.create function'")
      return { functions, diagnostics: p.diagnostics }
    }
    const { statements } = query(p)
    const lets = statements.filter((s) => s.kind === 'let')
    if (lets.length === 0 || statements.some((s) => s.kind === 'expression')) return { functions: undefined, diagnostics: [] }
    for (const s of lets) {
      if (s.value.kind !== 'function') return { functions: undefined, diagnostics: p.diagnostics }
      const { value } = s
      const opening = text.indexOf('(', value.span.start)
      const list = { start: opening, end: text.lastIndexOf(')', value.body.span.start) + 1 }
      functions.push({ name: s.name.name, nameSpan: s.name.span, parameters: list, body: value.body.span })
    }
    return { functions, diagnostics: p.diagnostics }
  } finally {
    p.close()
  }
}

/** The tables of a file of `.create table T (a:string)` commands, or of `T:(a:string)` or `T (a:string)`, one behind the other. */
export function declaredTables(text: string): { tables: DeclaredTable[]; diagnostics: readonly Diagnostic[] } {
  const p = new Cursor(text)
  const tables: DeclaredTable[] = []
  let merge = false
  while (p.kind !== T.end && p.diagnostics.length === 0) {
    if (p.kind === T.dot) {
      const { words, kind } = command(p)
      merge = words.includes('merge')
      if (kind !== 'table' && kind !== 'tables') p.fail("'table'")
    }
    const name = requiredName(p, 'the name of a table')
    p.take(T.colon)
    tables.push({ name: name.name, nameSpan: name.span, columns: rowSchema(p), merge })
    properties(p)
    if (!p.take(T.semicolon)) p.take(T.comma)
  }
  const { diagnostics } = p
  if (tables.length === 0 && diagnostics.length === 0) p.fail('the name of a table')
  p.close()
  return { tables, diagnostics }
}
