import { messages, nearest } from '../text/index.ts'
import { KUSTO_TYPES, type KustoType, typeFromName } from '../types/index.ts'
import type { ColumnDeclaration, TypeOf } from './ast.ts'
import type { Cursor } from './cursor.ts'
import { bitsOf, keyword, NAME, TYPE, TYPEOF } from './keywords.ts'
import * as T from './kinds.ts'
import { commaList, TRAILING } from './list.ts'
import { declaredName, requiredName } from './names.ts'

const TYPEOF_WORD = keyword('typeof')

/** Reads the name of a type; where it is none that can stand here, it is reported and `dynamic` takes its place. `bits` say which can. */
export function typeName(p: Cursor, bits = TYPE): KustoType {
  const { kind } = p
  const own = bitsOf[kind]!
  if ((own & bits) !== 0) {
    const type = typeFromName(p.written)!
    p.advance()
    return type
  }
  if (kind === T.identifier || (own & (NAME | TYPEOF)) !== 0) {
    const text = p.written
    const near = typeFromName(text) ?? nearest(text, KUSTO_TYPES)
    p.report(messages.unknownType(p.span, text, near))
    p.advance()
  } else p.fail('the name of a type')
  return 'dynamic'
}

/** Reads `name:type`; undefined where there is neither a name nor a colon. */
export function columnDeclaration(p: Cursor): ColumnDeclaration | undefined {
  const start = p.start
  const found = declaredName(p)
  if (found === undefined && p.kind !== T.colon) return undefined
  const name = found ?? requiredName(p)
  const type = p.expect(T.colon, "':' and a type") ? typeName(p) : 'dynamic'
  return { span: p.since(start), name, type }
}

/** The columns of a schema, and whether it holds a star. */
export interface Schema {
  readonly columns: readonly ColumnDeclaration[]
  readonly open: boolean
}

/** Reads `(a:string, b:long)`; a comma may stand before the first and behind the last column. Reports where it is missing. */
export function rowSchema(p: Cursor): readonly ColumnDeclaration[] {
  if (!p.expect(T.openParen, 'a schema such as (a:string, b:long)')) return []
  p.take(T.comma)
  const columns = commaList(p, columnDeclaration, 'a column such as a:string', TRAILING)
  closeParen(p)
  return columns
}

/** Reads the schema of a plugin's result, `(*, a:string)`. */
export function resultSchema(p: Cursor): Schema {
  if (!p.expect(T.openParen, 'a schema such as (*, a:string)')) return { columns: [], open: false }
  p.take(T.comma)
  const open = p.take(T.star)
  p.take(T.comma)
  const columns = commaList(p, columnDeclaration, 'a column such as a:string', TRAILING)
  closeParen(p)
  return { columns, open }
}

/** Reads a closing parenthesis; where it is missing, goes on behind the next one that fits. */
export function closeParen(p: Cursor): void {
  if (p.take(T.closeParen)) return
  p.fail("')'")
  p.skipTo(T.closeParen)
  p.take(T.closeParen)
}

/** Reads `typeof(…)`; undefined where no parenthesis follows, since `typeof` then is a name. */
export function typeOf(p: Cursor): TypeOf | undefined {
  if (p.kind !== TYPEOF_WORD || p.peek(1) !== T.openParen) return undefined
  const start = p.start
  p.advance()
  p.advance()
  const second = p.next
  if (second === T.closeParen && p.kind !== T.star) {
    const type = typeName(p, TYPE | TYPEOF)
    closeParen(p)
    return { kind: 'typeof', span: p.since(start), types: [type] }
  }
  let star = false
  const columns = commaList(
    p,
    (q) => {
      if (q.kind !== T.star) return columnDeclaration(q)
      star = true
      q.advance()
      return null
    },
    "a column such as a:string, or '*'",
  ).filter((column) => column !== null)
  closeParen(p)
  return { kind: 'typeof', span: p.since(start), types: star ? ['*'] : [], ...(columns.length > 0 ? { columns } : {}) }
}
