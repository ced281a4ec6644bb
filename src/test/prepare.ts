/** A case → the options of the engine that runs it, and the files that this may read. */
import type { EngineOptions } from '../api.ts'
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

/** `around` is the workspace; of its events nothing is used: a test has its own. */
export const prepare = async (file: TestFile, test: TestCase, around: EngineOptions, scratch: Scratch): Promise<Prepared> => {
  const tables = await written(test.tables, (data) => scratch.table(data))
  const watchlists = { ...around.watchlists, ...(await written(test.watchlists, (data) => scratch.watchlist(data))) }
  const external = { ...around.external, ...test.external }
  const own = new Set(test.functions.map((f) => f.name))
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
    functions: [...(around.functions ?? []).filter((f) => !own.has(f.name)), ...test.functions],
    now: test.now ?? around.now,
    missingTables: 'empty',
  })
  return { file, test, faults, options, files: [...files, ...outsideFiles(options)] }
}
