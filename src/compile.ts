/** From KQL to SQL: parse, bind, optimise, emit, print. This file is the way of a query. */
import { dialects } from '../dialects/index.ts'
import type { CompileOptions, CompileResult, Explanation, Stage } from './api.ts'
import { Binder, bindCatalog, bindQuery, type Period, type Surroundings, settledOrder } from './bind/index.ts'
import { type Catalog, catalogOf } from './catalog/index.ts'
import { type EmitOptions, emitQuery } from './emit/index.ts'
import { parse, type Query } from './kql/index.ts'
import { optimise, type Pruned, type ScanBounds, scanBounds, standingRows } from './optimise/index.ts'
import { type Rel, type Scan, showPlan } from './plan/index.ts'
import { type Dialect, type Macro, macrosOf, print, registeredBy } from './sql/index.ts'
import { atCalls, type Diagnostic, messages, Source } from './text/index.ts'
import { type Form, type KustoType, parseDatetime } from './types/index.ts'

export interface CompileContext extends Surroundings {
  readonly dialect: Dialect
  /** Ticks of now(); undefined leaves the time open. */
  readonly now: bigint | undefined
  /** What the query is shown of its tables; undefined is everything. */
  readonly period?: Period | undefined
  /** Leaves out the passes that only make the query faster, and gives every operator a SELECT of its own. */
  readonly plain?: boolean | undefined
  /** No registered functions: macros, or an error. */
  readonly portable?: boolean | undefined
  /** Compiles what this makes of the plan instead of the whole; where that is nothing, there is no SQL and no error. */
  readonly part?: ((binder: Binder, plan: Rel) => Rel | undefined) | undefined
}

export interface Compiled extends CompileResult {
  /** KQL's name of each table → the name of its view in the SQL. */
  readonly views: ReadonlyMap<string, string>
  readonly macroList: readonly Macro[]
  /** The types and forms of the result's columns, as they are stored. */
  readonly cells: readonly { readonly type: KustoType; readonly form?: Form | undefined }[]
  /** Works out the bounds that the rows of interest of each scan of a table keep. Only who has a store asks. */
  readonly bounds: () => readonly ScanBounds[]
  /** What runs at several times can share, where the time is open. */
  readonly slices: readonly Slice[]
  /** The statement asks the data for what binding the query needs; its rows are the answer under this key. */
  readonly question?: string | undefined
}

/** The rows and columns of a table that the runs of a query read, whatever the time. */
export interface Slice {
  readonly table: string
  readonly columns: readonly string[]
  /** A SELECT over the table's view. */
  readonly sql: string
}

/** Compiles a query. What can't be compiled gives error diagnostics and no SQL; nothing is thrown for what a query contains. */
export const compile = (kql: string, options: CompileOptions = {}): CompileResult => {
  const name = options.dialect ?? 'duckdb'
  const dialect = Object.hasOwn(dialects, name) ? dialects[name] : undefined
  if (!dialect) return failed([messages.unknownDialect(name, Object.keys(dialects))])
  const now = options.now === undefined ? undefined : ticksOf(options.now)
  if (options.now !== undefined && now === undefined) return failed([messages.badTime(String(options.now))])
  return compileWith(kql, contextOf(options, dialect, now))
}

const contextOf = (
  { schemas, functions, watchlists, external, geoip, portable }: CompileOptions,
  dialect = dialects.duckdb as Dialect,
  now?: bigint,
): CompileContext => ({ catalog: catalogOf(schemas), functions, watchlists, external, geoip, dialect, now, portable })

/** A point in time as ticks since 0001-01-01; undefined where the text is none. */
export const ticksOf = (time: string | Date): bigint | undefined => parseDatetime(time instanceof Date ? time.toISOString() : time)

const failed = (diagnostics: readonly Diagnostic[]): Compiled => ({
  sql: '',
  columns: [],
  diagnostics,
  tables: [],
  functions: [],
  macros: '',
  views: new Map(),
  macroList: [],
  cells: [],
  bounds: () => [],
  slices: [],
})

export const compileWith = (kql: string, context: CompileContext): Compiled => {
  const { tree, diagnostics } = parse(kql)
  if (hasErrors(diagnostics)) return failed(diagnostics)
  const binder = new Binder(bindCatalog(context), new Source('query', kql), context.now, context.period)
  const bound = bindQuery(binder, tree)
  const found = joined(diagnostics, atCalls(binder.diagnostics))
  const plan =
    binder.question?.rel ?? (bound && (context.part ? context.part(binder, bound) : context.period ? settledOrder(bound) : bound))
  if (!plan || hasErrors(found)) return failed(found)
  const optimised = optimise(plan, { nextId: () => binder.nextId(), plain: context.plain })
  const { dialect } = context
  const options: EmitOptions = {
    dialect,
    columnsOf: (t) => context.catalog.table(t)?.columns ?? [],
    apart: context.plain,
    portable: context.portable,
  }
  const emitted = emitQuery(optimised, options)
  const all = joined(found, atCalls(emitted.diagnostics))
  if (hasErrors(all)) return failed(all)
  const sql = print(emitted.query)
  const slices = context.period && context.now === undefined ? slicesOf(optimised, options) : []
  const macroList = macrosOf(slices.length > 0 ? [sql, ...slices.map((s) => s.sql)].join('\n') : sql, dialect)
  const functions = namesIn(emitted.udfs, registeredBy(macroList))
  const [registered] = functions
  // What calls it outside of a call of the query has no place there.
  if (context.portable && registered) return failed([...all, messages.notPortable({ start: 0, end: kql.length }, 'the query', registered)])
  return {
    sql,
    columns: plan.columns.map((c) => ({ name: c.name, type: c.type })),
    diagnostics: all,
    render: binder.render && (bound?.ordering?.explicit ? { ...binder.render, sorted: true } : binder.render),
    tables: [...emitted.tables.keys()].sort(),
    functions,
    macros: textOf(macroList),
    openTime: emitted.usesNow ? dialect.openTime : undefined,
    views: emitted.tables,
    macroList,
    cells: plan.columns,
    bounds: () => scanBounds(optimised),
    slices,
    question: binder.question?.key,
  }
}

/** Two lists as one; mostly there is nothing in them. */
const joined = <T>(a: readonly T[], b: readonly T[]): readonly T[] => (b.length === 0 ? a : a.length === 0 ? b : [...a, ...b])

/** All names in order, each once. */
const namesIn = (a: ReadonlySet<string>, b: readonly string[]): readonly string[] =>
  a.size === 0 && b.length === 0 ? b : [...new Set([...a, ...b])].sort()

const textOf = (macros: readonly Macro[]): string => {
  let text = ''
  for (const macro of macros) text += text ? `\n${macro.text}` : macro.text
  return text
}

const slicesOf = (plan: Pruned, options: EmitOptions): Slice[] =>
  [...standingRows(plan)].map(([table, root]) => {
    const part: Pruned = { root, shared: new Map(), tables: new Set([table]), fields: false, applies: false, pushable: false }
    const columns = root.kind === 'scan' ? root.sources : (root.input as Scan).sources
    return { table, columns, sql: print(emitQuery(part, options).query) }
  })

const hasErrors = (diagnostics: readonly Diagnostic[]): boolean => diagnostics.length > 0 && diagnostics.some((d) => d.severity === 'error')

/**
 * The syntax and the plan of a query over tables without rows, for who looks at queries. No tree where the text can't be read whole, and
 * no plan where the query has errors, which `compile` tells.
 */
export const analyse = (
  kql: string,
  options: CompileOptions = {},
): { readonly tree: Query | undefined; readonly plan: Rel | undefined } => {
  const { tree, diagnostics } = parse(kql)
  const around = contextOf(options)
  const catalog: Catalog = { ...around.catalog, isEmpty: () => true }
  const binder = new Binder(bindCatalog({ lenient: true, ...around, catalog }), new Source('query', kql))
  if (hasErrors(diagnostics)) return { tree: undefined, plan: undefined }
  const plan = bindQuery(binder, tree)
  return { tree, plan: hasErrors(binder.diagnostics) ? undefined : plan }
}

/** What a stage makes of a query, as text. */
export const explain = (kql: string, stage: Stage, options: CompileOptions = {}): Explanation => {
  const { tree, diagnostics } = parse(kql)
  if (stage === 'syntax') return { text: JSON.stringify(tree, (_, v) => (typeof v === 'bigint' ? String(v) : v), 2), diagnostics }
  if (stage === 'sql') {
    const result = compile(kql, options)
    return { text: result.sql, diagnostics: result.diagnostics }
  }
  const context = contextOf(options)
  const binder = new Binder(bindCatalog(context), new Source('query', kql))
  const plan = bindQuery(binder, tree)
  const all = [...diagnostics, ...atCalls(binder.diagnostics)]
  if (!plan || hasErrors(all)) return { text: '', diagnostics: all }
  const optimised = optimise(plan, { nextId: () => binder.nextId() })
  const parts = [...optimised.shared.values()].map((s) => `let ${s.shared.name} =\n${showPlan(s.rel, '  ')}`)
  return { text: [...parts, showPlan(optimised.root)].join('\n'), diagnostics: all }
}
