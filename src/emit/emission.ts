/** What the parts of a statement share while it is being made. */
import type { Column, Rel } from '../plan/index.ts'
import * as sql from '../sql/build.ts'
import type { Dialect, LowerContext, SqlExpr, SqlOrder, SqlQuery } from '../sql/index.ts'
import { type Diagnostic, messages, type Span } from '../text/index.ts'
import type { ValueType } from '../types/index.ts'

export type ColumnLookup = (c: Column) => SqlExpr

/** A call that can't be made; the message says so at the call's place. */
export class Refusal extends Error {
  readonly make: (span: Span, name: string, why: string) => Diagnostic

  constructor(why: string, make: Refusal['make'] = messages.unsupportedFunction) {
    super(why)
    this.make = make
  }
}

const NO_ORDER: readonly SqlOrder[] = []
const NO_PARTITION: readonly SqlExpr[] = []
const NO_RESULT: ValueType = { type: 'dynamic', nullable: true }

/**
 * The state of emitting. It is also what a lowering may ask of the statement around its call: one for all calls, as a lowering is over
 * before the next one begins.
 */
export class Emission implements LowerContext {
  readonly dialect: Dialect
  readonly diagnostics: Diagnostic[]
  /** Registered functions that the statement calls. */
  readonly udfs: Set<string>
  /** Every operator gets a SELECT of its own. */
  readonly apart: boolean
  /** No function can be registered. */
  readonly portable: boolean
  /** A relation as a query of its own, in which the columns of the rows around it are in reach. */
  readonly subquery: (rel: Rel, outer: ColumnLookup) => SqlQuery
  usesNow: boolean
  /** How many delicate scalars have been written so far: who sees it grow has just written one. */
  delicate: number
  /** How many shared relations have been written again where they are used. */
  copies: number
  /** The columns that are written as delicate scalars wherever they are named. */
  delicateColumns: Set<number> | undefined
  // Of the call that is being lowered; scalar calls have no order and no partition.
  filter: boolean
  result: ValueType
  orderBy: readonly SqlOrder[]
  partitionBy: readonly SqlExpr[]

  constructor(dialect: Dialect, apart: boolean, portable: boolean, subquery: Emission['subquery']) {
    this.dialect = dialect
    this.diagnostics = []
    this.udfs = new Set()
    this.apart = apart
    this.portable = portable
    this.subquery = subquery
    this.usesNow = false
    this.delicate = 0
    this.copies = 0
    this.delicateColumns = undefined
    this.filter = false
    this.result = NO_RESULT
    this.orderBy = NO_ORDER
    this.partitionBy = NO_PARTITION
  }

  /** Begins the lowering of an aggregate or a window function; without arguments ends it. */
  over(orderBy = NO_ORDER, partitionBy = NO_PARTITION): void {
    this.orderBy = orderBy
    this.partitionBy = partitionBy
  }

  udf(name: string, ...args: readonly SqlExpr[]): SqlExpr {
    if (this.portable) {
      const macro = `kql_${name}`
      if (!this.dialect.macro(macro)) throw new Refusal(name, messages.notPortable)
      return sql.call(macro, ...args)
    }
    this.udfs.add(name)
    return sql.call(name, ...args)
  }

  refuse(why: string): never {
    throw new Refusal(why)
  }
}
