/**
 * What a dialect is: how types, literals and the portable primitives are spelled, and the macros of its prelude. Nothing outside
 * `dialects/<name>` knows the spelling; nothing in it knows KQL's syntax.
 */
import type { Form, KustoType, LiteralValue, ValueType } from '../types/index.ts'
import type { SqlExpr, SqlFrom, SqlOrder, SqlType } from './ast.ts'
import type { Primitive } from './primitives.ts'

/** An argument of a call, ready to be put into SQL. */
export interface Arg extends ValueType {
  /** In the normal form: a string is never null, a dynamic is JSON (or the list form that the signature asks for). */
  readonly sql: SqlExpr
  /** As it is stored: a string can be null where `nullable`, a dynamic has the form `form`. */
  readonly raw: SqlExpr
  /** The value where it is known when compiling. */
  readonly constant: LiteralValue | undefined
  /** Built from the query's time and constants alone, so within the range of datetimes. */
  readonly clock: boolean
  /** The largest absolute value of an integer or a timespan, where something is known of it. */
  readonly magnitude?: bigint | undefined
  /** Whether it holds a scalar subquery, differs each time, or may end the query: not every construct of an engine takes that. */
  readonly delicate?: boolean
}

export interface LowerContext {
  /** The result is a condition of which only "true" counts, so that null will do for false. */
  readonly filter: boolean
  /** The type of the call's result. */
  readonly result: ValueType
  /** The order of the rows, for aggregates and window functions that follow it. */
  readonly orderBy: readonly SqlOrder[]
  /** The groups that a window function restarts with. */
  readonly partitionBy: readonly SqlExpr[]
  /** Calls a function that the engine registers, or what stands for it where none can be registered. */
  udf(name: string, ...args: readonly SqlExpr[]): SqlExpr
  /** Gives up on this call with a reason; the compiler reports it at the call's place. */
  refuse(why: string): never
}

export type LowerPrimitive = (args: readonly Arg[], context: LowerContext) => SqlExpr

/** A macro's text and the macros that it calls. */
export interface Macro {
  readonly name: string
  readonly text: string
  readonly calls: readonly string[]
}

/** Files that a query names: text columns by their places; `json` has one column, each record's object. */
export interface FileSource {
  readonly paths: readonly string[]
  readonly format: 'csv' | 'tsv' | 'psv' | 'scsv' | 'sohsv' | 'txt' | 'json'
  readonly header: boolean
  readonly positions: readonly number[]
}

/** The parts of make-series in SQL; `from`, `to` and `step` don't depend on rows. */
export interface SeriesAxis {
  readonly type: KustoType
  readonly from: SqlExpr
  readonly to: SqlExpr
  readonly step: Arg
  readonly inclusive: boolean
  /** The number of bins is known to be within the limit of make-series. */
  readonly checked: boolean
}

export interface Dialect {
  readonly name: string
  readonly primitives: Readonly<Record<Primitive, LowerPrimitive>>
  /** How a type is stored. */
  type(type: KustoType, form?: Form): SqlType
  /** A constant; null as a value of the type in the given form. */
  literal(type: KustoType, value: LiteralValue, form?: Form): SqlExpr
  /** The query's point in time where it is not known when compiling. */
  now(): SqlExpr
  /** The open expression, and a statement that fixes it, for a file's header. */
  readonly openTime: { readonly expression: string; readonly statement: string }
  /** An implicit conversion between number types, to text, or of a dynamic from one form to another. */
  convert(value: Arg, to: ValueType): SqlExpr
  /** A property or element of a dynamic of form json or text; steps are constant or computed. */
  path(object: Arg, steps: readonly (string | bigint | Arg)[]): SqlExpr
  /** The sources of mv-expand as lists of their elements. */
  lists(items: readonly Arg[], options: UnnestOptions): readonly SqlExpr[]
  /** Unfolds lists side by side as items of a select list: the elements, and the zero-based index. */
  unnest(lists: readonly SqlExpr[]): { readonly elements: readonly SqlExpr[]; readonly index: SqlExpr }
  /** What one element of an unfolded source becomes: converted to the type asked for, or as dynamic. */
  element(value: SqlExpr, form: Form | undefined, to: ValueType): SqlExpr
  /** The records of files as a FROM item, and the names there of the columns that are asked for by their places. */
  file(source: FileSource, alias: string): { readonly from: SqlFrom; readonly columns: readonly string[] }
  /** Numbers or times from `from` to `to`, both included, as a FROM item with one column. */
  range(type: KustoType, from: SqlExpr, to: SqlExpr, step: SqlExpr, alias: string, column: string): SqlFrom
  /** The bin of an axis value. */
  seriesBin(value: SqlExpr, axis: SeriesAxis): SqlExpr
  /** All bins of an axis, as a list; an error where there are more than make-series allows. */
  seriesAxis(axis: SeriesAxis): SqlExpr
  /** A list of values, which belong to a list of bins, spread over all bins of an axis, with a filler for the others. */
  seriesSpread(values: SqlExpr, bins: SqlExpr, axis: SqlExpr, filler: SqlExpr, type: KustoType): SqlExpr
  /** An aggregate that makes a list in a given order. */
  listAggregate(value: SqlExpr, orderBy: readonly SqlOrder[]): SqlExpr
  /** A list's elements taken up one by one into a record that begins as `initial`; `step` gives the next one. */
  fold(list: SqlExpr, initial: SqlExpr, step: (record: SqlExpr, element: SqlExpr) => SqlExpr): SqlExpr
  /** One list behind the other; null is no element. */
  append(...lists: readonly SqlExpr[]): SqlExpr
  /** The type of a record, or of a list of records; the names are made by the compiler. */
  recordType(fields: readonly (readonly [name: string, type: SqlType])[], list?: boolean): SqlType
  /** Whether a real is NaN; null for null. */
  isNaN(value: SqlExpr): SqlExpr
  /** The rows of a relation whose rows are numbered, at random. */
  random(): SqlExpr
  /** A call whose computed arguments the engine would compute too often, written so that it computes them once. */
  once(call: SqlExpr): SqlExpr
  /** The macro of this name; undefined where there is none. */
  macro(name: string): Macro | undefined
  /** Whether a macro is delicate whatever its arguments are. */
  isDelicate(name: string): boolean
  /** Whether an expression has places where nothing delicate may stand. */
  isShy(e: SqlExpr): boolean
  /** Whether an expression can't be written with columns of rows around its SELECT, beside some of its own (`mixed`) or alone. */
  needsOwnColumns(e: SqlExpr, mixed: boolean): boolean
  /** Computes the fields of a record first, then an expression that names them as fields of `record`. */
  bound(fields: readonly { readonly name: string; readonly value: SqlExpr }[], record: string, e: SqlExpr): SqlExpr
}

export interface UnnestOptions {
  readonly bags: 'bag' | 'array'
  readonly keepEmpty: boolean
  readonly limit: SqlExpr | undefined
}
