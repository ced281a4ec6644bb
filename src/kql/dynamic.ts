import { messages } from '../text/index.ts'
import { formatDatetime, formatTimespan, jsonReal } from '../types/index.ts'
import type { Literal } from './ast.ts'
import { type Cursor, endsList } from './cursor.ts'
import { keyword } from './keywords.ts'
import * as T from './kinds.ts'
import { commaList } from './list.ts'
import { isLiteral, literal, scalarLiteral } from './literal.ts'
import { bracedLength, name } from './names.ts'
import { stringValue } from './strings.ts'

const DYNAMIC = keyword('dynamic')
const NULL = keyword('null')

/** Reads `dynamic(…)`: JSON, in which Kusto's own literals may stand. Its value is compact JSON text, or null for `dynamic(null)`. */
export function dynamicLiteral(p: Cursor): Literal | undefined {
  if (p.kind !== DYNAMIC || p.peek(1) !== T.openParen) return undefined
  const start = p.start
  p.advance()
  p.advance()
  const value = p.kind === NULL && p.next === T.closeParen ? nothing(p) : requiredValue(p)
  close(p, T.closeParen, "')'")
  return literal(p.since(start), 'dynamic', value)
}

function close(p: Cursor, kind: number, what: string): void {
  if (p.expect(kind, what)) return
  p.skipTo(kind)
  p.take(kind)
}

function nothing(p: Cursor): null {
  p.advance()
  return null
}

function requiredValue(p: Cursor): string {
  const found = value(p)
  if (found !== undefined) return found
  p.fail('a JSON value')
  return 'null'
}

/** Reads a JSON value and yields its compact text. */
function value(p: Cursor): string | undefined {
  switch (p.kind) {
    case T.minus:
      return number(p)
    case T.openBracket:
      return nested(p, array)
    case T.openBrace:
      if (bracedLength(p, 0) > 0) return JSON.stringify(name(p)!.name)
      return nested(p, bag)
    case NULL:
      p.advance()
      return 'null'
    case DYNAMIC: {
      const inner = dynamicLiteral(p)?.value
      return inner === undefined ? undefined : ((inner ?? 'null') as string)
    }
    default:
      return isLiteral(p.kind) ? scalar(p) : undefined
  }
}

function nested(p: Cursor, read: (p: Cursor) => string): string {
  if (!p.enter()) return 'null'
  const text = read(p)
  p.leave()
  return text
}

function number(p: Cursor): string | undefined {
  const kind = p.next
  if (kind !== T.long && kind !== T.real) return undefined
  p.advance()
  const text = scalar(p)
  return text.startsWith('-') ? text : `-${text}`
}

/** A literal of Kusto's as JSON: what JSON has no notation for is the string that Kusto writes it as. */
function scalar(p: Cursor): string {
  const text = p.written
  if (p.kind === T.guid || p.kind === T.long) {
    const bare = p.kind === T.guid
    p.advance()
    // A number may have any size in JSON.
    return bare ? JSON.stringify(text.toLowerCase()) : String(BigInt(text))
  }
  const found = scalarLiteral(p)
  if (found?.kind !== 'literal') {
    p.diagnostics.push(messages.badLiteral(found!.span, 'dynamic', text))
    return 'null'
  }
  const { type, value } = found
  if (value === null) return 'null'
  switch (type) {
    case 'real':
      return jsonReal(value as number)
    case 'datetime':
      return JSON.stringify(formatDatetime(value as bigint))
    case 'timespan':
      return JSON.stringify(formatTimespan(value as bigint))
    case 'string':
    case 'guid':
    case 'decimal':
      return JSON.stringify(value)
    default:
      return String(value)
  }
}

function array(p: Cursor): string {
  p.advance()
  const items = commaList(p, value, 'a JSON value')
  close(p, T.closeBracket, "']'")
  return `[${items.join(',')}]`
}

function bag(p: Cursor): string {
  p.advance()
  const pairs = commaList(p, pair, "a string and ':'")
  close(p, T.closeBrace, "'}'")
  return `{${pairs.join(',')}}`
}

function pair(p: Cursor): string | undefined {
  if (p.kind !== T.string) {
    if (endsList(p.kind) || p.kind === T.comma) return undefined
    p.fail('a string as the name of a property')
    p.skipTo(T.comma)
    return '"":null'
  }
  const key = JSON.stringify(stringValue(p.written))
  p.advance()
  p.expect(T.colon, "':'")
  return `${key}:${requiredValue(p)}`
}
