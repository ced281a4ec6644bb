import { expect, test } from 'vitest'
import { expansionOf } from '../../dialects/duckdb/expansion.ts'
import { once } from '../../dialects/duckdb/once.ts'
import { printExpression, type SqlExpr, sql } from '../../src/sql/index.ts'

/** A text of calls in calls. */
const nested = (depth: number): SqlExpr =>
  depth === 0 ? sql.column('Text') : once(sql.call('kql_substring', nested(depth - 1), sql.call('length', sql.column('Text'))))

test('an expansion counts the uses of each parameter through the macros that are called', () => {
  expect(expansionOf('kql_has_term')?.uses).toEqual([2, 4, 1, 1])
  // kql_json_text(x) names x twice itself and five times through kql_is_lax_json and kql_looks_lax.
  expect(expansionOf('kql_json_text')?.uses).toEqual([7])
  expect(expansionOf('kql_parsed_get_text')?.uses).toEqual([1, 1])
  expect(expansionOf('lower')).toBeUndefined()
})

test('a call is left alone until it grows, then its arguments are computed once', () => {
  expect(printExpression(nested(1))).toBe('kql_substring("Text", length("Text"))')
  const [text3, text6] = [nested(3), nested(6)].map(printExpression)
  expect(text3).toContain('list_transform([{')
  // Each level adds as much as the one before.
  expect(text6?.length).toBeLessThan(3 * (text3?.length ?? 0))
})

test('constants and calls of single use stay', () => {
  expect(once(sql.call('kql_json_text', sql.literal('{}')))).toEqual(sql.call('kql_json_text', sql.literal('{}')))
  const single = sql.call('kql_tolower', nested(6))
  expect(once(single)).toBe(single)
})
