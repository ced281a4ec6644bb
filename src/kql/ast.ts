/**
 * The syntax tree: what was written, with no types and no schema. Every node has a `kind` and a `span`; all fields are
 * readonly plain data. Names keep the case they were written in; keywords and operators have their canonical spelling.
 */
import type { Span } from '../text/index.ts'
import type { KustoType, LiteralValue } from '../types/index.ts'
import type { Operator } from './ast-operators.ts'

export type * from './ast-operators.ts'

export interface Node {
  readonly span: Span
}

/** An identifier; `bracketed` for `['a b']`. A wildcard name (`Device*`) has `wildcard: true` and keeps its stars in `name`. */
export interface Name extends Node {
  readonly kind: 'name'
  readonly name: string
  readonly bracketed?: boolean
  readonly wildcard?: boolean
}

/** `datetime()` and `datetime(now)` are calls of `now`. */
export interface Literal extends Node {
  readonly kind: 'literal'
  readonly type: KustoType
  readonly value: LiteralValue
}

/** `*` where an argument or a column list takes it. */
export interface Star extends Node {
  readonly kind: 'star'
}

/** `object.name` (also `object['name']` after a dot, and `$left.key`, where object is the name `$left`). */
export interface Member extends Node {
  readonly kind: 'member'
  readonly object: Expression
  readonly name: Name
}

/** `object[index]` */
export interface Index extends Node {
  readonly kind: 'index'
  readonly object: Expression
  readonly index: Expression
}

/**
 * A function, aggregate or plugin call; also the special forms `toscalar(…)`, `totable(…)`, `materialize(…)`, `entity_group[…]` and
 * `materialized-view-combine`, whose arguments are pipelines. `cluster('x').database('y').T` is a Member over calls: `object` is set for `x.f(...)`.
 */
export interface Call extends Node {
  readonly kind: 'call'
  readonly name: Name
  readonly args: readonly Expression[]
  readonly object?: Expression
}

export type UnaryOperator = '-' | '+'
export interface Unary extends Node {
  readonly kind: 'unary'
  readonly op: UnaryOperator
  readonly operand: Expression
}

/** Canonical spellings: `<>` is `!=`, `contains_cs` for `containscs`, `!contains` for `notcontains`. */
export type BinaryOperator =
  | 'or'
  | 'and'
  | '=='
  | '!='
  | '=~'
  | '!~'
  | '<'
  | '<='
  | '>'
  | '>='
  | '+'
  | '-'
  | '*'
  | '/'
  | '%'
  | ':'
  | 'has'
  | '!has'
  | 'has_cs'
  | '!has_cs'
  | 'hasprefix'
  | '!hasprefix'
  | 'hasprefix_cs'
  | '!hasprefix_cs'
  | 'hassuffix'
  | '!hassuffix'
  | 'hassuffix_cs'
  | '!hassuffix_cs'
  | 'contains'
  | '!contains'
  | 'contains_cs'
  | '!contains_cs'
  | 'startswith'
  | '!startswith'
  | 'startswith_cs'
  | '!startswith_cs'
  | 'endswith'
  | '!endswith'
  | 'endswith_cs'
  | '!endswith_cs'
  | 'like'
  | 'notlike'
  | 'likecs'
  | 'notlikecs'
  | 'matches regex'
export interface Binary extends Node {
  readonly kind: 'binary'
  readonly op: BinaryOperator
  /** The span of the operator itself. */
  readonly opSpan: Span
  readonly left: Expression
  readonly right: Expression
}

export type InOperator = 'in' | '!in' | 'in~' | '!in~' | 'has_any' | 'has_all'
/** `left in (a, b)`; a single tabular or dynamic element is an ordinary expression in `list` (the binder decides). */
export interface In extends Node {
  readonly kind: 'in'
  readonly op: InOperator
  readonly opSpan: Span
  readonly left: Expression
  readonly list: readonly Expression[]
}

/** `operand between (low .. high)`, negated for `!between`. */
export interface Between extends Node {
  readonly kind: 'between'
  readonly negated: boolean
  readonly operand: Expression
  readonly low: Expression
  readonly high: Expression
}

/** `name = value`, `(a, b) = value`; in argument lists also a named argument. */
export interface Named extends Node {
  readonly kind: 'named'
  readonly names: readonly Name[]
  /** Written with parentheses: `(a) = f()`. */
  readonly tuple: boolean
  readonly value: Expression
}

/** `typeof(long)`, `typeof(*)`; the columns of `typeof(a:string, b:long)` are in `columns`. */
export interface TypeOf extends Node {
  readonly kind: 'typeof'
  readonly types: readonly (KustoType | '*')[]
  readonly columns?: readonly ColumnDeclaration[]
}

/** `source | operator | …`; parentheses leave no node, and `operators` is never empty. */
export interface Pipeline extends Node {
  readonly kind: 'pipeline'
  readonly source: Expression
  readonly operators: readonly Operator[]
}

/** An operator that begins a pipeline (`print`, `range`, `union`, `datatable` …), or, in mv-apply and the like, one without a source. */
export interface OperatorExpression extends Node {
  readonly kind: 'operator'
  readonly operator: Operator
}

/** `(a:int, T:(*)) { … }`, the value of a let; `view` for `view () { … }`. */
export interface FunctionDeclaration extends Node {
  readonly kind: 'function'
  readonly view: boolean
  readonly parameters: readonly Parameter[]
  readonly body: Body
}
export interface Body extends Node {
  readonly statements: readonly Statement[]
  /** The expression that the function yields; undefined where it is missing (a diagnostic says so). */
  readonly result: Expression | undefined
}
export interface Parameter extends Node {
  readonly name: Name
  /** A scalar type, or the columns of a table (`(*)` is `{ open: true, columns: [] }`). */
  readonly type: KustoType | { readonly open: boolean; readonly columns: readonly ColumnDeclaration[] }
  readonly default?: Expression
}

/** What stands where an expression was expected and none could be read. */
export interface Missing extends Node {
  readonly kind: 'missing'
}

export type Expression =
  | Name
  | Literal
  | Star
  | Member
  | Index
  | Call
  | Unary
  | Binary
  | In
  | Between
  | Named
  | TypeOf
  | Pipeline
  | OperatorExpression
  | FunctionDeclaration
  | Missing

export interface ColumnDeclaration extends Node {
  readonly name: Name
  readonly type: KustoType
}

/**
 * `kind=inner`, `hint.strategy=broadcast`, `withsource=T`: names are as written (they are case-sensitive), hints keep their prefix; a word such
 * as `inner` is a name. `rest` holds the further columns of a list (`ycolumns=a, b`).
 */
export interface OperatorParameter extends Node {
  readonly name: string
  readonly value: Expression
  readonly rest?: readonly Expression[]
}

export interface SortKey extends Node {
  readonly value: Expression
  /** Undefined where not written (the default is desc). */
  readonly direction: 'asc' | 'desc' | undefined
  readonly nulls: 'first' | 'last' | undefined
}

export interface Let extends Node {
  readonly kind: 'let'
  readonly name: Name
  readonly value: Expression
}
export interface SetOption extends Node {
  readonly kind: 'set'
  readonly name: Name
  readonly value: Expression | undefined
}
export interface DeclareParameters extends Node {
  readonly kind: 'declare-parameters'
  readonly parameters: readonly Parameter[]
}
export interface DeclarePattern extends Node {
  readonly kind: 'declare-pattern'
  readonly name: Name
  readonly parameters: readonly Parameter[]
  readonly path: Parameter | undefined
  readonly cases: readonly {
    readonly values: readonly Expression[]
    readonly path: Expression | undefined
    readonly body: Body
    readonly span: Span
  }[]
}
export interface Alias extends Node {
  readonly kind: 'alias'
  readonly name: Name
  readonly value: Expression
}
export interface Restrict extends Node {
  readonly kind: 'restrict'
  readonly to: readonly Expression[]
  readonly properties: readonly OperatorParameter[]
}
export interface ExpressionStatement extends Node {
  readonly kind: 'expression'
  readonly value: Expression
}

export type Statement = Let | SetOption | DeclareParameters | DeclarePattern | Alias | Restrict | ExpressionStatement

/** A whole query text: statements separated by `;` (empty ones are left out). */
export interface Query extends Node {
  readonly kind: 'query'
  readonly statements: readonly Statement[]
}
