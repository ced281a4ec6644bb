/** A library that needs no engine: the commands are tested on their own. */

import { tmpdir } from 'node:os'
import { openAlertStore } from '../../src/alerts/index.ts'
import type { CompileResult, Engine, QueryResult } from '../../src/api.ts'
import type { Library } from '../../src/cli/context.ts'
import { loadRules } from '../../src/load/index.ts'
import { drawCharts, sectionOf } from '../../src/report/index.ts'
import { KqlError, messages } from '../../src/text/index.ts'
import { type Input, type Outcome, runCommand } from './terminal.ts'

// Where no kqlc.yaml is found but those that a test makes.
process.chdir(tmpdir())

/** A query with `wrong` in it has an error there; one that begins with `unsupported` isn't translated. */
const faults = (kql: string) => {
  if (kql.startsWith('unsupported')) return [messages.unsupportedFunction({ start: 0, end: 11 }, 'unsupported', 'it is not')]
  const start = kql.indexOf('wrong')
  return start < 0 ? [] : [messages.unknownColumn({ start, end: start + 5 }, 'wrong', undefined)]
}

const ANSWER: QueryResult = {
  columns: [
    { name: 'Time', type: 'datetime' },
    { name: 'Total', type: 'long' },
    { name: 'Who', type: 'string' },
    { name: 'More', type: 'dynamic' },
  ],
  rows: [
    ['2026-01-05T12:00:00Z', 3, 'a, "b"', { x: [1, 2] }],
    ['2026-01-05T13:00:00Z', null, '', null],
  ],
}

const compiled = (kql: string, now: unknown): CompileResult => ({
  sql: faults(kql).length > 0 ? '' : `SELECT 1 -- ${kql.trim()}`,
  columns: [],
  diagnostics: faults(kql),
  tables: ['T'],
  functions: [],
  macros: 'CREATE MACRO m() AS 1;',
  openTime: now === undefined ? { expression: 'the_time()', statement: 'SET the_time' } : undefined,
})

const fakeEngine = (answer: QueryResult, closed: () => void): Engine => ({
  query: async (kql) => {
    if (faults(kql).length > 0) throw new KqlError(faults(kql))
    return answer
  },
  series: async () => [],
  prepare: async (kql) => {
    if (faults(kql).length > 0) throw new KqlError(faults(kql))
    return { columns: answer.columns, tables: ['T'], diagnostics: [] }
  },
  schedule: async (kql) => {
    if (faults(kql).length > 0) throw new KqlError(faults(kql))
    return { at: async () => answer, share: async () => false, release: async () => undefined }
  },
  export: async (_, file) => {
    const { writeFile } = await import('node:fs/promises')
    await writeFile(file, 'PAR1')
  },
  explain: async () => 'the engine says',
  tables: async () => [{ name: 'T', files: 'T/**', format: 'parquet', columns: [], sql: 'CREATE VIEW "T" AS SELECT 1' }],
  infer: async () => ({ T: { a: 'string', 'b c': 'long' } }),
  interrupt: () => undefined,
  close: async () => closed(),
})

export interface FakeOutcome extends Outcome {
  /** What the engine was opened with. */
  readonly opened: readonly unknown[]
  readonly closed: number
}

/** Runs a command on the fake library. */
export const kqlc = async (
  args: readonly string[],
  { answer = ANSWER, ...input }: Input & { readonly answer?: QueryResult } = {},
): Promise<FakeOutcome> => {
  let closed = 0
  const opened: unknown[] = []
  const library: Library = {
    compile: (kql, options) => compiled(kql, options?.now),
    explain: (kql, stage) => ({ text: `${stage} of ${kql}`, diagnostics: faults(kql) }),
    loadRules,
    openEngine: async (options) => {
      opened.push(options)
      if (options?.data === 'none') throw new KqlError([messages.badFile('none', 'there is no such folder')])
      return fakeEngine(answer, () => closed++)
    },
    reportSection: async (entry) => sectionOf(entry),
    reportPage: async (sections, { now, about }) => JSON.stringify({ now, about, sections }),
    drawCharts: async (entry, options) => drawCharts(entry, options),
    openAlertStore,
    writeDemo: async (_, options) => ({ table: 'T', rows: options?.rows ?? 1, files: [], now: '2026-01-20T12:00:00Z' }),
  }
  return { ...(await runCommand(args, library, input)), opened, closed }
}
