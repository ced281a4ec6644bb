/**
 * Plan → SELECTs, forward from the sources with one open SELECT. An operator goes into it if no later clause is filled and no computed
 * column would be written twice; else the SELECT is sealed as a CTE and the next one opened on it.
 * Invariant: a filter never goes below a window, a limit or a grouping.
 */
import type { SharedUse } from '../optimise/index.ts'
import type { Column, Ordering, Origin, Project, Rel, Scalar, Shared } from '../plan/index.ts'
import { columnRef, isVolatileRel, walkScalar } from '../plan/index.ts'
import * as sql from '../sql/build.ts'
import { printExpression, type SqlCte, type SqlExpr, type SqlFrom, type SqlOrder, type SqlQuery } from '../sql/index.ts'
import { aggregateOpen } from './aggregate.ts'
import { applyOpen } from './apply.ts'
import { defineOutside, noteAround, settled, settledWhereNeeded, sortedBy } from './around.ts'
import { emitCallColumn } from './call.ts'
import { markColumn } from './delicate.ts'
import type { ColumnLookup, Emission } from './emission.ts'
import { emit } from './expression.ts'
import { joinOpen } from './join.ts'
import { limitOpen } from './limit.ts'
import { type Names, physicalNamesOf, tableItems } from './names.ts'
import { bound, canFilter, close, define, find, type Given, givenOf, isBare, isSimple, nameIn, type Open, openFrom } from './open.ts'
import { seriesOpen } from './series.ts'
import { stepsOpen } from './steps.ts'
import { unionOpen } from './union.ts'
import { unnestOpen } from './unnest.ts'
import { valuesOpen } from './values.ts'

/** A sealed SELECT: its name and the names of its columns. */
export interface Sealed {
  readonly name: string
  readonly given: Given
}

/** The physical name of a table, and those of its columns that differ from KQL's. */
export interface TableNames {
  readonly name: string
  readonly renamed: ReadonlyMap<string, string>
  /** How many columns it has. */
  readonly width: number
}

/** How often shared relations are written again within a statement. */
const COPIES = 50

export class Shaper {
  readonly emission: Emission
  readonly ctes: SqlCte[] = []
  readonly #names: Names
  readonly #tables: (name: string) => TableNames
  readonly #shared: ReadonlyMap<number, SharedUse>
  readonly #sealed: Map<number, Sealed>
  /** What is shared within a relation that depends on a row around it. */
  readonly #own = new Map<number, Sealed>()
  /** Columns of rows around this relation (in mv-apply and the like), else undefined. */
  readonly outer: ColumnLookup | undefined

  constructor(
    emission: Emission,
    names: Names,
    tables: (name: string) => TableNames,
    shared: ReadonlyMap<number, SharedUse>,
    sealed: Map<number, Sealed>,
    outer?: ColumnLookup,
  ) {
    this.emission = emission
    this.#names = names
    this.#tables = tables
    this.#shared = shared
    this.#sealed = sealed
    this.outer = outer
  }

  /** A shaper for a relation inside an expression: its SELECTs stay inside too, what is shared doesn't. */
  inner(outer: ColumnLookup): Shaper {
    return new Shaper(this.emission, this.#names, this.#tables, this.#shared, this.#sealed, outer)
  }

  lookup(o: Open): ColumnLookup {
    return (c) => find(o, c) ?? (this.outer ? this.outer(c) : bound(o, c))
  }

  /** A name that no CTE or table has. */
  name(hint: string): string {
    return this.#names.take(hint)
  }

  order(o: Open, ordering: Ordering | undefined): SqlOrder[] {
    const orders: SqlOrder[] = []
    if (!ordering) return orders
    const column = this.lookup(o)
    for (const k of ordering.keys) {
      const value = column(k.column)
      // A constant orders nothing, and a number would be the position of an output.
      if (isLiteral(value)) continue
      const text = k.column.type === 'string' && k.column.nullable ? sql.orEmpty(value) : value
      // NaN stands beside the nulls; the engine takes it for the greatest number. The order of a source (range) has none.
      if (k.column.type === 'real' && k.nullsFirst !== k.descending && ordering.explicit) {
        orders.push(sql.order(this.emission.dialect.isNaN(value), k.nullsFirst, k.nullsFirst))
      }
      orders.push(sql.order(text, k.descending, k.nullsFirst))
    }
    return orders
  }

  /** Ends the open SELECT as a CTE (inside expressions as a derived table) and opens the next one on it. Without a hint it is named after its source. */
  seal(o: Open, columns: readonly Column[], hint?: string): Open {
    const labels = physicalNamesOf(columns)
    if (this.outer) defineOutside(o, columns, this.outer)
    const query = close(o, columns, labels)
    const name = this.name(hint ?? sourceName(o))
    return this.#reopen(query, name, columns, labels)
  }

  /** Puts a finished query (a union) under a name. */
  sealQuery(query: SqlQuery, columns: readonly Column[], labels: readonly string[], hint: string): Open {
    const name = this.name(hint)
    return this.#reopen(query, name, columns, labels)
  }

  /** A SELECT from a finished query: a CTE, inside expressions a derived table. */
  #reopen(query: SqlQuery, name: string, columns: readonly Column[], labels: readonly string[]): Open {
    if (this.emission.delicateColumns) for (const c of columns) markColumn(this.emission, c.id, false)
    if (this.outer) return openFrom({ kind: 'derived', query, alias: name }, name, columns, labels, name)
    this.ctes.push({ name, query })
    return openFrom({ kind: 'table', name }, name, columns, labels)
  }

  /** The SELECT as something that can stand in a FROM with others. */
  bare(rel: Rel): Open {
    const o = this.open(rel)
    return isBare(o) ? o : this.seal(o, rel.columns)
  }

  /** The relation as an open SELECT. `last`: nothing but the result follows. */
  open(rel: Rel, last = false): Open {
    const o = this.#open(rel)
    if (rel.origin && rel.kind !== 'scan') {
      const comment = commentOf(rel.origin)
      if (!o.comments.includes(comment)) o.comments.push(comment)
    }
    return this.emission.apart && !last && !isBare(o) ? this.seal(o, rel.columns) : o
  }

  #open(rel: Rel): Open {
    switch (rel.kind) {
      case 'scan': {
        const { name, renamed, width } = this.#tables(rel.table)
        const plain = renamed.size === 0
        const o = openFrom(
          { kind: 'table', name },
          name,
          rel.columns,
          plain ? rel.sources : rel.sources.map((source) => renamed.get(source) ?? source),
        )
        if (plain && rel.sources.length === width && o.given) o.given.items = tableItems(rel.sources)
        return o
      }
      case 'file': {
        const name = this.name('file')
        const { from, columns } = this.emission.dialect.file(rel, name)
        return openFrom(from, name, rel.columns, columns, name)
      }
      case 'values':
        return valuesOpen(this, rel)
      case 'range': {
        const [column] = rel.columns
        const e = this.emission
        const none: ColumnLookup = this.outer ?? (() => sql.NULL)
        const name = this.name(column?.name ?? 'range')
        const from = e.dialect.range(
          column?.type ?? 'long',
          emit(e, rel.from, none),
          emit(e, rel.to, none),
          emit(e, rel.step, none),
          name,
          column?.name ?? '',
        )
        return openFrom(from, name, rel.columns, [column?.name ?? ''], name)
      }
      case 'filter': {
        const input = this.open(rel.input)
        const fits = canFilter(input) && !(input.computed && this.repeats(input, [rel.predicate]))
        const open = fits ? input : this.seal(input, rel.input.columns)
        const o = this.outer ? settledWhereNeeded(this, open, rel.input.columns, [rel.predicate]) : open
        o.where.push(emit(this.emission, rel.predicate, this.lookup(o), true))
        return o
      }
      case 'project':
        return this.#project(rel)
      case 'aggregate':
        return aggregateOpen(this, rel)
      case 'window': {
        const input = this.open(rel.input)
        const used = rel.functions.flatMap((f) => f.args)
        const open = canFilter(input) && !this.repeats(input, used) ? input : this.seal(input, rel.input.columns)
        const o = this.outer
          ? settled(this, open, rel.input.columns, [...used, ...rel.partition.map((c) => columnRef(c)), ...sortedBy(rel.input)])
          : open
        const column = this.lookup(o)
        const orderBy = this.order(o, rel.input.ordering)
        const partition = rel.partition.map((c) => column(c))
        for (const f of rel.functions) define(o, f.output.id, emitCallColumn(this.emission, f, column, orderBy, partition), false)
        o.closed = true
        return o
      }
      case 'limit':
        return limitOpen(this, rel)
      case 'unnest':
        return unnestOpen(this, rel)
      case 'join':
        return joinOpen(this, rel)
      case 'union':
        return unionOpen(this, rel)
      case 'series':
        return seriesOpen(this, rel)
      case 'steps':
        return stepsOpen(this, rel)
      case 'apply':
        return applyOpen(this, rel)
      case 'ref': {
        const copy = this.outer && this.#copied(rel.shared.id)
        const { name, given } = copy ?? this.sealed(rel.shared.id)
        const names: string[] = []
        for (const c of rel.columns) names.push(nameIn(given, rel.sources[names.length] ?? c) ?? c.name)
        return copy ? openFrom(copy.from, name, rel.columns, names, name) : openFrom({ kind: 'table', name }, name, rel.columns, names)
      }
      default:
        return never(rel)
    }
  }

  /** The CTE of a shared relation. */
  sealed(id: number): Sealed {
    const known = this.#sealed.get(id) ?? this.#own.get(id)
    if (known) return known
    const use = this.outer && this.#shared.get(id)
    if (use) this.share(use)
    const sealed = this.#own.get(id)
    if (!sealed) throw new Error(`the shared relation ${id} is not sealed`)
    return sealed
  }

  /** Seals a shared relation under its own name. */
  share(use: SharedUse): void {
    const { rel, shared, uses } = use
    const labels = physicalNamesOf(rel.columns)
    const o = this.open(rel)
    const query = this.finish(o, rel.columns, labels, undefined)
    const name = this.name(shared.name)
    const materialized = shared.materialized ? true : uses > 1 ? howOften(shared, rel) : undefined
    this.ctes.push({ name, query, materialized })
    const sealed = this.outer ? this.#own : this.#sealed
    sealed.set(shared.id, { name, given: givenOf(rel.columns, labels, undefined) })
  }

  /**
   * A shared relation that depends on a row around it, written again where it is used: DuckDB loses track of the columns of such CTEs. Undefined where it
   * is one all the same: for rows that differ each time, and where shared relations that use each other would be copied without end.
   */
  #copied(id: number): (Sealed & { readonly from: SqlFrom }) | undefined {
    const use = this.#sealed.has(id) || this.#own.has(id) ? undefined : this.#shared.get(id)
    if (!use || this.emission.copies >= COPIES || isVolatileRel(use.rel)) return undefined
    this.emission.copies++
    const { columns } = use.rel
    const labels = physicalNamesOf(columns)
    const query = this.finish(this.open(use.rel), columns, labels, undefined)
    const name = this.name(use.shared.name)
    return { name, given: givenOf(columns, labels, undefined), from: { kind: 'derived', query, alias: name } }
  }

  /** A relation as a query of its own, with the CTEs that it needs. */
  whole(rel: Rel, labels: readonly string[], ordering: Ordering | undefined): SqlQuery {
    const body = this.finish(this.open(rel), rel.columns, labels, ordering)
    return this.ctes.length > 0 ? { kind: 'with', ctes: this.ctes, body } : body
  }

  /** The open SELECT as a query with the given columns, in the given order. */
  finish(o: Open, columns: readonly Column[], labels: readonly string[] | undefined, ordering: Ordering | undefined): SqlQuery {
    if (this.outer) defineOutside(o, columns, this.outer)
    if (!ordering?.explicit) return close(o, columns, labels)
    const orderBy = this.order(o, ordering)
    if (o.limit === undefined || sameOrder(orderBy, o.orderBy)) return close(o, columns, labels, orderBy)
    // The first rows of one order, in another.
    const hidden = ordering.keys.map((k) => k.column).filter((k) => !columns.some((c) => c.id === k.id))
    const limited = this.seal(o, [...columns, ...hidden])
    return close(limited, columns, labels, this.order(limited, ordering))
  }

  /** Whether a computed column would be written more than once. */
  repeats(o: Open, used: readonly Scalar[], passing: readonly Column[] = NO_COLUMNS): boolean {
    const { computed, columns } = o
    if (!computed || !columns) return false
    const seen = new Set<number>()
    let repeated = false
    const visit = (c: Column) => {
      const binding = columns.get(c.id)
      if (!binding || binding.simple) return
      if (seen.has(c.id)) repeated = true
      seen.add(c.id)
    }
    for (const c of passing) visit(c)
    for (const s of used) walkScalar(s, visit)
    return repeated
  }

  #project(rel: Project): Open {
    const input = this.open(rel.input)
    if (rel.definitions.size === 0) return input
    const open = this.#takes(input, rel) ? input : this.seal(input, rel.input.columns)
    const o = this.outer ? settledWhereNeeded(this, open, rel.input.columns, [...rel.definitions.values()]) : open
    if (this.outer) noteAround(o, rel.definitions)
    const column = this.lookup(o)
    const values: SqlExpr[] = []
    const simple: boolean[] = []
    for (const [id, s] of rel.definitions) {
      const before = this.emission.delicate
      values.push(emit(this.emission, s, column))
      simple.push(s.kind === 'column' ? isSimple(o, s.column) : s.kind === 'literal')
      markColumn(this.emission, id, this.emission.delicate !== before)
    }
    // Only now: what is defined may stand for a column that others are made of.
    let i = 0
    for (const id of rel.definitions.keys()) {
      define(o, id, values[i] as SqlExpr, simple[i] as boolean)
      i++
    }
    return o
  }

  /** Whether a projection can go into the open SELECT. */
  #takes(input: Open, rel: Project): boolean {
    if (input.computed) {
      const passing = rel.columns.filter((c) => !rel.definitions.has(c.id))
      if (this.repeats(input, [...rel.definitions.values()], passing)) return false
    }
    if (!input.closed && !input.groupBy) return true
    for (const s of rel.definitions.values()) if (!isPlain(s)) return false
    return true
  }
}

const isLiteral = (e: SqlExpr): boolean =>
  e.kind === 'literal' ||
  e.kind === 'typed' ||
  ((e.kind === 'cast' || e.kind === 'negate') && isLiteral(e.kind === 'cast' ? e.value : e.operand))

const sameOrder = (a: readonly SqlOrder[], b: readonly SqlOrder[]): boolean => {
  if (a.length !== b.length) return false
  for (let i = 0; i < a.length; i++) if (!isSameKey(a[i] as SqlOrder, b[i] as SqlOrder)) return false
  return true
}

const isSameKey = (a: SqlOrder, b: SqlOrder): boolean =>
  a.descending === b.descending && a.nullsFirst === b.nullsFirst && printExpression(a.value) === printExpression(b.value)

const NO_COLUMNS: readonly Column[] = []

/** A value that costs nothing to write next to windows and unfolded lists: a column, a constant, a field. */
const isPlain = (s: Scalar): boolean => s.kind === 'column' || s.kind === 'literal' || (s.kind === 'field' && isPlain(s.value))

/** Scans, filters and projections: computing them again where they are used lets the engine push narrower filters into them. */
const isCheap = (rel: Rel): boolean =>
  rel.kind === 'scan' ||
  ((rel.kind === 'filter' || rel.kind === 'project') && isCheap(rel.input)) ||
  (rel.kind === 'union' && rel.inputs.every(isCheap))

/** Whether a relation with several uses is computed once: true, false, or as the engine likes. */
const howOften = (shared: Shared, rel: Rel): boolean | undefined =>
  isVolatileRel(rel) ? shared.materialized === undefined : isCheap(rel) ? false : undefined

/** The first line of an operator, for a comment. */
const commentOf = ({ text, span }: Origin): string => {
  const all = text.slice(span.start, span.end).trim()
  const end = all.indexOf('\n')
  return end < 0 ? `| ${all}` : `| ${all.slice(0, end).trimEnd()} …`
}

/** What a SELECT is made from names what becomes of it: a number tells the steps apart. */
const sourceName = ({ alias, from }: Open): string => {
  if (alias === undefined) return from?.kind === 'join' ? 'joined' : 'rows'
  const last = alias.charCodeAt(alias.length - 1)
  return last >= 48 && last <= 57 ? alias.replace(/_\d+$/, '') : alias
}

const never = (node: never): never => {
  throw new Error(`no case for ${JSON.stringify(node)}`)
}
