/** Runs compiled queries on a database of their own, with a dialect that a test may have altered. */
import { dialects } from '../../dialects/index.ts'
import { type Catalog, catalogOf } from '../../src/catalog/index.ts'
import { type CompileContext, type Compiled, compileWith } from '../../src/compile.ts'
import { physicalNames } from '../../src/emit/index.ts'
import { type Database, openDatabase } from '../../src/run/duckdb.ts'
import { registerFunctions } from '../../src/run/index.ts'
import { allRows, type CellType } from '../../src/run/rows.ts'
import { prepareSelect } from '../../src/run/sandbox.ts'
import { emptyView } from '../../src/run/store.ts'
import { type Dialect, print, quoteName } from '../../src/sql/index.ts'
import { KqlError } from '../../src/text/index.ts'
import type { KustoType } from '../../src/types/index.ts'

export type Outcome =
  | { readonly kind: 'rows'; readonly rows: readonly string[]; readonly compiled: Compiled }
  /** Diagnostics that say what kqlc doesn't take, and where values are refused while the query runs, in which words. */
  | { readonly kind: 'refused'; readonly codes: readonly string[]; readonly message?: string }
  /** What must never be: an error of the compiler's own, a statement that the engine doesn't take, one without an end. */
  | { readonly kind: 'fault'; readonly message: string }

export interface Runner {
  run(kql: string, options?: Pick<CompileContext, 'plain'>): Promise<Outcome>
  close(): Promise<void>
}

const duckdb = dialects.duckdb as Dialect

/** What a query may take, in milliseconds, with all its views and macros. */
const SLOW = 60_000

/** Functions and macros refuse single values while the query runs, in words of their own; all others are the engine's and JavaScript's. */
const OUR_WORDS =
  /^KQL0491: the engine failed: (?:assert\(\) has failed|(?:strrep|repeat)\(\) beyond|'\w+' has no certain answer: |\w+: argument \w+ (?:is missing|must be)|\w+: more than \d+ periods|the regular expression |a series of make-series would|a path of properties must|a range |the step of range |the spread of numbers |Unknown TimeZone |[\w ]+ is (?:from 2 to 98|one of ))|is not documented$/

const STORED: Readonly<Record<KustoType, RegExp>> = {
  bool: /^BOOLEAN$/,
  int: /^(?:INTEGER|BIGINT)$/,
  long: /^(?:INTEGER|BIGINT)$/,
  real: /^DOUBLE$/,
  decimal: /^DECIMAL\(38,(?:0|18)\)$/,
  string: /^VARCHAR$/,
  datetime: /^TIMESTAMP$/,
  timespan: /^(?:INTEGER|BIGINT)$/,
  guid: /^UUID$/,
  dynamic: /^JSON$/,
}

/** Whether a column of the engine's type can be one of ours. */
const isStoredAs = ({ type, form }: CellType, stored: string): boolean =>
  form === 'text' ? stored === 'VARCHAR' || stored === 'JSON' : form?.endsWith('[]') ? stored.endsWith('[]') : STORED[type].test(stored)

export const openRunner = async ({
  dialect = duckdb,
  catalog = catalogOf({}),
}: {
  dialect?: Dialect | undefined
  catalog?: Catalog
} = {}): Promise<Runner> => {
  const database: Database = await openDatabase({ memoryLimit: '2GB', spillLimit: '2GB' })
  const made = new Set<string>()
  const once = async (name: string, make: () => Promise<unknown>) => {
    if (made.has(name)) return
    await make()
    made.add(name)
  }
  const base: CompileContext = { catalog, dialect, now: 638_000_000_000_000_000n, functions: [], lenient: true }
  const prepare = async (compiled: Compiled) => {
    for (const name of compiled.functions) await once(`function ${name}`, () => registerFunctions(database.connection, [name]))
    for (const m of compiled.macroList) await once(`macro ${m.name}`, () => database.run(m.text))
    for (const [name, physical] of compiled.views) {
      const columns = catalog.table(name)?.columns ?? []
      const view = emptyView({ name, columns }, physicalNames(columns.map((c) => c.name)))
      await once(`view ${physical}`, () => database.run(`CREATE VIEW ${quoteName(physical)} AS ${print(view)}`))
    }
    return prepareSelect(database, compiled.sql)
  }
  const answer = async (kql: string, context: CompileContext): Promise<Outcome> => {
    const learnt = new Map<string, readonly (readonly unknown[])[]>()
    for (;;) {
      const compiled = compileWith(kql, { ...context, learnt })
      const errors = compiled.diagnostics.filter((d) => d.severity === 'error')
      if (errors.length > 0) return { kind: 'refused', codes: errors.map((d) => d.code) }
      if (compiled.sql === '') return { kind: 'fault', message: 'neither SQL nor an error' }
      const prepared = await prepare(compiled)
      const result = await database.stream(prepared)
      const types = result.columnTypes().map((t) => t.alias ?? String(t))
      const rows = await allRows(result, compiled.cells).finally(() => prepared.destroySync())
      const strange = compiled.cells.findIndex((cell, i) => !isStoredAs(cell, types[i] ?? '') && rows.some((row) => row[i] !== null))
      if (strange >= 0) return { kind: 'fault', message: `a ${compiled.cells[strange]?.type} that the engine has as ${types[strange]}` }
      if (compiled.question === undefined) return { kind: 'rows', rows: rows.map((row) => JSON.stringify(row)), compiled }
      learnt.set(compiled.question, rows)
    }
  }
  return {
    async run(kql, options) {
      const clock = setTimeout(() => database.interrupt(), SLOW)
      try {
        return await answer(kql, { ...base, ...options })
      } catch (error) {
        const message = error instanceof KqlError ? error.message : error instanceof Error ? (error.stack ?? error.message) : String(error)
        const refused = error instanceof KqlError && error.diagnostics.every((d) => d.code === 'KQL0491') && OUR_WORDS.test(message)
        return refused ? { kind: 'refused', codes: ['KQL0491'], message } : { kind: 'fault', message }
      } finally {
        clearTimeout(clock)
      }
    },
    close: () => database.close(),
  }
}
