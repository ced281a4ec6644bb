import type { Diagnostic } from '../text/index.ts'
import type { Body, Parameter, Query } from './ast.ts'
import { Cursor } from './cursor.ts'
import './operators/index.ts'
import './statements.ts'
import * as T from './kinds.ts'
import { body, parameters, query } from './statement.ts'

export type * from './ast.ts'
export { isStringStart, stringValue } from './strings.ts'

/** Runs a rule of the grammar over a text, all of which it must read. */
function run<R>(text: string, rule: (p: Cursor) => R): { result: R; diagnostics: Diagnostic[] } {
  const p = new Cursor(text)
  const result = rule(p)
  if (p.kind !== T.end) p.fail('the end of the text')
  p.close()
  const { diagnostics } = p
  if (diagnostics.length > 1) diagnostics.sort((a, b) => a.span.start - b.span.start)
  return { result, diagnostics }
}

/**
 * Parses a query (any number of statements). It never throws: what can't be read is reported in `diagnostics`, in the order of the text, and the
 * tree holds all that could.
 */
export function parse(text: string): { tree: Query; diagnostics: Diagnostic[] } {
  const { result, diagnostics } = run(text, query)
  return { tree: result, diagnostics }
}

/** Parses the parameters of a saved function, `(a:string, T:(*))`. */
export function parseParameters(text: string): { parameters: Parameter[]; diagnostics: Diagnostic[] } {
  const { result, diagnostics } = run(text, parameters)
  return { parameters: result, diagnostics }
}

/** Parses the body of a saved function, `{ let …; T | … }`. */
export function parseBody(text: string): { body: Body; diagnostics: Diagnostic[] } {
  const { result, diagnostics } = run(text, body)
  return { body: result, diagnostics }
}

export { type DeclaredFunction, type DeclaredTable, declaredFunctions, declaredTables } from './declarations.ts'
export { CHARTS } from './operators/render.ts'
