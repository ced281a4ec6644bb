/** A case → the options of the engine that runs it, and the files that this may read. */
import type { EngineOptions, WatchlistFile } from '../api.ts'
import { watchlistFile } from '../config/index.ts'
import { dataFiles, outsideFiles, resolvedOptions } from '../run/index.ts'
import { type Diagnostic, KqlError, type LocatedDiagnostic } from '../text/index.ts'
import type { Scratch } from './data.ts'
import type { TableData, TestCase, TestFile } from './model.ts'

export interface Prepared {
  readonly file: TestFile
  readonly test: TestCase
  readonly options: EngineOptions
  readonly files: readonly string[]
  /** Data that isn't there. */
  readonly faults: readonly LocatedDiagnostic[]
}

const written = async (
  data: Readonly<Record<string, TableData>>,
  write: (data: TableData) => Promise<string>,
): Promise<Readonly<Record<string, string>>> =>
  Object.fromEntries(await Promise.all(Object.entries(data).map(async ([name, of]) => [name, await write(of)] as const)))

/** A test's list has the key of the workspace's, unless it names one itself (`list.csv#User`). */
const withKey = (written: string, around: string | WatchlistFile | undefined): string | WatchlistFile => {
  const own = watchlistFile(written)
  return typeof own === 'string' && typeof around === 'object' ? { file: own, key: around.key } : own
}

/** `around` is the workspace; of its events nothing is used: a test has its own. */
export const prepare = async (file: TestFile, test: TestCase, around: EngineOptions, scratch: Scratch): Promise<Prepared> => {
  const tables = await written(test.tables, (data) => scratch.table(data))
  const own = await written(test.watchlists, (data) => scratch.watchlist(data))
  const watchlists = {
    ...around.watchlists,
    ...Object.fromEntries(Object.entries(own).map(([name, file]) => [name, withKey(file, around.watchlists?.[name])])),
  }
  const external = { ...around.external, ...test.external }
  const replaced = new Set(test.functions.map((f) => f.name))
  const faults: LocatedDiagnostic[] = []
  const files: string[] = []
  for (const [name, pattern] of Object.entries(tables)) {
    const data = test.tables[name]
    try {
      files.push(...(await dataFiles(name, pattern)))
    } catch (error) {
      if (!(error instanceof KqlError) || !data) throw error
      faults.push(...error.diagnostics.map((d: Diagnostic) => file.place({ ...d, kind: 'rule', span: file.locate(data.path) })))
    }
  }
  const options = resolvedOptions({
    ...around,
    data: undefined,
    tables,
    watchlists,
    external,
    functions: [...(around.functions ?? []).filter((f) => !replaced.has(f.name)), ...test.functions],
    now: test.now ?? around.now,
    missingTables: 'empty',
  })
  return { file, test, faults, options, files: [...files, ...outsideFiles(options)] }
}
