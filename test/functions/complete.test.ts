/** The registry has whatever Microsoft's own parser knows: translated, or refused with a reason. */
import { expect, test } from 'vitest'
import { findAggregate, findFunction, findPlugin, findTableFunction } from '../../src/functions/index.ts'
import { compile } from '../../src/index.ts'
import { officialNames } from '../kql/official.ts'

test('every function', () => {
  expect(officialNames.functions.length).toBeGreaterThan(400)
  expect(officialNames.functions.filter((name) => !findFunction(name) && !findTableFunction(name))).toEqual([])
})

test('every aggregate', () => {
  expect(officialNames.aggregates.length).toBeGreaterThan(50)
  expect(officialNames.aggregates.filter((name) => !findAggregate(name))).toEqual([])
})

test('every plugin', () => {
  expect(officialNames.plugins.length).toBeGreaterThan(40)
  expect(officialNames.plugins.filter((name) => !findPlugin(name))).toEqual([])
})

test('none is unknown where it stands in a query', () => {
  const queries = [
    ...officialNames.functions.map((name) => (findFunction(name) ? `print ${name}()` : `${name}('x')`)),
    ...officialNames.aggregates.map((name) => `print a = 1 | summarize ${name}()`),
    ...officialNames.plugins.map((name) => `print a = 1 | evaluate ${name}()`),
  ]
  const unknown = queries.filter((kql) =>
    compile(kql).diagnostics.some((d) => d.code === 'KQL0102' || d.message.includes('not implemented')),
  )
  expect(unknown).toEqual([])
})
