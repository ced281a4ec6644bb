/** The syntax tree's operators, one node an operator; see ast.ts. */
import type { Span } from '../text/index.ts'
import type { KustoType } from '../types/index.ts'
import type { Call, ColumnDeclaration, Expression, Name, Node, OperatorParameter, Parameter, SortKey, Statement } from './ast.ts'

interface Op<K extends string> extends Node {
  readonly kind: K
  /** The span of the operator's keyword. */
  readonly keyword: Span
  readonly parameters: readonly OperatorParameter[]
}

export interface Where extends Op<'where'> {
  readonly predicate: Expression
}
export interface Extend extends Op<'extend'> {
  readonly columns: readonly Expression[]
}
export interface Project extends Op<'project'> {
  readonly columns: readonly Expression[]
}
export interface ProjectAway extends Op<'project-away'> {
  readonly columns: readonly Expression[]
}
export interface ProjectKeep extends Op<'project-keep'> {
  readonly columns: readonly Expression[]
}
export interface ProjectRename extends Op<'project-rename'> {
  readonly columns: readonly Expression[]
}
/** A key's direction may also be `granny asc`/`granny desc`. */
export interface ProjectReorder extends Op<'project-reorder'> {
  readonly columns: readonly {
    readonly value: Expression
    readonly order: 'asc' | 'desc' | 'granny-asc' | 'granny-desc' | undefined
    readonly span: Span
  }[]
}
export interface ProjectSmart extends Op<'project-by-names'> {
  readonly columns: readonly Expression[]
}
export interface Summarize extends Op<'summarize'> {
  readonly aggregates: readonly Expression[]
  readonly by: readonly Expression[]
}
export interface Distinct extends Op<'distinct'> {
  readonly columns: readonly Expression[]
}
export interface Count extends Op<'count'> {
  readonly as?: Name
}
export interface Sort extends Op<'sort'> {
  readonly keys: readonly SortKey[]
}
export interface Top extends Op<'top'> {
  readonly count: Expression
  readonly keys: readonly SortKey[]
}
export interface Take extends Op<'take'> {
  readonly count: Expression
}
export interface TopHitters extends Op<'top-hitters'> {
  readonly count: Expression
  readonly of: Expression
  readonly by?: Expression
}
export interface TopNested extends Op<'top-nested'> {
  readonly levels: readonly {
    readonly count: Expression | undefined
    readonly of: Expression
    readonly others: Expression | undefined
    readonly by: SortKey
    readonly span: Span
  }[]
}
export interface Sample extends Op<'sample'> {
  readonly count: Expression
}
export interface SampleDistinct extends Op<'sample-distinct'> {
  readonly count: Expression
  readonly of: Expression
}
export interface Join extends Op<'join'> {
  readonly right: Expression
  /** The expressions behind `on`: names, `$left.a == $right.b`, … Empty where it is missing. */
  readonly on: readonly Expression[]
  /** `where` in the place of `on`. */
  readonly where?: Expression
}
export interface Lookup extends Op<'lookup'> {
  readonly right: Expression
  readonly on: readonly Expression[]
}
export interface Union extends Op<'union'> {
  readonly inputs: readonly Expression[]
}
export interface MvExpandItem extends Node {
  readonly value: Expression
  readonly toType: KustoType | undefined
}
export interface MvExpand extends Op<'mv-expand'> {
  readonly items: readonly MvExpandItem[]
  readonly limit: Expression | undefined
}
export interface MvApply extends Op<'mv-apply'> {
  readonly items: readonly MvExpandItem[]
  readonly limit: Expression | undefined
  /** `id` of the contextual sub-query, where given (`mv-apply … on id=…`). */
  readonly id?: Expression
  readonly subquery: Subquery
}
/** Operators that are applied to rows that the surrounding operator hands in; `source` for the internal `__contextual_datatable`. */
export interface Subquery extends Node {
  readonly kind: 'subquery'
  readonly source?: Expression
  readonly operators: readonly Operator[]
}
export interface ParsePattern extends Node {
  readonly parts: readonly (
    | { readonly kind: 'text'; readonly value: string; readonly span: Span }
    | { readonly kind: 'column'; readonly name: Name; readonly type: KustoType; readonly span: Span }
    | { readonly kind: 'star'; readonly span: Span }
  )[]
}
export interface Parse extends Op<'parse' | 'parse-where'> {
  readonly value: Expression
  readonly pattern: ParsePattern
}
export interface ParseKv extends Op<'parse-kv'> {
  readonly value: Expression
  readonly columns: readonly ColumnDeclaration[]
  /** `with (pair_delimiter=…, kv_delimiter=…)` */
  readonly properties: readonly OperatorParameter[]
}
export interface MakeSeries extends Op<'make-series'> {
  readonly aggregates: readonly { readonly value: Expression; readonly default: Expression | undefined; readonly span: Span }[]
  readonly on: Expression
  readonly from: Expression | undefined
  readonly to: Expression | undefined
  readonly step: Expression | undefined
  /** The older `in range(from, to, step)`, whose end is inclusive. */
  readonly inRange: boolean
  readonly by: readonly Expression[]
}
export interface Serialize extends Op<'serialize'> {
  readonly columns: readonly Expression[]
}
export interface Render extends Op<'render'> {
  readonly chart: string
  readonly properties: readonly OperatorParameter[]
}
export interface As extends Op<'as'> {
  readonly name: Name
}
export interface Invoke extends Op<'invoke'> {
  readonly call: Expression
}
export interface Evaluate extends Op<'evaluate'> {
  readonly call: Call
  /** `: (a:string, *)`; `open` where it holds a star. */
  readonly schema?: { readonly columns: readonly ColumnDeclaration[]; readonly open: boolean }
}
export interface Search extends Op<'search'> {
  readonly tables: readonly Expression[]
  readonly predicate: Expression
}
/** A column behind find's `project`: a name, `name:type`, `pack(*)` or `*`. */
export interface FindColumn extends Node {
  readonly value: Expression
  readonly type: KustoType | undefined
}
export interface Find extends Op<'find'> {
  readonly tables: readonly Expression[]
  readonly predicate: Expression
  readonly project: readonly FindColumn[] | 'smart' | undefined
  readonly projectAway: readonly FindColumn[]
}
export interface Facet extends Op<'facet'> {
  readonly by: readonly Expression[]
  readonly with?: Subquery
}
export interface Fork extends Op<'fork'> {
  readonly branches: readonly { readonly name: Name | undefined; readonly query: Subquery | Expression; readonly span: Span }[]
}
export interface Partition extends Op<'partition'> {
  readonly by: Expression
  /** `partition by X in scope (…)` */
  readonly scope?: Expression
  /** `partition by X (subquery)` has operators only; `partition by X { query }` an expression. */
  readonly subquery: Subquery | Expression
}
export interface PartitionBy extends Op<'partition-by'> {
  readonly by: Expression
  readonly id?: Expression
  readonly subquery: Subquery
}
export interface ScanStep extends Node {
  readonly name: Name
  readonly optional: boolean
  readonly output: 'all' | 'last' | 'none' | undefined
  readonly condition: Expression
  readonly assignments: readonly { readonly name: Name; readonly value: Expression; readonly span: Span }[]
}
export interface Scan extends Op<'scan'> {
  readonly orderBy: readonly SortKey[]
  readonly partitionBy: readonly Expression[]
  readonly declare: readonly Parameter[]
  readonly steps: readonly ScanStep[]
}
export interface Reduce extends Op<'reduce'> {
  readonly by: Expression
  readonly properties: readonly OperatorParameter[]
}
export interface Consume extends Op<'consume'> {}
export interface GetSchema extends Op<'getschema'> {}
export interface AssertSchema extends Op<'assert-schema'> {
  readonly columns: readonly ColumnDeclaration[]
}
export interface ExecuteAndCache extends Op<'execute-and-cache'> {}
export interface MacroExpand extends Op<'macro-expand'> {
  readonly entityGroup: Expression
  readonly scope?: Name
  readonly statements: readonly Statement[]
}
export interface MakeGraph extends Op<'make-graph'> {
  readonly source: Name
  readonly target: Name
  /** `--` in the place of `-->`. */
  readonly undirected: boolean
  /** `with_node_id=name` */
  readonly nodeId?: Name
  readonly nodes: readonly { readonly table: Expression; readonly key: Name }[]
  readonly partitionedBy?: Expression
}
/** A node or an edge of a pattern; an edge leads forward, backward, or either way. */
export interface GraphElement extends Node {
  readonly kind: 'node' | 'forward' | 'backward' | 'either'
  readonly name: Name | undefined
  /** It has a number of repetitions. */
  readonly repeated: boolean
}
export interface GraphMatch extends Op<'graph-match'> {
  readonly patterns: readonly (readonly GraphElement[])[]
  readonly where?: Expression
  readonly project: readonly Expression[]
}
export interface GraphToTable extends Op<'graph-to-table'> {
  readonly outputs: readonly {
    readonly table: 'nodes' | 'edges'
    readonly as: Name | undefined
    readonly parameters: readonly OperatorParameter[]
    readonly span: Span
  }[]
}
/** The other graph operators are read for their extent and refused by name. */
export interface GraphOperator extends Op<'graph-shortest-paths' | 'graph-mark-components' | 'graph-where-nodes' | 'graph-where-edges'> {
  /** What follows the keyword, as text offsets. */
  readonly rest: Span
}

/** Read for its extent and refused by name. */
export interface InlineExternalTable extends Op<'inline-external-table'> {
  readonly columns: readonly ColumnDeclaration[]
  /** What follows the schema, as text offsets. */
  readonly rest: Span
}
export interface Print extends Op<'print'> {
  readonly columns: readonly Expression[]
}
export interface Range extends Op<'range'> {
  readonly column: Name
  readonly from: Expression
  readonly to: Expression
  readonly step: Expression
}
export interface DataTable extends Op<'datatable'> {
  readonly columns: readonly ColumnDeclaration[]
  readonly values: readonly Expression[]
}
export interface ExternalData extends Op<'externaldata'> {
  readonly columns: readonly ColumnDeclaration[]
  readonly urls: readonly Expression[]
  readonly properties: readonly OperatorParameter[]
}

export type Operator =
  | Where
  | Extend
  | Project
  | ProjectAway
  | ProjectKeep
  | ProjectRename
  | ProjectReorder
  | ProjectSmart
  | Summarize
  | Distinct
  | Count
  | Sort
  | Top
  | Take
  | TopHitters
  | TopNested
  | Sample
  | SampleDistinct
  | Join
  | Lookup
  | Union
  | MvExpand
  | MvApply
  | Parse
  | ParseKv
  | MakeSeries
  | Serialize
  | Render
  | As
  | Invoke
  | Evaluate
  | Search
  | Find
  | Facet
  | Fork
  | Partition
  | PartitionBy
  | Scan
  | Reduce
  | Consume
  | GetSchema
  | AssertSchema
  | ExecuteAndCache
  | MacroExpand
  | MakeGraph
  | GraphMatch
  | GraphToTable
  | GraphOperator
  | InlineExternalTable
  | Print
  | Range
  | DataTable
  | ExternalData
