import type { Expression, OperatorParameter } from './ast.ts'
import { type Cursor, endsList } from './cursor.ts'
import { bitsOf, DECLARED, keyword, NAME, PARAMETER } from './keywords.ts'
import * as T from './kinds.ts'
import { commaList } from './list.ts'
import { isLiteral, scalarLiteral } from './literal.ts'
import { declaredName, isKeyword, name } from './names.ts'
import { anyLiteral, postfix, required } from './primary.ts'
import { FIRST_KEYWORD } from './token.ts'
import { closeParen } from './types.ts'

const WITH = keyword('with')

/**
 * What the value of a parameter may be: a word, name or literal; several columns; an expression; or one of these words, which are keywords
 * otherwise.
 */
export type ParameterValue = 'word' | 'columns' | 'expression' | readonly string[]

/** The parameters of an operator by name. */
export type ParameterSet = ReadonlyMap<string, ParameterValue>

const WORD: ParameterValue = 'word'

/** Parameters whose values are words, names or literals. */
export const parameterSet = (words: string, others: Readonly<Record<string, ParameterValue>> = {}): ParameterSet =>
  new Map([...words.split(' ').map((word): [string, ParameterValue] => [word, WORD]), ...Object.entries(others)])

/** No parameters but those that all operators know. */
export const NO_PARAMETERS: ParameterSet = new Map()

/**
 * Reads `name=value` parameters, as many as there are. `names` are the operator's own; those that all operators know (`kind`, `hint.…`) are read
 * too. With `equals`, a name without `=` behind it is no parameter, but belongs to what follows.
 */
export function parameters(p: Cursor, names: ParameterSet, equals: boolean): OperatorParameter[] {
  let list: OperatorParameter[] | undefined
  while (isParameter(p, names, equals)) {
    list ??= []
    list.push(parameter(p, names))
  }
  return list ?? NONE
}
const NONE: OperatorParameter[] = []

/** Whether the name of a parameter that all operators know stands `offset` tokens ahead. */
export const parameterAt = (p: Cursor, offset: number): boolean => (bitsOf[p.peek(offset)]! & PARAMETER) !== 0

function isParameter(p: Cursor, names: ParameterSet, equals: boolean, offset = 0): boolean {
  const kind = p.peek(offset)
  if (kind !== T.identifier && kind < FIRST_KEYWORD) return false
  if (equals && p.peek(offset + 1) !== T.equal) return false
  return parameterAt(p, offset) || (names.size > 0 && names.has(p.textAt(offset)))
}

function parameter(p: Cursor, names: ParameterSet): OperatorParameter {
  const start = p.start
  const text = p.written
  p.advance()
  p.expect(T.equal, "'='")
  const values = parameterValues(p, names.get(text) ?? WORD, names)
  const span = p.since(start)
  const value = values[0]!
  return values.length > 1 ? { name: text, value, rest: values.slice(1), span } : { name: text, value, span }
}

/** Reads the values of a parameter: one, but for a list of columns. */
function parameterValues(p: Cursor, value: ParameterValue, names: ParameterSet): Expression[] {
  if (value === 'columns') return columnList(p, names)
  if (value === 'expression') return [required(p, postfix(p), 'a value')]
  if (typeof value !== 'string' && isKeyword(p.kind) && value.includes(p.written)) return [p.takeName()]
  return [parameterValue(p)]
}

/** Reads a word, name or literal that must come. */
export function parameterValue(p: Cursor): Expression {
  if (p.kind === T.identifier || (bitsOf[p.kind]! & NAME) !== 0) return p.takeName()
  return required(p, anyLiteral(p) ?? name(p), 'a value')
}

/** Reads columns up to the end of the list or the next parameter, whose comma it leaves alone. */
export function columnList(p: Cursor, names: ParameterSet): Expression[] {
  const columns: Expression[] = [required(p, name(p, NAME | DECLARED), 'a column')]
  while (p.kind === T.comma && !endsList(p.next) && !isParameter(p, names, false, 1)) {
    p.advance()
    columns.push(required(p, name(p, NAME | DECLARED), 'a column'))
  }
  return columns
}

/** Reads parameters with commas between them, up to a closing parenthesis. */
export const parameterList = (p: Cursor, names: ParameterSet): OperatorParameter[] =>
  commaList(p, (q) => (isParameter(q, names, false) && names.has(q.written) ? parameter(q, names) : undefined), 'a property')

/** Reads `name=value` with any name, as behind `with (`. */
export function property(p: Cursor): OperatorParameter | undefined {
  const start = p.start
  const found = declaredName(p)
  if (found === undefined) return undefined
  p.expect(T.equal, "'='")
  const value = isLiteral(p.kind) ? scalarLiteral(p) : declaredName(p)
  return { name: found.name, value: required(p, value, 'a value'), span: p.since(start) }
}

/** Reads `with (a=1, …)` where it stands. */
export function withProperties(p: Cursor): OperatorParameter[] {
  if (!p.take(WITH)) return []
  p.expect(T.openParen, "'('")
  const properties = commaList(p, property, 'a property')
  closeParen(p)
  return properties
}
