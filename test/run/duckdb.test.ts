import { existsSync } from 'node:fs'
import { describe, expect, it, vi } from 'vitest'
import { openDatabase } from '../../src/run/index.ts'
import { rejection } from './fixture.ts'

describe('openDatabase', () => {
  it('says what is missing where DuckDB is not installed', async () => {
    vi.doMock('@duckdb/node-api', () => {
      throw new Error("Cannot find package '@duckdb/node-api'")
    })
    try {
      expect(await rejection(openDatabase())).toMatch(/^KQL0494: DuckDB can't be loaded[\s\S]*npm install @duckdb\/node-api/)
    } finally {
      vi.doUnmock('@duckdb/node-api')
    }
  })

  it('works in UTC, on all connections, and removes its folder when closed', async () => {
    const database = await openDatabase({ threads: 1, memoryLimit: '256MB' })
    const [[zone, spill, threads]] = (await database.rows(
      "SELECT current_setting('TimeZone'), current_setting('temp_directory'), current_setting('threads')",
    )) as [[string, string, bigint]]
    expect([zone, threads, existsSync(spill)]).toEqual(['UTC', 1n, true])
    await database.close()
    expect(existsSync(spill)).toBe(false)
  })

  it('reports an interruption as such', async () => {
    const database = await openDatabase({ threads: 1 })
    const running = rejection(database.run('SELECT sum(a.range * b.range) FROM range(1000000) AS a, range(1000000) AS b'))
    setTimeout(() => database.interrupt(), 50)
    expect(await running).toContain('KQL0492: the query was interrupted')
    await database.close()
  })
})
