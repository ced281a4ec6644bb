/**
 * Column pruning: every node keeps only the columns that something above uses, and what is shared only those that some use of it needs.
 * It also makes hidden columns explicit: a sort key that is no longer in a node's columns but passes through from below.
 */
import type { CallColumn, Column, Ordering, Rel, Scalar, Shared } from '../plan/index.ts'
import { mapScalarChildren, walkScalar } from '../plan/index.ts'

export interface Pruned {
  readonly root: Rel
  /** The pruned relation of each shared one that is used, by id, in the order of ids. */
  readonly shared: ReadonlyMap<number, SharedUse>
}

export interface SharedUse {
  readonly shared: Shared
  readonly rel: Rel
  readonly uses: number
}

/** Prunes a plan whose result is all columns of `root` in the order of its ordering. */
export const prune = (root: Rel): Pruned => {
  const pruner = new Pruner()
  const needed = new Set(root.columns.map((c) => c.id))
  if (root.ordering?.explicit) addOrdering(root.ordering, needed)
  const result = pruner.rel(root, needed)
  return { root: { ...showing(result, root.columns), ordering: root.ordering }, shared: pruner.finish() }
}

const addOrdering = (ordering: Ordering | undefined, needed: Set<number>): void => {
  for (const k of ordering?.keys ?? []) needed.add(k.column.id)
}

/** Needed columns in the order of `columns`, then further needed ones of the input that pass through. */
const kept = (columns: readonly Column[], input: Rel, needed: ReadonlySet<number>): Column[] => {
  const result = columns.filter((c) => needed.has(c.id))
  const have = new Set(columns.map((c) => c.id))
  for (const c of input.columns) if (needed.has(c.id) && !have.has(c.id)) result.push(c)
  return result
}

/** The relation with the given of its columns; given rows and uses of what is shared have no columns but those they list. */
const showing = (rel: Rel, columns: readonly Column[]): Rel =>
  (rel.kind === 'values' || rel.kind === 'ref') && rel.columns.length > columns.length
    ? { kind: 'project', input: rel, columns, definitions: new Map(), ordering: rel.ordering }
    : { ...rel, columns }

const rowNumber = (at: number): Scalar => ({ kind: 'literal', type: 'long', value: BigInt(at), nullable: false })

class Pruner {
  readonly #needs = new Map<number, { shared: Shared; needed: Set<number>; uses: number }>()

  /** Prunes the shared relations that were met; one may use those with smaller ids. */
  finish(): Map<number, SharedUse> {
    const done = new Map<number, SharedUse>()
    for (;;) {
      const next = [...this.#needs.values()].filter((n) => !done.has(n.shared.id)).sort((a, b) => b.shared.id - a.shared.id)[0]
      if (!next) break
      const rel = this.rel(next.shared.rel, next.needed)
      done.set(next.shared.id, { shared: next.shared, rel, uses: next.uses })
    }
    const uses = [...done.values()].map((d) => ({ ...d, uses: this.#needs.get(d.shared.id)?.uses ?? d.uses }))
    return new Map(uses.sort((a, b) => a.shared.id - b.shared.id).map((d) => [d.shared.id, d]))
  }

  /** Notes what a scalar needs of its input; relations inside it are pruned in place. */
  scalar(s: Scalar, needed: Set<number>): Scalar {
    if (s.kind === 'column') {
      needed.add(s.column.id)
      return s
    }
    const mapped = mapScalarChildren(s, (child) => this.scalar(child, needed))
    if (mapped.kind !== 'subquery' && mapped.kind !== 'inQuery') return mapped
    const [first] = mapped.rel.columns
    const inside = new Set(first ? [first.id] : [])
    const rel = this.rel(mapped.rel, inside)
    outerColumns(rel, needed)
    return { ...mapped, rel: showing(rel, first ? [first] : []) }
  }

  calls<T extends CallColumn>(calls: readonly T[], needed: Set<number>, below: Set<number>): T[] {
    return calls.filter((c) => needed.has(c.output.id)).map((c) => ({ ...c, args: c.args.map((a) => this.scalar(a, below)) }))
  }

  rel(rel: Rel, needed: Set<number>): Rel {
    const below = new Set(needed)
    switch (rel.kind) {
      case 'scan': {
        const keep = rel.columns.map((c) => needed.has(c.id))
        return { ...rel, columns: rel.columns.filter((_, i) => keep[i]), sources: rel.sources.filter((_, i) => keep[i]) }
      }
      case 'file': {
        const keep = rel.columns.map((c) => needed.has(c.id))
        return { ...rel, columns: rel.columns.filter((_, i) => keep[i]), positions: rel.positions.filter((_, i) => keep[i]) }
      }
      case 'values': {
        const keep = rel.columns.map((c) => needed.has(c.id))
        const numbered = rel.ordinal && needed.has(rel.ordinal.id) ? rel.ordinal : undefined
        const rows = rel.rows.map((row, at) => [
          ...row.filter((_, i) => keep[i]).map((s) => this.scalar(s, below)),
          ...(numbered ? [rowNumber(at)] : []),
        ])
        const columns = [...rel.columns.filter((_, i) => keep[i]), ...(numbered ? [numbered] : [])]
        return { ...rel, columns, rows, ordinal: undefined }
      }
      case 'range':
        return { ...rel, from: this.scalar(rel.from, below), to: this.scalar(rel.to, below), step: this.scalar(rel.step, below) }
      case 'filter': {
        const predicate = this.scalar(rel.predicate, below)
        const input = this.rel(rel.input, below)
        return { ...rel, predicate, input, columns: kept(rel.columns, input, needed) }
      }
      case 'project': {
        const definitions = new Map<number, Scalar>()
        for (const [id, value] of rel.definitions) {
          if (!needed.has(id)) continue
          below.delete(id)
          definitions.set(id, value)
        }
        for (const [id, value] of definitions) definitions.set(id, this.scalar(value, below))
        const input = this.rel(rel.input, below)
        return { ...rel, definitions, input, columns: kept(rel.columns, input, needed) }
      }
      case 'aggregate': {
        const inner = new Set<number>()
        const keys = rel.keys.map((k) => ({ ...k, value: this.scalar(k.value, inner) }))
        const aggregates = this.calls(rel.aggregates, needed, inner)
        if (aggregates.some((a) => a.fn.ordered)) addOrdering(rel.input.ordering, inner)
        const hidden = aggregates.map((a) => a.output).filter((o) => !rel.columns.some((c) => c.id === o.id))
        const columns = [...rel.columns.filter((c) => needed.has(c.id)), ...hidden]
        return { ...rel, keys, aggregates, input: this.rel(rel.input, inner), columns }
      }
      case 'join': {
        const on = rel.on.map((k) => ({ left: this.scalar(k.left, below), right: this.scalar(k.right, below) }))
        const condition = rel.condition && this.scalar(rel.condition, below)
        const [left, right] = [this.rel(rel.left, below), this.rel(rel.right, below)]
        return { ...rel, on, condition, left, right, columns: rel.columns.filter((c) => needed.has(c.id)) }
      }
      case 'union': {
        const sources: Map<number, Scalar>[] = []
        const inputs = rel.inputs.map((input, i) => {
          const inner = new Set<number>()
          const kept = [...(rel.sources[i] ?? [])].filter(([id]) => needed.has(id))
          sources.push(new Map(kept.map(([id, s]) => [id, this.scalar(s, inner)])))
          return this.rel(input, inner)
        })
        return { ...rel, inputs, sources, columns: rel.columns.filter((c) => needed.has(c.id)) }
      }
      case 'limit': {
        const count = this.scalar(rel.count, below)
        for (const c of rel.partition) below.add(c.id)
        if (!rel.random) addOrdering(rel.input.ordering, below)
        const input = this.rel(rel.input, below)
        return { ...rel, count, input: { ...input, ordering: rel.input.ordering }, columns: kept(rel.columns, input, needed) }
      }
      case 'unnest': {
        for (const { output } of rel.items) below.delete(output.id)
        const items = rel.items.map((i) => ({ ...i, value: this.scalar(i.value, below) }))
        const limit = rel.limit && this.scalar(rel.limit, below)
        const input = this.rel(rel.input, below)
        const columns = kept(rel.columns.includes(rel.index) ? rel.columns : [...rel.columns, rel.index], input, needed)
        return { ...rel, items, limit, input, columns }
      }
      case 'window': {
        for (const f of rel.functions) below.delete(f.output.id)
        const functions = this.calls(rel.functions, needed, below)
        if (functions.length > 0) {
          addOrdering(rel.input.ordering, below)
          for (const c of rel.partition) below.add(c.id)
        }
        const input = this.rel(rel.input, below)
        if (functions.length === 0) return input
        return {
          ...rel,
          functions,
          input: { ...input, ordering: rel.input.ordering },
          columns: kept(
            [...rel.columns, ...functions.map((f) => f.output).filter((o) => !rel.columns.some((c) => c.id === o.id))],
            input,
            needed,
          ),
        }
      }
      case 'series': {
        const inner = new Set<number>()
        const keys = rel.keys.map((k) => ({ ...k, value: this.scalar(k.value, inner) }))
        const aggregates = this.calls(rel.aggregates, needed, inner)
        const axis = {
          ...rel.axis,
          value: this.scalar(rel.axis.value, inner),
          from: rel.axis.from && this.scalar(rel.axis.from, inner),
          to: rel.axis.to && this.scalar(rel.axis.to, inner),
          step: this.scalar(rel.axis.step, inner),
        }
        return { ...rel, keys, aggregates, axis, input: this.rel(rel.input, inner), columns: rel.columns.filter((c) => needed.has(c.id)) }
      }
      case 'apply': {
        const right = this.rel(rel.right, new Set(needed))
        outerColumns(right, below)
        const input = this.rel(rel.input, below)
        return { ...rel, input, right, columns: rel.columns.filter((c) => needed.has(c.id)) }
      }
      case 'ref': {
        const entry = this.#needs.get(rel.shared.id) ?? { shared: rel.shared, needed: new Set<number>(), uses: 0 }
        this.#needs.set(rel.shared.id, entry)
        entry.uses++
        const columns: Column[] = []
        for (const [id, source] of rel.sources) {
          if (!needed.has(id)) continue
          entry.needed.add(source.id)
          columns.push(rel.columns.find((c) => c.id === id) ?? { ...source, id })
        }
        return { ...rel, columns }
      }
      default:
        return never(rel)
    }
  }
}

const never = (node: never): never => {
  throw new Error(`no case for ${JSON.stringify(node)}`)
}

/** Adds the columns that a relation uses and doesn't make itself: those of a row around it. */
const outerColumns = (rel: Rel, needed: Set<number>): void => {
  const made = new Set<number>()
  const used = new Set<number>()
  collect(rel, made, used)
  for (const id of used) if (!made.has(id)) needed.add(id)
}

const collect = (rel: Rel, made: Set<number>, used: Set<number>): void => {
  const uses = (s: Scalar | undefined) =>
    s &&
    walkScalar(
      s,
      (c) => used.add(c.id),
      (r) => collect(r, made, used),
    )
  switch (rel.kind) {
    case 'scan':
    case 'file':
    case 'ref':
      for (const c of rel.columns) made.add(c.id)
      return
    case 'values':
      for (const c of rel.columns) made.add(c.id)
      if (rel.ordinal) made.add(rel.ordinal.id)
      rel.rows.flat().forEach(uses)
      return
    case 'range':
      for (const c of rel.columns) made.add(c.id)
      for (const s of [rel.from, rel.to, rel.step]) uses(s)
      return
    case 'filter':
      uses(rel.predicate)
      break
    case 'project':
      for (const [id, s] of rel.definitions) {
        made.add(id)
        uses(s)
      }
      break
    case 'aggregate':
    case 'series':
      for (const k of rel.keys) {
        made.add(k.output.id)
        uses(k.value)
      }
      for (const a of rel.aggregates) {
        made.add(a.output.id)
        a.args.forEach(uses)
      }
      if (rel.kind === 'series') {
        made.add(rel.axis.output.id)
        for (const s of [rel.axis.value, rel.axis.from, rel.axis.to, rel.axis.step]) uses(s)
      }
      break
    case 'limit':
      uses(rel.count)
      break
    case 'unnest':
      made.add(rel.index.id)
      for (const i of rel.items) {
        made.add(i.output.id)
        uses(i.value)
      }
      uses(rel.limit)
      break
    case 'window':
      for (const f of rel.functions) {
        made.add(f.output.id)
        f.args.forEach(uses)
      }
      break
    case 'join':
      for (const k of rel.on) {
        uses(k.left)
        uses(k.right)
      }
      uses(rel.condition)
      collect(rel.left, made, used)
      collect(rel.right, made, used)
      return
    case 'union':
      for (const c of rel.columns) made.add(c.id)
      for (const s of rel.sources) for (const value of s.values()) uses(value)
      for (const i of rel.inputs) collect(i, made, used)
      return
    case 'apply':
      collect(rel.input, made, used)
      collect(rel.right, made, used)
      return
    default:
      never(rel)
  }
  collect(rel.input, made, used)
}
