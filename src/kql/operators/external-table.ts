import type { Cursor } from '../cursor.ts'
import { expression } from '../expression.ts'
import { keyword } from '../keywords.ts'
import * as T from '../kinds.ts'
import { commaList, TRAILING } from '../list.ts'
import { declaredName, name } from '../names.ts'
import { NO_PARAMETERS, parameters, withProperties } from '../parameters.ts'
import { required } from '../primary.ts'
import { registerOperator } from '../registry.ts'
import { closeParen, rowSchema, typeName } from '../types.ts'

const KIND = keyword('kind')
const PARTITION = keyword('partition')
const BY = keyword('by')
const PATH_FORMAT = keyword('pathformat')
const DATA_FORMAT = keyword('dataformat')
const DATETIME_PATTERN = keyword('datetime_pattern')

/** Reads `kind=storage`; yields whether it is delta, which needs neither a schema nor a format. */
function externalKind(p: Cursor): boolean {
  if (!p.expect(KIND, "'kind'")) return false
  p.expect(T.equal, "'='")
  const word = p.written
  if (word === 'storage' || word === 'delta') p.advance()
  else p.fail("'storage' or 'delta'")
  return word === 'delta'
}

function partitionColumn(p: Cursor): true | undefined {
  if (declaredName(p) === undefined) return undefined
  p.expect(T.colon, "':' and a type")
  typeName(p)
  if (p.take(T.equal)) required(p, expression(p))
  return true
}

function pathPart(p: Cursor): boolean {
  if (p.take(DATETIME_PATTERN)) {
    p.expect(T.openParen, "'('")
    p.expect(T.string, 'a format')
    p.expect(T.comma, "','")
    required(p, name(p), 'a column')
    closeParen(p)
    return true
  }
  return name(p) !== undefined
}

function pathFormat(p: Cursor): void {
  p.expect(T.equal, "'='")
  if (!p.expect(T.openParen, "'('")) return
  p.take(T.string)
  if (!pathPart(p)) p.fail('a column of the partition')
  do p.take(T.string)
  while (pathPart(p))
  closeParen(p)
}

function listed(p: Cursor, element: (p: Cursor) => unknown, what: string): void {
  if (!p.expect(T.openParen, "'('")) return
  p.take(T.comma)
  commaList(p, element, what, TRAILING)
  closeParen(p)
}

registerOperator('inline_external_table', {
  begins: (p) => p.next === T.openParen || p.next === KIND,
  parse: (p, word) => {
    const list = p.kind === KIND ? [] : parameters(p, NO_PARAMETERS, false)
    const columns = p.kind === T.openParen ? rowSchema(p) : []
    const { start } = p
    const delta = externalKind(p)
    if (!delta && columns.length === 0) p.fail('a schema such as (a:string, b:long)')
    if (p.take(PARTITION)) {
      p.expect(BY, "'by'")
      listed(p, partitionColumn, 'a column such as a:string')
    }
    if (p.take(PATH_FORMAT)) pathFormat(p)
    if (p.take(DATA_FORMAT)) {
      p.expect(T.equal, "'='")
      p.expect(T.identifier, 'a format')
    } else if (!delta) p.fail("'dataformat'")
    listed(p, expression, 'a connection string')
    withProperties(p)
    return { kind: 'inline-external-table', keyword: word, parameters: list, columns, rest: p.since(start), span: p.since(word.start) }
  },
})
