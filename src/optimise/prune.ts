/**
 * Column pruning: every node keeps only the columns that something above uses, and what is shared only those that some use of it needs.
 * It also makes hidden columns explicit: a sort key that is no longer in a node's columns but passes through from below.
 */
import type { CallColumn, Column, Ordering, Ref, Rel, Scalar, Shared } from '../plan/index.ts'
import { mapList, mapScalarChildren, outerColumns, walkScalar } from '../plan/index.ts'

export interface Pruned {
  readonly root: Rel
  /** The pruned relation of each shared one that is used, by id, in the order of ids. */
  readonly shared: ReadonlyMap<number, SharedUse>
  /** The tables that are scanned. */
  readonly tables: ReadonlySet<string>
  /** Whether a function with several outputs is called. */
  readonly fields: boolean
  /** Whether a relation is computed for each row of another. */
  readonly applies: boolean
}

export interface SharedUse {
  readonly shared: Shared
  readonly rel: Rel
  readonly uses: number
}

/** Prunes a plan whose result is all columns of `root` in the order of its ordering; the ids of its columns are smaller than `ids`. */
export const prune = (root: Rel, ids: number): Pruned => {
  const pruner = new Pruner(ids)
  for (const c of root.columns) pruner.need(c)
  if (root.ordering?.explicit) pruner.needOrdering(root.ordering)
  const result = pruner.rel(root)
  const shared = pruner.finish()
  return {
    root: { ...showing(result, root.columns), ordering: root.ordering },
    shared,
    tables: pruner.tables,
    fields: pruner.fields,
    applies: pruner.applies,
  }
}

/** The relation with the given of its columns; those that only its order needs stay below. */
const showing = (rel: Rel, columns: readonly Column[]): Rel =>
  rel.columns.length > columns.length
    ? { kind: 'project', input: rel, columns, definitions: new Map(), ordering: rel.ordering }
    : { ...rel, columns }

const rowNumber = (at: number): Scalar => ({ kind: 'literal', type: 'long', value: BigInt(at), nullable: false })

const ordered = (rel: Rel, ordering: Ordering | undefined): Rel => (rel.ordering === ordering ? rel : { ...rel, ordering })

class Pruner {
  readonly tables = new Set<string>()
  fields = false
  applies = false
  /** When each column became needed, by its id; 0 is never. Ids are unique in a plan, so that one table does for all its relations. */
  readonly #since: Int32Array
  /** The node that kept a column last. */
  readonly #keeper: Int32Array
  #time = 1
  readonly #shared = new Map<number, { shared: Shared; uses: number; rel: Rel | undefined }>()
  /** A variable's query may stand in several places. */
  readonly #inner = new Map<Rel, Rel>()

  constructor(ids: number) {
    this.#since = new Int32Array(ids)
    this.#keeper = new Int32Array(ids)
  }

  need(c: Column): void {
    if (this.#since[c.id] === 0) this.#since[c.id] = this.#time
  }

  needOrdering(ordering: Ordering | undefined): void {
    if (ordering) for (const k of ordering.keys) this.need(k.column)
  }

  /** Whether a column was needed at a time. */
  #needed(id: number, time: number): boolean {
    const since = this.#since[id] as number
    return since !== 0 && since <= time
  }

  /** The columns that were needed when a node was entered, then further ones of its input that pass through. */
  #kept(columns: readonly Column[], entered: number, input?: Rel): Column[] {
    const result: Column[] = []
    for (const c of columns) {
      if (!this.#needed(c.id, entered)) continue
      result.push(c)
      this.#keeper[c.id] = entered
    }
    if (input) for (const c of input.columns) if (this.#keeper[c.id] !== entered && this.#needed(c.id, entered)) result.push(c)
    return result
  }

  /** Prunes the shared relations that were met; one may use those with smaller ids. */
  finish(): Map<number, SharedUse> {
    for (;;) {
      const next = [...this.#shared.values()].filter((s) => !s.rel).sort((a, b) => b.shared.id - a.shared.id)[0]
      if (!next) break
      next.rel = this.rel(next.shared.rel)
    }
    const all = [...this.#shared.values()].sort((a, b) => a.shared.id - b.shared.id)
    return new Map(all.map(({ shared, uses, rel }) => [shared.id, { shared, uses, rel: rel ?? shared.rel }]))
  }

  /** Notes what a scalar needs, of the rows around it too; relations inside it are pruned in place. */
  readonly scalar = (s: Scalar): Scalar => {
    if (s.kind === 'column') {
      this.need(s.column)
      return s
    }
    if (s.kind === 'field') this.fields = true
    const mapped = mapScalarChildren(s, this.scalar)
    return mapped.kind === 'subquery' || mapped.kind === 'inQuery' ? { ...mapped, rel: this.#query(mapped.rel) } : mapped
  }

  /** A relation of which only the first column is used. */
  #query(rel: Rel): Rel {
    const known = this.#inner.get(rel)
    if (known) return known
    const [first] = rel.columns
    if (first) this.need(first)
    const pruned = showing(this.rel(rel), first ? [first] : [])
    this.#inner.set(rel, pruned)
    return pruned
  }

  #calls<T extends CallColumn>(calls: readonly T[], entered: number): readonly T[] {
    const used = calls.filter((c) => this.#needed(c.output.id, entered))
    return used.map((c) => ({ ...c, args: mapList(c.args, this.scalar) }))
  }

  #keys<T extends { readonly value: Scalar }>(keys: readonly T[]): readonly T[] {
    return mapList(keys, (k) => {
      const value = this.scalar(k.value)
      return value === k.value ? k : { ...k, value }
    })
  }

  rel(rel: Rel): Rel {
    // What is needed from here on is needed by this node or by those below.
    const entered = this.#time++
    switch (rel.kind) {
      case 'scan': {
        this.tables.add(rel.table)
        const sources = rel.sources.filter((_, i) => this.#needed(rel.columns[i]?.id ?? 0, entered))
        return { ...rel, columns: this.#kept(rel.columns, entered), sources }
      }
      case 'file': {
        const positions = rel.positions.filter((_, i) => this.#needed(rel.columns[i]?.id ?? 0, entered))
        return { ...rel, columns: this.#kept(rel.columns, entered), positions }
      }
      case 'values': {
        const keep = rel.columns.map((c) => this.#needed(c.id, entered))
        const numbered = rel.ordinal && this.#needed(rel.ordinal.id, entered) ? rel.ordinal : undefined
        const rows = rel.rows.map((row, at) => {
          const cells = row.filter((_, i) => keep[i]).map(this.scalar)
          return numbered ? [...cells, rowNumber(at)] : cells
        })
        const columns = rel.columns.filter((_, i) => keep[i])
        return { kind: 'values', rows, columns: numbered ? [...columns, numbered] : columns, ordering: rel.ordering, origin: rel.origin }
      }
      case 'range':
        return { ...rel, from: this.scalar(rel.from), to: this.scalar(rel.to), step: this.scalar(rel.step) }
      case 'filter': {
        const predicate = this.scalar(rel.predicate)
        const input = this.rel(rel.input)
        return { ...rel, predicate, input, columns: this.#kept(rel.columns, entered, input) }
      }
      case 'project': {
        const definitions = new Map<number, Scalar>()
        for (const [id, value] of rel.definitions) if (this.#needed(id, entered)) definitions.set(id, this.scalar(value))
        const input = this.rel(rel.input)
        // A sort key that is computed here is among the columns of the plan only where it has a name.
        const keys = rel.ordering?.keys.map((k) => k.column).filter((c) => definitions.has(c.id) && !rel.columns.includes(c)) ?? []
        return {
          ...rel,
          definitions,
          input,
          columns: this.#kept(keys.length > 0 ? [...rel.columns, ...keys] : rel.columns, entered, input),
        }
      }
      case 'aggregate': {
        const keys = this.#keys(rel.keys)
        const aggregates = this.#calls(rel.aggregates, entered)
        if (aggregates.some((a) => a.fn.ordered)) this.needOrdering(rel.input.ordering)
        const hidden = aggregates.map((a) => a.output).filter((o) => !rel.columns.some((c) => c.id === o.id))
        return { ...rel, keys, aggregates, input: this.rel(rel.input), columns: [...this.#kept(rel.columns, entered), ...hidden] }
      }
      case 'join': {
        const on = rel.on.map((k) => ({ left: this.scalar(k.left), right: this.scalar(k.right) }))
        const condition = rel.condition && this.scalar(rel.condition)
        const left = this.rel(rel.left)
        const right = this.rel(rel.right)
        return { ...rel, on, condition, left, right, columns: this.#kept(rel.columns, entered) }
      }
      case 'union': {
        const sources = rel.sources.map((all) => {
          const used = new Map<number, Scalar>()
          for (const [id, s] of all) if (this.#needed(id, entered)) used.set(id, this.scalar(s))
          return used
        })
        const inputs = rel.inputs.map((input) => this.rel(input))
        return { ...rel, inputs, sources, columns: this.#kept(rel.columns, entered) }
      }
      case 'limit': {
        const count = this.scalar(rel.count)
        for (const c of rel.partition) this.need(c)
        if (!rel.random) this.needOrdering(rel.input.ordering)
        const input = this.rel(rel.input)
        return { ...rel, count, input, columns: this.#kept(rel.columns, entered, input) }
      }
      case 'unnest': {
        const items = this.#keys(rel.items)
        const limit = rel.limit && this.scalar(rel.limit)
        const input = this.rel(rel.input)
        const columns = rel.columns.includes(rel.index) ? rel.columns : [...rel.columns, rel.index]
        return { ...rel, items, limit, input, columns: this.#kept(columns, entered, input) }
      }
      case 'window': {
        const functions = this.#calls(rel.functions, entered)
        if (functions.length === 0) return ordered(this.rel(rel.input), rel.ordering)
        this.needOrdering(rel.input.ordering)
        for (const c of rel.partition) this.need(c)
        const input = this.rel(rel.input)
        const missing = functions.map((f) => f.output).filter((o) => !rel.columns.some((c) => c.id === o.id))
        return { ...rel, functions, input, columns: this.#kept([...rel.columns, ...missing], entered, input) }
      }
      case 'series': {
        const keys = this.#keys(rel.keys)
        const shown = rel.aggregates.filter((a) => this.#needed(a.output.id, entered))
        const aggregates = shown.map((a) => ({ ...a, value: this.scalar(a.value), default: this.scalar(a.default) }))
        const used = new Set<number>()
        for (const a of aggregates) walkScalar(a.value, (c) => used.add(c.id))
        const calls = rel.calls.filter((c) => used.has(c.output.id)).map((c) => ({ ...c, args: mapList(c.args, this.scalar) }))
        const axis = {
          ...rel.axis,
          value: this.scalar(rel.axis.value),
          from: rel.axis.from && this.scalar(rel.axis.from),
          to: rel.axis.to && this.scalar(rel.axis.to),
          least: rel.axis.least && this.scalar(rel.axis.least),
          step: this.scalar(rel.axis.step),
        }
        return { ...rel, keys, calls, aggregates, axis, input: this.rel(rel.input), columns: this.#kept(rel.columns, entered) }
      }
      case 'steps': {
        const steps = rel.steps.map((s) => ({
          ...s,
          condition: this.scalar(s.condition),
          values: new Map([...s.values].map(([id, value]) => [id, this.scalar(value)])),
        }))
        const declared = rel.declared.map((d) => ({ ...d, default: this.scalar(d.default) }))
        for (const s of rel.steps) for (const m of s.memory) this.need(m.source)
        this.need(rel.number)
        const input = this.rel(rel.input)
        return { ...rel, steps, declared, input, columns: this.#kept([...rel.columns, rel.match, rel.place], entered, input) }
      }
      case 'apply': {
        this.applies = true
        const right = this.rel(rel.right)
        // What is shared inside is pruned later, and may use the row.
        for (const c of outerColumns(rel.right)) this.need(c)
        const input = this.rel(rel.input)
        return { ...rel, input, right, columns: this.#kept(rel.columns, entered, input) }
      }
      case 'ref':
        return this.#ref(rel, entered)
      default:
        return never(rel)
    }
  }

  #ref(rel: Ref, entered: number): Rel {
    const entry = this.#shared.get(rel.shared.id)
    if (entry) entry.uses++
    else this.#shared.set(rel.shared.id, { shared: rel.shared, uses: 1, rel: undefined })
    const columns: Column[] = []
    const sources: Column[] = []
    for (const [i, c] of [...rel.columns, ...rel.hidden].entries()) {
      const source = rel.sources[i]
      if (!source || !this.#needed(c.id, entered)) continue
      columns.push(c)
      sources.push(source)
      this.need(source)
    }
    return { ...rel, columns, hidden: [], sources }
  }
}

const never = (node: never): never => {
  throw new Error(`no case for ${JSON.stringify(node)}`)
}
