/** Columns that pass through a SELECT under their own names. */
import type { SqlExpr, SqlItem } from './ast.ts'
import { quoteName } from './quote.ts'

const items = new Map<string, SqlItem>()
const MOST = 50_000

/** A column of FROM as an item under its own name, with its text: the same object each time, as the names of tables' columns come again in all queries. */
export const namedItem = (name: string): SqlItem => items.get(name) ?? makeItem(name)

const makeItem = (name: string): SqlItem => {
  if (items.size > MOST) items.clear()
  const value: SqlExpr = { kind: 'column', name, table: undefined }
  const item: SqlItem = { value, alias: name, text: quoteName(name) }
  items.set(name, item)
  return item
}
