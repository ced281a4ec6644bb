/** The typed scalar tree. It refers to columns by id; there are no names left to resolve and no KQL spelling but functions' own names. */
import type { FunctionDef, Signature } from '../functions/define.ts'
import type { Span } from '../text/index.ts'
import type { LiteralValue, ValueType } from '../types/index.ts'
import type { Rel } from './rel.ts'

/** A column of a relation: `id` is unique in a plan and never reused; `name` is what KQL calls it. */
export interface Column extends ValueType {
  readonly id: number
  readonly name: string
}

interface Typed extends ValueType {
  readonly span?: Span | undefined
}

export interface LiteralScalar extends Typed {
  readonly kind: 'literal'
  readonly value: LiteralValue
}
export interface ColumnScalar extends Typed {
  readonly kind: 'column'
  readonly column: Column
}
/** A call of a registry entry; infix operators are calls too. */
export interface CallScalar extends Typed {
  readonly kind: 'call'
  readonly fn: FunctionDef
  readonly signature: Signature
  readonly args: readonly Scalar[]
}
/** The first case whose condition is true; a null condition is not true. */
export interface CaseScalar extends Typed {
  readonly kind: 'case'
  readonly whens: readonly { readonly when: Scalar; readonly then: Scalar }[]
  readonly otherwise: Scalar
}
/** An implicit conversion: int → long → real or decimal, or a dynamic from one form to another. */
export interface ConvertScalar extends Typed {
  readonly kind: 'convert'
  readonly value: Scalar
}
/** `object.a["b"][0][expr]`: steps are property names, zero-based indexes (negative from the end), or computed keys. */
export interface PathScalar extends Typed {
  readonly kind: 'path'
  readonly object: Scalar
  readonly steps: readonly (string | bigint | Scalar)[]
}
/** One output of a function with several (`series_stats`). */
export interface FieldScalar extends Typed {
  readonly kind: 'field'
  readonly value: Scalar
  readonly field: string
}
/** `toscalar(T)`: the first column of the first row, null where there is none. */
export interface SubqueryScalar extends Typed {
  readonly kind: 'subquery'
  readonly rel: Rel
}
/** `value in (T)`: whether the first column of a relation, which has the value's type, holds it. */
export interface InQueryScalar extends Typed {
  readonly kind: 'inQuery'
  readonly value: Scalar
  readonly rel: Rel
  readonly negated: boolean
}
/** The query's one point in time. */
export interface NowScalar extends Typed {
  readonly kind: 'now'
}

export type Scalar =
  | LiteralScalar
  | ColumnScalar
  | CallScalar
  | CaseScalar
  | ConvertScalar
  | PathScalar
  | FieldScalar
  | SubqueryScalar
  | InQueryScalar
  | NowScalar

/** An aggregate or window function with its arguments; `output` is the column that it fills. */
export interface CallColumn {
  readonly output: Column
  readonly fn: FunctionDef
  readonly signature: Signature
  readonly args: readonly Scalar[]
}
