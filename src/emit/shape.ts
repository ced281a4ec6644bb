/**
 * Plan → SELECTs, forward from the sources with one open SELECT. An operator goes into it if no later clause is filled and no computed
 * column would be written twice; else the SELECT is sealed as a CTE and the next one opened on it.
 * Invariant: a filter never goes below a window, a limit or a grouping.
 */
import type { SharedUse } from '../optimise/index.ts'
import type { Column, Ordering, Project, Rel, Scalar } from '../plan/index.ts'
import { walkScalar } from '../plan/index.ts'
import { type SqlCte, type SqlExpr, type SqlOrder, type SqlQuery, sql } from '../sql/index.ts'
import { argument as argumentOf, type ColumnLookup, type Emission, emit, emitCallColumn, normal } from './expression.ts'
import { joinOpen } from './join.ts'
import { type Names, physicalNames } from './names.ts'
import { bound, canCompute, canFilter, close, isBare, type Open, openFrom } from './open.ts'
import { seriesOpen } from './series.ts'

/** A sealed SELECT: its name and the physical name of each column. */
export interface Sealed {
  readonly name: string
  readonly columns: ReadonlyMap<number, string>
}

/** Physical names of tables and of all their columns, by the table's name. */
export interface TableNames {
  readonly name: string
  readonly columns: ReadonlyMap<string, string>
}

export class Shaper {
  readonly emission: Emission
  readonly ctes: SqlCte[] = []
  readonly #names: Names
  readonly #tables: (name: string) => TableNames
  readonly #shared: ReadonlyMap<number, SharedUse>
  readonly #sealed: Map<number, Sealed>
  /** Columns of rows around this relation (in mv-apply and the like), else undefined. */
  readonly #outer: ColumnLookup | undefined

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
    this.#outer = outer
  }

  /** A shaper for a relation inside an expression: its SELECTs stay inside too, what is shared doesn't. */
  inner(outer: ColumnLookup): Shaper {
    return new Shaper(this.emission, this.#names, this.#tables, this.#shared, this.#sealed, outer)
  }

  lookup(o: Open): ColumnLookup {
    return (c) => {
      const binding = o.columns.get(c.id)
      return binding ? binding.sql : this.#outer ? this.#outer(c) : bound(o, c)
    }
  }

  /** A name that no CTE or table has. */
  name(hint: string): string {
    return this.#names.take(hint)
  }

  order(o: Open, ordering: Ordering | undefined): SqlOrder[] {
    return (ordering?.keys ?? []).map((k) => {
      const value = this.lookup(o)(k.column)
      const text = k.column.type === 'string' && k.column.nullable ? sql.coalesce(value, sql.literal('')) : value
      return sql.order(text, k.descending, k.nullsFirst)
    })
  }

  /** Ends the open SELECT as a CTE (inside expressions as a derived table) and opens the next one on it. */
  seal(o: Open, columns: readonly Column[], hint: string): Open {
    const labels = physicalNames(columns.map((c) => c.name))
    const query = close(o, columns, labels)
    const name = this.name(hint)
    if (this.#outer) {
      return openFrom(
        { kind: 'derived', query, alias: name },
        name,
        columns.map((c, i) => [c.id, sql.column(labels[i] ?? '', name)]),
      )
    }
    this.ctes.push({ name, query })
    return openFrom(
      { kind: 'table', name },
      name,
      columns.map((c, i) => [c.id, sql.column(labels[i] ?? '')]),
    )
  }

  /** Puts a finished query (a union) under a name. */
  sealQuery(query: SqlQuery, columns: readonly Column[], labels: readonly string[], hint: string): Open {
    const name = this.name(hint)
    if (this.#outer) {
      return openFrom(
        { kind: 'derived', query, alias: name },
        name,
        columns.map((c, i) => [c.id, sql.column(labels[i] ?? '', name)]),
      )
    }
    this.ctes.push({ name, query })
    return openFrom(
      { kind: 'table', name },
      name,
      columns.map((c, i) => [c.id, sql.column(labels[i] ?? '')]),
    )
  }

  /** The SELECT as something that can stand in a FROM with others. */
  bare(rel: Rel, hint: string): Open {
    const o = this.open(rel)
    return isBare(o) ? o : this.seal(o, rel.columns, hint)
  }

  open(rel: Rel): Open {
    const o = this.#open(rel)
    const comment =
      rel.origin && rel.kind !== 'scan' ? commentOf(rel.origin.text.slice(rel.origin.span.start, rel.origin.span.end)) : undefined
    if (comment && !o.comments.includes(comment)) o.comments.push(comment)
    return o
  }

  #open(rel: Rel): Open {
    switch (rel.kind) {
      case 'scan': {
        const table = this.#tables(rel.table)
        return openFrom(
          { kind: 'table', name: table.name },
          table.name,
          rel.columns.map((c, i) => [c.id, sql.column(table.columns.get(rel.sources[i] ?? '') ?? c.name)]),
        )
      }
      case 'values':
        return this.#values(rel)
      case 'range': {
        const [column] = rel.columns
        const e = this.emission
        const none: ColumnLookup = this.#outer ?? (() => sql.NULL)
        const name = this.name(column?.name ?? 'range')
        const from = e.dialect.range(
          column?.type ?? 'long',
          emit(e, rel.from, none),
          emit(e, rel.to, none),
          emit(e, rel.step, none),
          name,
          column?.name ?? '',
        )
        return openFrom(from, name, column ? [[column.id, sql.column(column.name, name)]] : [])
      }
      case 'filter': {
        const input = this.open(rel.input)
        const o = canFilter(input) && !this.#repeats(input, [rel.predicate], []) ? input : this.seal(input, rel.input.columns, 'rows')
        o.where.push(emit(this.emission, rel.predicate, this.lookup(o), true))
        return o
      }
      case 'project':
        return this.#project(rel)
      case 'aggregate': {
        const input = this.open(rel.input)
        const used = [...rel.keys.map((k) => k.value), ...rel.aggregates.flatMap((a) => a.args)]
        const o = canFilter(input) && !this.#repeats(input, used, []) ? input : this.seal(input, rel.input.columns, 'rows')
        const column = this.lookup(o)
        const orderBy = rel.aggregates.some((a) => a.fn.ordered) ? this.order(o, rel.input.ordering) : []
        const keys = rel.keys.map((k) => [k.output.id, { sql: normal(this.emission, k.value, column), simple: false }] as const)
        const calls = rel.aggregates.map(
          (a) => [a.output.id, { sql: emitCallColumn(this.emission, a, column, orderBy), simple: false }] as const,
        )
        o.columns.clear()
        for (const [id, binding] of [...keys, ...calls]) o.columns.set(id, binding)
        // A constant is no key: GROUP BY 1 would name the first column.
        o.groupBy = keys.map(([, b]) => b.sql).filter((s) => s.kind !== 'literal')
        if (keys.length > 0 && o.groupBy.length === 0) o.groupBy = [sql.call('coalesce', sql.NULL, sql.literal(0n))]
        return o
      }
      case 'window': {
        const input = this.open(rel.input)
        const used = rel.functions.flatMap((f) => f.args)
        const o = canFilter(input) && !this.#repeats(input, used, []) ? input : this.seal(input, rel.input.columns, 'rows')
        const column = this.lookup(o)
        const orderBy = this.order(o, rel.input.ordering)
        const partition = rel.partition.map((c) => column(c))
        for (const f of rel.functions)
          o.columns.set(f.output.id, { sql: emitCallColumn(this.emission, f, column, orderBy, partition), simple: false })
        o.closed = true
        return o
      }
      case 'limit':
        return this.#limit(rel)
      case 'unnest':
        return this.#unnest(rel)
      case 'join':
        return joinOpen(this, rel)
      case 'union':
        return this.#union(rel)
      case 'series':
        return seriesOpen(this, rel)
      case 'apply': {
        const input = this.bare(rel.input, 'outer')
        const column = this.lookup(input)
        const shaper = this.inner(column)
        const right = shaper.open(rel.right)
        const columns = rel.right.columns
        const labels = physicalNames(columns.map((c) => c.name))
        const name = this.name('applied')
        const query = shaper.finish(right, columns, labels, rel.right.ordering)
        const from = {
          kind: 'join',
          join: 'CROSS',
          left: input.from as NonNullable<Open['from']>,
          right: { kind: 'derived', query, alias: name, lateral: true },
          on: undefined,
        } as const
        const o = openFrom(
          from,
          undefined,
          columns.map((c, i) => [c.id, sql.column(labels[i] ?? '', name)]),
        )
        for (const [id, b] of input.columns) if (!o.columns.has(id)) o.columns.set(id, { ...b, sql: qualified(b.sql, input.alias) })
        return o
      }
      case 'ref': {
        const sealed = this.sealed(rel.shared.id)
        return openFrom(
          { kind: 'table', name: sealed.name },
          sealed.name,
          rel.columns.map((c) => [c.id, sql.column(sealed.columns.get(rel.sources.get(c.id)?.id ?? c.id) ?? c.name)]),
        )
      }
      default:
        return never(rel)
    }
  }

  /** The CTE of a shared relation. */
  sealed(id: number): Sealed {
    const sealed = this.#sealed.get(id)
    if (!sealed) throw new Error(`the shared relation ${id} is not sealed`)
    return sealed
  }

  /** Seals a shared relation under its own name. */
  share(use: SharedUse): void {
    const { rel, shared, uses } = use
    const labels = physicalNames(rel.columns.map((c) => c.name))
    const o = this.open(rel)
    const query = this.finish(o, rel.columns, labels, undefined)
    const name = this.name(shared.name)
    const materialized = shared.materialized ? true : uses > 1 && isCheap(rel) ? false : undefined
    this.ctes.push({ name, query, materialized })
    this.#sealed.set(shared.id, { name, columns: new Map(rel.columns.map((c, i) => [c.id, labels[i] ?? ''])) })
  }

  /** The open SELECT as a query with the given columns, in the given order. */
  finish(o: Open, columns: readonly Column[], labels: readonly string[], ordering: Ordering | undefined): SqlQuery {
    const orderBy = ordering?.explicit ? this.order(o, ordering) : o.orderBy
    return close(o, columns, labels, o.limit === undefined ? orderBy : o.orderBy)
  }

  /** Whether a computed column would be written more than once. */
  #repeats(o: Open, used: readonly Scalar[], passing: readonly Column[]): boolean {
    const seen = new Set<number>()
    let repeated = false
    const visit = (c: Column) => {
      const binding = o.columns.get(c.id)
      if (!binding || binding.simple) return
      if (seen.has(c.id)) repeated = true
      seen.add(c.id)
    }
    for (const c of passing) visit(c)
    for (const s of used) walkScalar(s, visit)
    return repeated
  }

  #values(rel: Extract<Rel, { kind: 'values' }>): Open {
    const { dialect } = this.emission
    if (rel.rows.length === 1 && rel.columns.length === 0 && !rel.ordinal) return openFrom(undefined, undefined, [])
    const none: ColumnLookup = this.#outer ?? (() => sql.NULL)
    const all = rel.ordinal ? [...rel.columns, rel.ordinal] : rel.columns
    const labels = physicalNames(all.map((c) => c.name))
    const name = this.name('rows')
    const typed = (s: Scalar, c: Column, first: boolean): SqlExpr => {
      const value = emit(this.emission, s, none)
      return first ? sql.cast(value, dialect.type(c.type, c.form)) : value
    }
    const rows = rel.rows.map((row, r) => [
      ...row.map((s, i) => typed(s, rel.columns[i] as Column, r === 0)),
      ...(rel.ordinal ? [sql.literal(BigInt(r))] : []),
    ])
    if (rows.length === 0 || all.length === 0) {
      const items = all.map((c, i) => ({ value: sql.cast(sql.NULL, dialect.type(c.type, c.form)), alias: labels[i] }))
      const query: SqlQuery = {
        kind: 'select',
        items: items.length > 0 ? items : [{ value: sql.literal(1n), alias: 'one' }],
        from:
          all.length === 0 && rows.length > 0
            ? { kind: 'values', rows: rows.map(() => [sql.literal(1n)]), alias: 'r', columns: ['one'] }
            : undefined,
        where: rows.length === 0 ? [sql.FALSE] : [],
      }
      return openFrom(
        { kind: 'derived', query, alias: name },
        name,
        all.map((c, i) => [c.id, sql.column(labels[i] ?? '')]),
      )
    }
    return openFrom(
      { kind: 'values', rows, alias: name, columns: labels },
      name,
      all.map((c, i) => [c.id, sql.column(labels[i] ?? '')]),
    )
  }

  #project(rel: Project): Open {
    const input = this.open(rel.input)
    const passing = rel.columns.filter((c) => !rel.definitions.has(c.id))
    const defined = [...rel.definitions.values()]
    const fits = rel.definitions.size === 0 || !this.#repeats(input, defined, passing)
    const o =
      fits && (rel.definitions.size === 0 || !input.closed || defined.every(isPlain)) ? input : this.seal(input, rel.input.columns, 'rows')
    const column = this.lookup(o)
    const computed = [...rel.definitions].map(([id, s]) => {
      const binding = s.kind === 'column' ? o.columns.get(s.column.id) : undefined
      return [id, { sql: emit(this.emission, s, column), simple: binding ? binding.simple : s.kind === 'literal' }] as const
    })
    for (const [id, binding] of computed) o.columns.set(id, binding)
    return o
  }

  #limit(rel: Extract<Rel, { kind: 'limit' }>): Open {
    const input = this.open(rel.input)
    if (rel.partition.length > 0) {
      const o = canFilter(input) ? input : this.seal(input, rel.input.columns, 'rows')
      const column = this.lookup(o)
      const partitionBy = rel.partition.map((c) =>
        c.type === 'string' && c.nullable ? sql.coalesce(column(c), sql.literal('')) : column(c),
      )
      const number: SqlExpr = {
        kind: 'call',
        name: 'row_number',
        args: [],
        over: { partitionBy, orderBy: rel.random ? [sql.order(this.emission.dialect.random())] : this.order(o, rel.input.ordering) },
      }
      o.qualify.push(sql.binary('<=', number, emit(this.emission, rel.count, column)))
      return o
    }
    const o = canCompute(input) ? input : this.seal(input, rel.input.columns, 'rows')
    o.orderBy = rel.random ? [sql.order(this.emission.dialect.random())] : this.order(o, rel.input.ordering)
    o.limit = emit(this.emission, rel.count, this.lookup(o))
    return o
  }

  #unnest(rel: Extract<Rel, { kind: 'unnest' }>): Open {
    const input = this.open(rel.input)
    const used = rel.items.map((i) => i.value)
    const passing = rel.columns.filter((c) => c.id !== rel.index.id && !rel.items.some((i) => i.output.id === c.id))
    const o = canFilter(input) && !this.#repeats(input, used, passing) ? input : this.seal(input, rel.input.columns, 'rows')
    const { dialect } = this.emission
    const column = this.lookup(o)
    const args = rel.items.map((i) => ({ ...argumentOf(this.emission, i.value, column) }))
    const limit = rel.limit && emit(this.emission, rel.limit, column)
    const { elements, index } = dialect.unnest(args, { bags: rel.bags, keepEmpty: rel.keepEmpty, limit })
    for (const [i, item] of rel.items.entries()) o.columns.set(item.output.id, { sql: elements[i] ?? sql.NULL, simple: false })
    o.columns.set(rel.index.id, { sql: index, simple: false })
    o.closed = true
    const wanted = rel.columns.some((c) => c.id === rel.index.id) ? rel.columns : [...rel.columns]
    const outputs = [...wanted, ...rel.items.map((i) => i.output).filter((c) => !wanted.some((w) => w.id === c.id))]
    const sealed = this.seal(o, outputs, 'expanded')
    const lookup = this.lookup(sealed)
    for (const [i, item] of rel.items.entries()) {
      const raw = lookup(item.output)
      const converted = dialect.element(raw, args[i]?.form, item.output)
      sealed.columns.set(item.output.id, { sql: converted, simple: converted === raw })
    }
    return sealed
  }

  #union(rel: Extract<Rel, { kind: 'union' }>): Open {
    const labels = physicalNames(rel.columns.map((c) => c.name))
    const inputs = rel.inputs.map((input, i): SqlQuery => {
      const sources = rel.sources[i] ?? new Map<number, Scalar>()
      const first = this.open(input)
      const used = [...sources.values()]
      const o = first.limit || first.orderBy.length > 0 || this.#repeats(first, used, []) ? this.seal(first, input.columns, 'rows') : first
      const column = this.lookup(o)
      const values = rel.columns.map((c): SqlExpr => {
        const source = sources.get(c.id)
        if (!source) return sql.cast(sql.NULL, this.emission.dialect.type(c.type, c.form))
        const arg = argumentOf(this.emission, source, column)
        return source.type === 'dynamic' && source.form !== c.form ? this.emission.dialect.convert(arg, c) : arg.raw
      })
      for (const [j, c] of rel.columns.entries()) o.columns.set(c.id, { sql: values[j] as SqlExpr, simple: false })
      return close(o, rel.columns, labels)
    })
    return this.sealQuery(inputs.length === 1 && inputs[0] ? inputs[0] : { kind: 'union', inputs }, rel.columns, labels, 'united')
  }
}

/** A value that costs nothing to write next to windows and unfolded lists: a column, a constant, a field. */
const isPlain = (s: Scalar): boolean => s.kind === 'column' || s.kind === 'literal' || (s.kind === 'field' && isPlain(s.value))

/** Scans, filters and projections: computing them again where they are used lets the engine push narrower filters into them. */
const isCheap = (rel: Rel): boolean =>
  rel.kind === 'scan' ||
  ((rel.kind === 'filter' || rel.kind === 'project') && isCheap(rel.input)) ||
  (rel.kind === 'union' && rel.inputs.every(isCheap))

/** The first line of an operator, for a comment. */
const commentOf = (text: string): string => {
  const [first = '', ...rest] = text.trim().split('\n')
  return `| ${first.trim()}${rest.length > 0 ? ' …' : ''}`
}

/** A column with the name of its table in front. */
export const qualified = (e: SqlExpr, alias: string | undefined): SqlExpr =>
  e.kind === 'column' && e.table === undefined && alias !== undefined ? { ...e, table: alias } : e

const never = (node: never): never => {
  throw new Error(`no case for ${JSON.stringify(node)}`)
}
