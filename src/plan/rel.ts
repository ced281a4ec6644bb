/** The relational tree. Every node has its output columns; a column that passes through keeps its identity (the same Column object). */
import type { Span } from '../text/index.ts'
import type { KustoType } from '../types/index.ts'
import type { CallColumn, Column, Scalar } from './scalar.ts'

export interface SortKey {
  readonly column: Column
  readonly descending: boolean
  readonly nullsFirst: boolean
}

/** The order of a relation's rows. Sorting is a property, not a node: limit, window and the result use it, everything else ignores it. */
export interface Ordering {
  readonly keys: readonly SortKey[]
  /** Asked for by the query; else it is only the order in which a source has its rows. */
  readonly explicit: boolean
  /** No two rows compare equal. */
  readonly total: boolean
  /** Kusto takes the rows for serialized, so that window functions may stand over them. */
  readonly serialized: boolean
}

/** Where a node comes from: a stretch of KQL text. */
export interface Origin {
  readonly text: string
  readonly span: Span
}

interface Node {
  readonly columns: readonly Column[]
  /** Undefined where the order is not known. Keys may be columns that are not in `columns` but pass through from below. */
  readonly ordering?: Ordering | undefined
  readonly origin?: Origin | undefined
  /** There may be columns that nothing is known of, since no data says which: their names stand for nulls. */
  readonly open?: boolean | undefined
  /** A graph, between the operators that make and read it: it has no rows of its own. */
  readonly graph?: Graph | undefined
}

/** Edges and nodes; `source`, `target`, `edge` (a number) and `properties` are columns of the edges, `id` and `shown` of the nodes. */
export interface Graph {
  readonly edges: Shared
  readonly source: Column
  readonly target: Column
  readonly edge: Column
  readonly properties: readonly Column[]
  readonly nodes: Shared
  readonly id: Column
  readonly shown: readonly Column[]
}

/** All rows of a table; `sources[i]` is the table's name for `columns[i]`. Before pruning the columns' ids follow one another. */
export interface Scan extends Node {
  readonly kind: 'scan'
  readonly table: string
  readonly sources: readonly string[]
}
/** The formats of files that a query itself names: records of text columns, lines, or objects. */
export type FileFormat = 'csv' | 'tsv' | 'psv' | 'scsv' | 'sohsv' | 'txt' | 'json'
/** The records of files. JSON has one dynamic column, the object; the others have text columns, `positions[i]` is the place of `columns[i]`. */
export interface FileRows extends Node {
  readonly kind: 'file'
  readonly paths: readonly string[]
  readonly format: FileFormat
  /** The first record of each file is left out. */
  readonly header: boolean
  readonly positions: readonly number[]
}
/** Given rows. `ordinal`, where present, is a further column that numbers the rows from 0; pruning makes it one of the columns where it is needed. */
export interface Values extends Node {
  readonly kind: 'values'
  readonly rows: readonly (readonly Scalar[])[]
  readonly ordinal?: Column | undefined
}
/** One column from `from` to `to`, both inclusive. */
export interface Range extends Node {
  readonly kind: 'range'
  readonly from: Scalar
  readonly to: Scalar
  readonly step: Scalar
}
export interface Filter extends Node {
  readonly kind: 'filter'
  readonly input: Rel
  readonly predicate: Scalar
  /** Over a scan: what is left stands for the table, of which the query is shown no more. */
  readonly period?: boolean | undefined
}
/** Columns with a definition are computed from the input's; the others pass through. */
export interface Project extends Node {
  readonly kind: 'project'
  readonly input: Rel
  readonly definitions: ReadonlyMap<number, Scalar>
}
/** One row a group; without keys one row. `columns` are keys, then aggregates. */
export interface Aggregate extends Node {
  readonly kind: 'aggregate'
  readonly input: Rel
  readonly keys: readonly { readonly output: Column; readonly value: Scalar }[]
  readonly aggregates: readonly CallColumn[]
}
export type JoinKind = 'inner' | 'left' | 'right' | 'full' | 'semi' | 'anti' | 'cross'
/** Equal keys match, null keys too. `condition` further restricts (over columns of both sides). */
export interface Join extends Node {
  readonly kind: 'join'
  readonly join: JoinKind
  readonly left: Rel
  readonly right: Rel
  readonly on: readonly { readonly left: Scalar; readonly right: Scalar }[]
  readonly condition?: Scalar | undefined
}
/** All rows of all inputs; `sources[i]` gives the columns (by id) that input i has, the others are null there. */
export interface Union extends Node {
  readonly kind: 'union'
  readonly inputs: readonly Rel[]
  readonly sources: readonly ReadonlyMap<number, Scalar>[]
}
/** The first `count` rows of the input's ordering; with `partition` of each group. `random` takes them at random. */
export interface Limit extends Node {
  readonly kind: 'limit'
  readonly input: Rel
  readonly count: Scalar
  readonly partition: readonly Column[]
  readonly random?: boolean
  /** Any row of a group may stand for it, so that conditions may choose among them. */
  readonly representative?: boolean
}
/** A row for each element of the sources side by side; shorter ones are padded with null. */
export interface Unnest extends Node {
  readonly kind: 'unnest'
  readonly input: Rel
  readonly items: readonly { readonly output: Column; readonly value: Scalar; readonly toType: KustoType | undefined }[]
  /** Counts the elements of a row from 0. */
  readonly index: Column
  /** A bag becomes one-key bags, or [key, value] arrays. */
  readonly bags: 'bag' | 'array'
  /** Rows whose sources are all null yield one row with nulls (mv-expand) or none. */
  readonly keepEmpty: boolean
  /** At most so many elements a row. */
  readonly limit?: Scalar | undefined
}
/** Adds columns computed over the rows in the input's ordering. */
export interface Window extends Node {
  readonly kind: 'window'
  readonly input: Rel
  readonly partition: readonly Column[]
  readonly functions: readonly CallColumn[]
}
/** A gapless series: one row a group with, for each aggregate, the array over the axis, and the axis itself. */
export interface Series extends Node {
  readonly kind: 'series'
  readonly input: Rel
  readonly keys: readonly { readonly output: Column; readonly value: Scalar }[]
  readonly calls: readonly CallColumn[]
  /** The arrays: what a bin has, computed from the calls' outputs, or where it has no rows, the default. */
  readonly aggregates: readonly { readonly output: Column; readonly value: Scalar; readonly default: Scalar }[]
  readonly axis: {
    readonly output: Column
    readonly value: Scalar
    readonly from: Scalar | undefined
    readonly to: Scalar | undefined
    readonly step: Scalar
    readonly inclusive: boolean
    /** The least value that counts, where it is not `from`. */
    readonly least: Scalar | undefined
    /** The number of bins is known to be within the limit. */
    readonly checked: boolean
  }
  readonly nonEmpty: boolean
}
/** `scan`: a machine of steps walks over the rows in their order. A row for each match of a row with a step. */
export interface Steps extends Node {
  readonly kind: 'steps'
  readonly input: Rel
  /** A column of the input that numbers its rows from 1. */
  readonly number: Column
  readonly steps: readonly Step[]
  readonly declared: readonly { readonly output: Column; readonly default: Scalar }[]
  /** Numbers the sequences of matches from 0. */
  readonly match: Column
  /** The order of the matches of one row. */
  readonly place: Column
}
/** A step's scalars refer to columns of the input, and to what the state remembers of this step's latest row and of those before it. */
export interface Step {
  readonly output: 'all' | 'last' | 'none'
  readonly condition: Scalar
  /** The values of declared columns, by id; the others have their defaults. */
  readonly values: ReadonlyMap<number, Scalar>
  /** `source` is a column of the input, or a declared one. */
  readonly memory: readonly { readonly column: Column; readonly source: Column }[]
}
/** For each row of `input` the rows of `right`, which may use the input's columns. */
export interface Apply extends Node {
  readonly kind: 'apply'
  readonly input: Rel
  readonly right: Rel
}
/** A use of something shared. Its columns, and hidden ones behind them, have identities of their own; `sources[i]` is the shared column of the i-th. */
export interface Ref extends Node {
  readonly kind: 'ref'
  readonly shared: Shared
  readonly hidden: readonly Column[]
  readonly sources: readonly Column[]
  /** The name that `as` gives it, which union, find and search show. */
  readonly label?: string | undefined
}
/** A relation with a name that may be used more than once. */
export interface Shared {
  readonly id: number
  readonly name: string
  readonly rel: Rel
  /**
   * Whether all uses see the same rows, also of what differs each time: computed once (`materialize()`), or anew for each use (`let`, `as`).
   * Undefined is within one operator, whose uses have to agree.
   */
  readonly materialized: boolean | undefined
}

export type Rel =
  | Scan
  | FileRows
  | Values
  | Range
  | Filter
  | Project
  | Aggregate
  | Join
  | Union
  | Limit
  | Unnest
  | Window
  | Series
  | Steps
  | Apply
  | Ref

/** The table whose rows a relation has, all that the query is shown of them; undefined for other relations. */
export const tableOf = (rel: Rel): string | undefined => {
  if (rel.kind === 'filter' && rel.period) return tableOf(rel.input)
  return rel.kind === 'scan' ? rel.table : undefined
}

export const columnRef = (column: Column, span?: Span): Scalar => ({
  kind: 'column',
  column,
  type: column.type,
  form: column.form,
  nullable: column.nullable,
  span,
})
