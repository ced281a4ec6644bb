import type { Span } from '../text/index.ts'
import { messages } from '../text/index.ts'
import { type KustoType, type LiteralValue, parseDatetime, parseTimespan, typeFromName } from '../types/index.ts'
import type { Call, Literal } from './ast.ts'
import type { Cursor } from './cursor.ts'
import * as T from './kinds.ts'
import { strings } from './names.ts'
import { stringValue } from './strings.ts'

export const LONG_MAX = 9_223_372_036_854_775_807n
const INT_MAX = 2_147_483_647n

export const literal = (span: Span, type: KustoType, value: LiteralValue): Literal => ({ kind: 'literal', span, type, value })

/** Whether a token of this kind is a literal. */
export const isLiteral = (kind: number): boolean => kind >= T.string && kind <= T.typed

/** Reads a literal that is one token (or strings that follow each other); undefined where there is none. */
export function scalarLiteral(p: Cursor): Literal | Call | undefined {
  const { kind } = p
  if (!isLiteral(kind)) return undefined
  if (kind === T.string && p.next === T.string) {
    const { start } = p
    const value = strings(p)
    return literal(p.since(start), 'string', value)
  }
  const { span, written: text } = p
  p.advance()
  if (kind === T.string) return literal(span, 'string', stringValue(text))
  switch (kind) {
    case T.long:
      return longLiteral(p, span, text)
    case T.real:
      return literal(span, 'real', Number(text))
    case T.timespan:
      return valueOrNull(p, span, 'timespan', text, parseTimespan(text))
    case T.bool:
      return literal(span, 'bool', text.length === 4)
    case T.guid:
      p.diagnostics.push(messages.bareGuid(span, text))
      return literal(span, 'guid', text.toLowerCase())
    default:
      return typedLiteral(p, span, text)
  }
}

/** Reads a number or timespan with a sign directly before it. */
export function signedLiteral(p: Cursor): Literal | undefined {
  const kind = p.next
  if ((kind !== T.long && kind !== T.real && kind !== T.timespan) || !p.adjacent(1)) return undefined
  const negative = p.kind === T.minus
  const start = p.start
  p.advance()
  if (negative && isLongMin(p)) {
    p.advance()
    return literal(p.since(start), 'long', -LONG_MAX - 1n)
  }
  const { type, value } = scalarLiteral(p) as Literal
  return literal(p.since(start), type, negative && value !== null ? -(value as number) : value)
}

/** Whether the number here is 2^63, which is a long only with a minus before it. */
export function isLongMin(p: Cursor): boolean {
  return p.kind === T.long && p.end - p.start >= 18 && BigInt(p.written) === LONG_MAX + 1n
}

function longLiteral(p: Cursor, span: Span, text: string): Literal {
  if (text.length <= 15) return literal(span, 'long', BigInt(Number(text)))
  const value = BigInt(text)
  return valueOrNull(p, span, 'long', text, value <= LONG_MAX ? value : undefined)
}

/** A literal; where its text could not be read, it is reported and null takes its place. */
function valueOrNull(p: Cursor, span: Span, type: KustoType, text: string, value: LiteralValue | undefined): Literal {
  if (value !== undefined) return literal(span, type, value)
  p.diagnostics.push(messages.badLiteral(span, type, text))
  return literal(span, type, null)
}

/** `long(…)` and its kin: the text in the parentheses may stand in quotes. */
function typedLiteral(p: Cursor, span: Span, text: string): Literal | Call {
  const open = text.indexOf('(')
  const type = typeFromName(text.slice(0, open))!
  const inner = text.slice(open + 1, text.endsWith(')') ? -1 : undefined).trim()
  if (inner === 'null') return literal(span, type, null)
  if (type === 'datetime' && (inner === '' || inner === 'now')) {
    return { kind: 'call', span, name: { kind: 'name', span, name: 'now' }, args: [] }
  }
  return valueOrNull(p, span, type, inner, typedValue(type, inner))
}

function typedValue(type: KustoType, text: string): LiteralValue | undefined {
  switch (type) {
    case 'int':
      return integer(text, INT_MAX)
    case 'long':
      return integer(text, LONG_MAX)
    case 'real':
      return real(text)
    case 'decimal':
      return decimal(text)
    case 'bool':
      return bool(text)
    case 'datetime':
      return parseDatetime(unquoted(text))
    case 'timespan':
      return parseTimespan(unquoted(text))
    case 'guid':
      return guid(unquoted(text))
    default:
      return undefined
  }
}

function unquoted(text: string): string {
  const quote = text[0]
  return text.length >= 2 && (quote === '"' || quote === "'") && text.endsWith(quote) ? text.slice(1, -1) : text
}

function integer(text: string, max: bigint): bigint | undefined {
  const found = /^([+-]?)(\d+|0[xX][0-9a-fA-F]+)$/.exec(text)
  if (found === null) return undefined
  const size = BigInt(found[2]!)
  const value = found[1] === '-' ? -size : size
  return value > max || value < -max - 1n ? undefined : value
}

const NUMBER = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/

function real(text: string): number | undefined {
  if (NUMBER.test(text)) return Number(text)
  switch (text.toLowerCase()) {
    case 'nan':
      return Number.NaN
    case 'inf':
    case '+inf':
      return Number.POSITIVE_INFINITY
    case '-inf':
      return Number.NEGATIVE_INFINITY
    default:
      return undefined
  }
}

const decimal = (text: string): string | undefined => (NUMBER.test(text) ? text.replace(/^\+/, '') : undefined)

function bool(text: string): boolean | undefined {
  if (/^true$/i.test(text)) return true
  if (/^false$/i.test(text)) return false
  const value = integer(text, INT_MAX)
  return value === undefined ? undefined : value !== 0n
}

function guid(text: string): string | undefined {
  const digits = text.replaceAll('-', '').toLowerCase()
  if (!/^[0-9a-f]{32}$/.test(digits) || !/^(?:[0-9a-f]{32}|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/i.test(text)) return undefined
  return digits.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
}
