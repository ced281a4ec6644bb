import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { compile, type Engine, explain, KqlError, openEngine, type QueryResult, type Schemas } from '../../src/index.ts'
import { type Case, formatCase, readCases, type Section } from './case.ts'

const NOW = '2026-01-31T12:00:00Z'
const here = import.meta.dirname
const schemas: Schemas = JSON.parse(readFileSync(join(here, 'schemas.json'), 'utf8'))
const options = { schemas, now: NOW, external: { 'https://example.com/users.csv': join(here, 'store/Users.csv') } }

let engine: Engine
beforeAll(async () => {
  engine = await openEngine({ ...options, data: join(here, 'store'), missingTables: 'empty' })
})
afterAll(() => engine.close())

const rowsText = (r: QueryResult): string =>
  [r.columns.map((c) => `${c.name}:${c.type}`).join(', '), ...r.rows.map((row) => JSON.stringify(row))].join('\n')

const errorsText = (error: unknown, kql: string): string => {
  if (!(error instanceof KqlError)) throw error
  return error.diagnostics.map((d) => `${d.code} at "${kql.slice(d.span.start, d.span.end)}": ${d.message}`).join('\n')
}

/** What kqlc makes of a case, for each section that the case has. */
const actual = async (c: Case): Promise<Map<Section, string>> => {
  const result = await engine.query(c.kql).then(rowsText, (error) => error)
  const made: Record<Section, () => string> = {
    plan: () => explain(c.kql, 'plan', options).text,
    sql: () => compile(c.kql, options).sql,
    rows: () => (typeof result === 'string' ? result : errorsText(result, c.kql)),
    errors: () => (typeof result === 'string' ? 'no error' : errorsText(result, c.kql)),
    source: () => c.sections.get('source') ?? '',
  }
  return new Map([...c.sections.keys()].map((name) => [name, made[name]().trimEnd()]))
}

describe('golden cases', () => {
  for (const c of readCases(here)) {
    test(`${c.path.slice(here.length + 1)}: ${c.title}`, async () => {
      const got = await actual(c)
      if (process.env.UPDATE === '1') writeFileSync(c.path, formatCase(c, got))
      else expect(Object.fromEntries(got)).toEqual(Object.fromEntries(c.sections))
      expect(c.sections.has('rows') ? (c.sections.get('source') ?? '') : 'no rows').not.toBe('')
    })
  }
})
