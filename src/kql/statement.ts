import type { Body, Expression, FunctionDeclaration, Parameter, Query, Statement } from './ast.ts'
import { type Cursor, endsList } from './cursor.ts'
import { expression } from './expression.ts'
import { bitsOf, DECLARED, keyword, NAME } from './keywords.ts'
import * as T from './kinds.ts'
import { commaList, SOME } from './list.ts'
import { declaredName, nameLength, requiredName } from './names.ts'
import { anyLiteral, call, isCall, parenthesized, required } from './primary.ts'
import { rules } from './recursion.ts'
import { closeParen, rowSchema, typeName } from './types.ts'

const LET = keyword('let')
const DECLARE = keyword('declare')
const QUERY_PARAMETERS = keyword('query_parameters')
const VIEW = keyword('view')
const MATERIALIZE = keyword('materialize')
const ENTITY_GROUP = keyword('entity_group')

/** Reads a statement whose first keyword stands here. */
export type StatementParser = (p: Cursor, start: number) => Statement

interface StatementEntry {
  readonly parse: StatementParser
  /** Whether what follows the keyword makes it a statement; else it is a name. */
  readonly begins: (p: Cursor) => boolean
}
const entries: StatementEntry[][] = []

/** Has `parse` read the statements that begin with the word. */
export function registerStatement(word: string, begins: (p: Cursor) => boolean, parse: StatementParser): void {
  const kind = keyword(word)
  entries[kind] = [...(entries[kind] ?? []), { begins, parse }]
}

/** Reads `name:type = default`, where the type may be a table's. */
export function parameter(p: Cursor): Parameter | undefined {
  const { start } = p
  const found = declaredName(p)
  if (found === undefined && p.kind !== T.colon) return undefined
  const name = found ?? requiredName(p)
  const type = p.expect(T.colon, "':' and a type") ? parameterType(p) : 'dynamic'
  if (!p.take(T.equal)) return { name, type, span: p.since(start) }
  const word = p.kind === T.identifier || (bitsOf[p.kind]! & NAME) !== 0
  return { name, type, default: word ? p.takeName() : required(p, anyLiteral(p), 'a literal'), span: p.since(start) }
}

function parameterType(p: Cursor): Parameter['type'] {
  if (p.kind !== T.openParen) return typeName(p)
  if (p.next !== T.star) return { open: false, columns: rowSchema(p) }
  p.advance()
  p.advance()
  closeParen(p)
  return { open: true, columns: [] }
}

/** Reads `(a:int, T:(*))`, which must come. */
export function parameters(p: Cursor, some = false): Parameter[] {
  if (!p.expect(T.openParen, "'(' and parameters")) return []
  const list = commaList(p, parameter, 'a parameter such as a:string', some ? SOME : {})
  closeParen(p)
  return list
}

/** Reads `{ let …; expression }`, which must come. */
export function body(p: Cursor): Body {
  const { start } = p
  if (!p.expect(T.openBrace, "'{' and the body of a function")) return { statements: [], result: undefined, span: p.since(start) }
  if (!p.enter()) {
    close(p)
    return { statements: [], result: undefined, span: p.since(start) }
  }
  const statements: Statement[] = []
  while (p.kind === LET || p.kind === DECLARE) {
    statements.push(p.kind === LET ? letStatement(p, p.start) : declareParameters(p, p.start))
    semicolon(p)
  }
  const result = rules.pipeline(p)
  if (result === undefined) p.fail('an expression')
  p.take(T.semicolon)
  close(p)
  p.leave()
  return { statements, result, span: p.since(start) }
}

function close(p: Cursor): void {
  if (p.take(T.closeBrace)) return
  p.fail("'}'")
  p.skipTo(T.closeBrace)
  while (p.kind !== T.closeBrace && p.kind !== T.end) {
    p.advance()
    p.skipTo(T.closeBrace)
  }
  p.take(T.closeBrace)
}

/** Reads the semicolon behind a statement; where it is missing, what comes next may be a statement all the same. */
function semicolon(p: Cursor): void {
  if (p.take(T.semicolon)) return
  p.fail("';'")
  if (p.atStatement() || p.kind === DECLARE) return
  p.skipTo(T.semicolon)
  p.take(T.semicolon)
}

function letStatement(p: Cursor, start: number): Statement {
  p.advance()
  const name = requiredName(p)
  p.expect(T.equal, "'='")
  return { kind: 'let', name, value: letValue(p), span: p.since(start) }
}
registerStatement('let', (p) => nameLength(p, 1) > 0, letStatement)

function letValue(p: Cursor): Expression {
  if (p.kind === MATERIALIZE) return materialize(p)
  if (p.kind === ENTITY_GROUP) return entityGroup(p)
  if (beginsFunction(p)) return functionDeclaration(p)
  return required(p, rules.pipeline(p))
}

function materialize(p: Cursor): Expression {
  const { start } = p
  const name = p.takeName()
  const args = p.kind === T.openParen ? [parenthesized(p)] : [p.missing("'('")]
  return { kind: 'call', name, args, span: p.since(start) }
}

/** Reads `entity_group[a, b]` or a call of `entity_group`. */
export function entityGroup(p: Cursor): Expression {
  const { start } = p
  if (isCall(p)) return call(p, start)
  const name = p.takeName()
  p.expect(T.openBracket, "'['")
  const args = commaList(p, expression, 'a database', SOME)
  p.expect(T.closeBracket, "']'")
  return { kind: 'call', name, args, span: p.since(start) }
}

/** Whether `view`, or the parameters of a function, stand here. */
function beginsFunction(p: Cursor): boolean {
  const at = p.kind === VIEW ? 1 : 0
  if (p.peek(at) !== T.openParen) return false
  const next = p.peek(at + 1)
  if (next === T.closeParen || next === T.star) return true
  const length = nameLength(p, at + 1, NAME | DECLARED)
  return length > 0 && p.peek(at + 1 + length) === T.colon
}

function functionDeclaration(p: Cursor): FunctionDeclaration {
  const { start } = p
  const view = p.take(VIEW)
  return { kind: 'function', view, parameters: parameters(p), body: body(p), span: p.since(start) }
}

function declareParameters(p: Cursor, start: number): Statement {
  p.advance()
  p.expect(QUERY_PARAMETERS, "'query_parameters'")
  return { kind: 'declare-parameters', parameters: parameters(p, true), span: p.since(start) }
}
registerStatement('declare', (p) => p.next === QUERY_PARAMETERS, declareParameters)

/** Reads a statement; undefined where there is none. */
function statement(p: Cursor): Statement | undefined {
  const { start } = p
  const entry = entries[p.kind]?.find(({ begins }) => begins(p))
  if (entry !== undefined) return entry.parse(p, start)
  const value = rules.pipeline(p)
  return value && { kind: 'expression', value, span: p.since(start) }
}

/** Reads statements with semicolons between them, up to the end or a closing parenthesis. */
export function statements(p: Cursor): Statement[] {
  const list: Statement[] = []
  for (;;) {
    const found = statement(p)
    if (found !== undefined) list.push(found)
    else if (p.kind === T.semicolon) p.fail('a statement')
    if (p.take(T.semicolon)) continue
    if (found === undefined || endsList(p.kind) || p.kind === T.comma) return list
    p.fail("';'")
    if (p.atStatement()) continue
    p.skipTo(T.semicolon)
    if (!p.take(T.semicolon)) return list
  }
}

/** Reads a whole query. */
export function query(p: Cursor): Query {
  while (p.kind === T.directive) p.advance()
  const list: Statement[] = []
  for (;;) {
    list.push(...statements(p))
    if (p.kind === T.end) break
    // A closing bracket without an opening one, a comma and the like: the operators behind it are read for their own mistakes.
    const { start } = p
    p.fail('a statement')
    do {
      p.advance()
      p.skipTo(T.semicolon)
    } while (p.kind !== T.semicolon && p.kind !== T.bar && p.kind !== T.end)
    if (p.kind === T.bar) {
      const value = rules.pipe(p, start, { kind: 'missing', span: p.since(start) })
      list.push({ kind: 'expression', value, span: p.since(start) })
    }
    p.take(T.semicolon)
  }
  return { kind: 'query', statements: list, span: { start: 0, end: p.text.length } }
}
