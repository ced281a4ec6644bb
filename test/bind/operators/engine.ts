import { afterAll } from 'vitest'
import { type Engine, type EngineOptions, KqlError, openEngine } from '../../../src/index.ts'

/** An engine for the tests of one file, opened at the first query. */
export const testEngine = (options: EngineOptions = {}) => {
  let opened: Promise<Engine> | undefined
  const engine = () => {
    opened ??= openEngine({ now: '2026-01-31T12:00:00Z', ...options })
    return opened
  }
  afterAll(async () => (await opened)?.close())
  return {
    rows: async (kql: string) => (await (await engine()).query(kql)).rows,
    /** `name:type` of each column. */
    columns: async (kql: string) => (await (await engine()).query(kql)).columns.map((c) => `${c.name}:${c.type}`),
    result: async (kql: string) => (await engine()).query(kql),
    /** The codes of the diagnostics with which a query is refused. */
    codes: async (kql: string): Promise<readonly string[]> => {
      try {
        await (await engine()).query(kql)
      } catch (error) {
        if (error instanceof KqlError) return error.diagnostics.map((d) => d.code)
        throw error
      }
      return []
    },
  }
}
