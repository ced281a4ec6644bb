/**
 * The SQL tree: what will be printed. It knows the standard's clauses and the syntax that DuckDB adds; which functions and types
 * appear in it is the dialect's business. Names and strings are plain values here; `print.ts` alone quotes them.
 */

/** A type as the dialect spells it, e.g. `BIGINT` or `DOUBLE[]`. Made by dialects only, never from a rule's text. */
export type SqlType = string

export type SqlBinaryOperator =
  | 'OR'
  | 'AND'
  | '='
  | '<>'
  | '<'
  | '<='
  | '>'
  | '>='
  | 'LIKE'
  | 'ILIKE'
  | 'IS DISTINCT FROM'
  | 'IS NOT DISTINCT FROM'
  | '||'
  | '+'
  | '-'
  | '*'
  | '/'
  | '//'
  | '%'
  | '&'
  | '|'
  | '<<'
  | '>>'

export interface SqlOrder {
  readonly value: SqlExpr
  readonly descending: boolean
  readonly nullsFirst: boolean
}

export interface SqlWhen {
  readonly when: SqlExpr
  readonly then: SqlExpr
}

export interface SqlWindow {
  readonly partitionBy: readonly SqlExpr[]
  readonly orderBy: readonly SqlOrder[]
  /** A frame as the standard writes it; chosen from a fixed list, never from a rule's text. */
  readonly frame?: 'ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW' | 'ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING'
}

export type SqlExpr =
  | { readonly kind: 'column'; readonly table?: string | undefined; readonly name: string }
  | { readonly kind: 'literal'; readonly value: null | boolean | number | bigint | string }
  /** `TIMESTAMP '2026-01-01 00:00:00'` */
  | { readonly kind: 'typed'; readonly type: SqlType; readonly text: string }
  | { readonly kind: 'interval'; readonly amount: bigint; readonly unit: 'DAY' | 'HOUR' | 'MINUTE' | 'SECOND' | 'MICROSECOND' }
  | {
      readonly kind: 'call'
      readonly name: string
      readonly args: readonly SqlExpr[]
      readonly distinct?: boolean
      readonly orderBy?: readonly SqlOrder[]
      readonly filter?: SqlExpr | undefined
      readonly over?: SqlWindow
      readonly ignoreNulls?: boolean
    }
  | { readonly kind: 'binary'; readonly op: SqlBinaryOperator; readonly left: SqlExpr; readonly right: SqlExpr }
  | { readonly kind: 'not'; readonly operand: SqlExpr }
  | { readonly kind: 'negate'; readonly operand: SqlExpr }
  | { readonly kind: 'isNull'; readonly operand: SqlExpr; readonly negated: boolean }
  | {
      readonly kind: 'case'
      readonly whens: readonly SqlWhen[]
      readonly otherwise: SqlExpr | undefined
    }
  | { readonly kind: 'cast'; readonly value: SqlExpr; readonly type: SqlType; readonly try: boolean }
  | { readonly kind: 'in'; readonly value: SqlExpr; readonly list: readonly SqlExpr[]; readonly negated: boolean }
  | { readonly kind: 'inQuery'; readonly value: SqlExpr; readonly query: SqlQuery; readonly negated: boolean }
  | { readonly kind: 'between'; readonly value: SqlExpr; readonly low: SqlExpr; readonly high: SqlExpr; readonly negated: boolean }
  | { readonly kind: 'subquery'; readonly query: SqlQuery }
  | { readonly kind: 'exists'; readonly query: SqlQuery; readonly negated: boolean }
  | { readonly kind: 'list'; readonly items: readonly SqlExpr[] }
  | { readonly kind: 'struct'; readonly fields: readonly { readonly name: string; readonly value: SqlExpr }[] }
  | { readonly kind: 'field'; readonly value: SqlExpr; readonly name: string }
  /** One-based, as DuckDB's lists are. */
  | { readonly kind: 'index'; readonly value: SqlExpr; readonly index: SqlExpr }
  | { readonly kind: 'lambda'; readonly parameters: readonly string[]; readonly body: SqlExpr }
  | { readonly kind: 'named'; readonly name: string; readonly value: SqlExpr }
  | { readonly kind: 'star' }

export type SqlJoinKind = 'INNER' | 'LEFT' | 'RIGHT' | 'FULL' | 'SEMI' | 'ANTI' | 'CROSS'

export type SqlFrom =
  | { readonly kind: 'table'; readonly name: string; readonly alias?: string | undefined }
  | { readonly kind: 'derived'; readonly query: SqlQuery; readonly alias: string; readonly lateral?: boolean }
  | {
      readonly kind: 'tableFunction'
      readonly name: string
      readonly args: readonly SqlExpr[]
      readonly alias: string
      readonly columns?: readonly string[]
    }
  | { readonly kind: 'values'; readonly rows: readonly (readonly SqlExpr[])[]; readonly alias: string; readonly columns: readonly string[] }
  | { readonly kind: 'join'; readonly join: SqlJoinKind; readonly left: SqlFrom; readonly right: SqlFrom; readonly on: SqlExpr | undefined }

export interface SqlItem {
  readonly value: SqlExpr
  /** The column's name in the result; left out where the expression is a column of this very name. */
  readonly alias?: string | undefined
  /** What the printer writes, where that is known already. */
  readonly text?: string
}

export interface SqlSelect {
  readonly kind: 'select'
  readonly items: readonly SqlItem[]
  readonly distinct?: boolean
  readonly from?: SqlFrom | undefined
  readonly where?: readonly SqlExpr[]
  readonly groupBy?: readonly SqlExpr[] | undefined
  readonly having?: readonly SqlExpr[]
  readonly qualify?: readonly SqlExpr[]
  readonly orderBy?: readonly SqlOrder[]
  readonly limit?: SqlExpr | undefined
  readonly offset?: SqlExpr | undefined
  /** Lines of KQL that this SELECT stands for. */
  readonly comments?: readonly string[]
}

export interface SqlCte {
  readonly name: string
  readonly query: SqlQuery
  /** Undefined leaves the choice to the engine. */
  readonly materialized?: boolean | undefined
  /** Its second SELECT reads the rows that it has made so far. */
  readonly recursive?: boolean | undefined
}

export type SqlQuery =
  | SqlSelect
  /** UNION ALL. `byName`: columns are matched by their names, one that an input lacks is null there; else by position. */
  | { readonly kind: 'union'; readonly inputs: readonly SqlQuery[]; readonly byName: boolean }
  | { readonly kind: 'with'; readonly ctes: readonly SqlCte[]; readonly body: SqlQuery }
