/** Runs compiled queries on a database of their own, with a dialect that a test may have altered. */
import { dialects } from '../../dialects/index.ts'
import { type Catalog, catalogOf } from '../../src/catalog/index.ts'
import { type CompileContext, type Compiled, compileWith } from '../../src/compile.ts'
import { physicalNames } from '../../src/emit/index.ts'
import { type Database, openDatabase } from '../../src/run/duckdb.ts'
import { registerFunctions } from '../../src/run/index.ts'
import { emptyView } from '../../src/run/store.ts'
import { type Dialect, print, quoteName } from '../../src/sql/index.ts'
import { KqlError } from '../../src/text/index.ts'

export type Outcome =
  | { readonly kind: 'rows'; readonly rows: readonly string[]; readonly compiled: Compiled }
  /** Diagnostics that say what kqlc doesn't take. */
  | { readonly kind: 'refused'; readonly codes: readonly string[] }
  /** What must never be: an error of the compiler's own, or a statement that the engine doesn't take. */
  | { readonly kind: 'fault'; readonly message: string }

export interface Runner {
  run(kql: string, options?: Pick<CompileContext, 'plain'>): Promise<Outcome>
  close(): Promise<void>
}

const duckdb = dialects.duckdb as Dialect

/** Functions and macros refuse single values while the query runs, in words of their own; these are the engine's and JavaScript's words. */
const NOT_OUR_WORDS =
  /KQL0490|Error:(?! Unknown TimeZone)|\bcast\b|Overflow|out of range|outside of supported range|typed array|BigInt|properties of|is not (?:a function|iterable|defined)|larger than 2\^32|Cannot perform/

export const openRunner = async ({
  dialect = duckdb,
  catalog = catalogOf({}),
}: {
  dialect?: Dialect
  catalog?: Catalog
} = {}): Promise<Runner> => {
  const database: Database = await openDatabase()
  const made = new Set<string>()
  const once = async (name: string, make: () => Promise<unknown>) => {
    if (made.has(name)) return
    await make()
    made.add(name)
  }
  const context: CompileContext = { catalog, dialect, now: 638_000_000_000_000_000n, functions: [], lenient: true, learnt: new Map() }
  return {
    async run(kql, options) {
      try {
        const compiled = compileWith(kql, { ...context, ...options })
        const errors = compiled.diagnostics.filter((d) => d.severity === 'error')
        if (errors.length > 0) return { kind: 'refused', codes: errors.map((d) => d.code) }
        if (compiled.sql === '') return { kind: 'fault', message: 'neither SQL nor an error' }
        for (const name of compiled.functions) await once(`function ${name}`, () => registerFunctions(database.connection, [name]))
        for (const m of compiled.macroList) await once(`macro ${m.name}`, () => database.run(m.text))
        for (const [name, physical] of compiled.views) {
          const columns = catalog.table(name)?.columns ?? []
          const view = emptyView({ name, columns }, physicalNames(columns.map((c) => c.name)))
          await once(`view ${physical}`, () => database.run(`CREATE VIEW ${quoteName(physical)} AS ${print(view)}`))
        }
        const rows = await database.rows(compiled.sql)
        return { kind: 'rows', rows: rows.map((row) => JSON.stringify(row, (_, v) => (typeof v === 'bigint' ? `${v}` : v))), compiled }
      } catch (error) {
        const message = error instanceof KqlError ? error.message : error instanceof Error ? (error.stack ?? error.message) : String(error)
        const refused = error instanceof KqlError && error.diagnostics.every((d) => d.code === 'KQL0491') && !NOT_OUR_WORDS.test(message)
        return refused ? { kind: 'refused', codes: ['KQL0491'] } : { kind: 'fault', message }
      }
    },
    close: () => database.close(),
  }
}
