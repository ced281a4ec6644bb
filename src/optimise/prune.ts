/**
 * Column pruning: every node keeps only the columns that something above uses, and what is shared only those that some use of it needs.
 * It also makes hidden columns explicit: a sort key that is no longer in a node's columns but passes through from below.
 *
 * Tables are wide and a query uses few of their columns. So only scans and nodes that list columns anew look at all of them; the others look
 * at those that are left of their input, and a node of which nothing falls away is not copied.
 */
import type { CallColumn, Column, FileRows, Filter, Limit, Ordering, Ref, Rel, Scalar, Scan, Shared, Values } from '../plan/index.ts'
import { mapList, mapScalarChildren, outerColumns, walkScalar } from '../plan/index.ts'
import { needsOf } from './needs.ts'
import { projection } from './projection.ts'

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
  /** Whether a filter stands over a projection. */
  readonly pushable: boolean
}

export interface SharedUse {
  readonly shared: Shared
  readonly rel: Rel
  readonly uses: number
}

/** Prunes a plan whose result is all columns of `root` in the order of its ordering; the ids of its columns are smaller than `ids`. */
export const prune = (root: Rel, ids: number): Pruned => {
  const { enter, need, needAll, needHidden, needOrdering, count, wasNeeded, among, kept, withHidden, since } = needsOf(root.columns, ids)
  const tables = new Set<string>()
  let fields = false
  let applies = false
  let pushable = false
  let sharedUses: Map<number, { shared: Shared; uses: number; rel: Rel | undefined }> | undefined
  /** A variable's query may stand in several places. */
  let queries: Map<Rel, Rel> | undefined

  /** Notes what a scalar needs, of the rows around it too; relations inside it are pruned in place. */
  const scalar = (s: Scalar): Scalar => {
    const { kind } = s
    if (kind === 'column') {
      need(s.column)
      return s
    }
    if (kind === 'literal') return s
    if (kind === 'call') {
      const args = mapList(s.args, scalar)
      return args === s.args ? s : { ...s, args }
    }
    if (kind === 'field') fields = true
    const mapped = mapScalarChildren(s, scalar)
    return mapped.kind === 'subquery' || mapped.kind === 'inQuery' ? { ...mapped, rel: query(mapped.rel) } : mapped
  }

  /** A relation of which only the first column is used. */
  const query = (rel: Rel): Rel => {
    const known = queries?.get(rel)
    if (known) return known
    const [first] = rel.columns
    if (first) need(first)
    const pruned = showing(prunedRel(rel), first ? [first] : NONE)
    queries ??= new Map()
    queries.set(rel, pruned)
    return pruned
  }

  const calls = <T extends CallColumn>(all: readonly T[], entered: number): readonly T[] => {
    const used: T[] = []
    for (const c of all) {
      if (!wasNeeded(c.output.id, entered)) continue
      const args = mapList(c.args, scalar)
      used.push(args === c.args ? c : { ...c, args })
    }
    return used
  }

  const withValue = <T extends { readonly value: Scalar }>(k: T): T => {
    const value = scalar(k.value)
    return value === k.value ? k : { ...k, value }
  }

  /** What the needed ones of some columns are computed from; the same map where nothing changed. */
  const definitions = (all: ReadonlyMap<number, Scalar>, entered: number): ReadonlyMap<number, Scalar> => {
    if (all.size === 0) return all
    let dropped = false
    let changed: Map<number, Scalar> | undefined
    all.forEach((value, id) => {
      if (!wasNeeded(id, entered)) {
        dropped = true
        return
      }
      const mapped = scalar(value)
      if (mapped === value) return
      changed ??= new Map()
      changed.set(id, mapped)
    })
    if (!dropped && !changed) return all
    const used = new Map<number, Scalar>()
    all.forEach((value, id) => {
      if (wasNeeded(id, entered)) used.set(id, changed?.get(id) ?? value)
    })
    return used
  }

  /** The columns of a node whose columns are mostly those of its input. `same`: it needs no others than those above it. */
  const passed = (rel: Filter | Limit, entered: number, same: boolean, input: Rel): readonly Column[] => {
    if (rel.columns !== rel.input.columns) return kept(rel.columns, entered, input)
    // A range has its column even where that isn't needed.
    return same && input.kind !== 'range' ? input.columns : among(input.columns, entered)
  }

  const scan = (rel: Scan): Rel => {
    tables.add(rel.table)
    const { columns, sources } = rel
    const { length } = columns
    const first = length > 0 ? (columns[0] as Column).id : 0
    let at = 0
    while (at < length && since[first + at] !== 0) at++
    if (at === length) return rel
    const used = columns.slice(0, at)
    const names = sources.slice(0, at)
    for (at++; at < length; at++) {
      if (since[first + at] === 0) continue
      used.push(columns[at] as Column)
      names.push(sources[at] as string)
    }
    return { ...rel, columns: used, sources: names }
  }

  const file = (rel: FileRows, entered: number): Rel => {
    const positions = rel.positions.filter((_, i) => wasNeeded(rel.columns[i]?.id ?? 0, entered))
    return { ...rel, columns: among(rel.columns, entered), positions }
  }

  const values = (rel: Values, entered: number): Rel => {
    const keep = rel.columns.map((c) => wasNeeded(c.id, entered))
    const numbered = rel.ordinal && wasNeeded(rel.ordinal.id, entered) ? rel.ordinal : undefined
    const rows = rel.rows.map((row, at) => {
      const cells = row.filter((_, i) => keep[i]).map(scalar)
      return numbered ? [...cells, rowNumber(at)] : cells
    })
    const columns = among(rel.columns, entered)
    const { ordering, origin } = rel
    return { kind: 'values', rows, columns: numbered ? withHidden(columns, [numbered]) : columns, ordering, origin }
  }

  const ref = (rel: Ref, entered: number): Rel => {
    sharedUses ??= new Map()
    const entry = sharedUses.get(rel.shared.id)
    if (entry) entry.uses++
    else sharedUses.set(rel.shared.id, { shared: rel.shared, uses: 1, rel: undefined })
    const all = withHidden(rel.columns, rel.hidden)
    const columns: Column[] = []
    const sources: Column[] = []
    for (let i = 0; i < all.length; i++) {
      const column = all[i] as Column
      const source = rel.sources[i]
      if (!source || !wasNeeded(column.id, entered)) continue
      columns.push(column)
      sources.push(source)
      if (i < rel.columns.length) need(source)
      else needHidden(source)
    }
    return { ...rel, columns, hidden: NONE, sources }
  }

  const prunedRel = (rel: Rel): Rel => {
    // What is needed from here on is needed by this node or by those below.
    const entered = enter()
    switch (rel.kind) {
      case 'filter': {
        const before = count()
        const predicate = scalar(rel.predicate)
        const same = count() === before
        const input = prunedRel(rel.input)
        if (input.kind === 'project') pushable = true
        const columns = passed(rel, entered, same, input)
        return input === rel.input && predicate === rel.predicate && columns === rel.columns ? rel : { ...rel, predicate, input, columns }
      }
      case 'scan':
        return scan(rel)
      case 'project': {
        const used = definitions(rel.definitions, entered)
        const input = prunedRel(rel.input)
        const columns = kept(withHidden(rel.columns, computedKeys(rel.ordering, used)), entered, input)
        if (input === rel.input && used === rel.definitions && columns === rel.columns) return rel
        return projection(input, columns, used, rel.ordering, rel.origin)
      }
      case 'aggregate': {
        const keys = mapList(rel.keys, withValue)
        const aggregates = calls(rel.aggregates, entered)
        // Without keys there is one row, whatever the input is.
        if (keys.length === 0 && aggregates.length === 0 && rel.aggregates.length > 0)
          return { kind: 'values', rows: [[]], columns: [], ordering: rel.ordering, origin: rel.origin }
        if (aggregates.some((a) => a.fn.ordered)) needOrdering(rel.input.ordering)
        // The first row of a group is told by a sort key, which may be one that isn't shown.
        else if (rel.ordering && rel.input.ordering)
          for (const { column } of rel.input.ordering.keys) if (since[column.id] !== 0) needHidden(column)
        const input = prunedRel(rel.input)
        return { ...rel, keys, aggregates, input, columns: withHidden(among(rel.columns, entered), outputs(aggregates)) }
      }
      case 'join': {
        const on = mapList(rel.on, (k) => {
          const left = scalar(k.left)
          const right = scalar(k.right)
          return left === k.left && right === k.right ? k : { left, right }
        })
        const condition = rel.condition && scalar(rel.condition)
        const left = prunedRel(rel.left)
        const right = prunedRel(rel.right)
        return { ...rel, on, condition, left, right, columns: among(rel.columns, entered) }
      }
      case 'union': {
        const sources = rel.sources.map((all) => definitions(all, entered))
        return { ...rel, inputs: rel.inputs.map(prunedRel), sources, columns: among(rel.columns, entered) }
      }
      case 'limit': {
        const before = count()
        const most = scalar(rel.count)
        needAll(rel.partition)
        if (!rel.random) needOrdering(rel.input.ordering)
        const same = count() === before
        const input = prunedRel(rel.input)
        return { ...rel, count: most, input, columns: passed(rel, entered, same, input) }
      }
      case 'ref':
        return ref(rel, entered)
      case 'file':
        return file(rel, entered)
      case 'values':
        return values(rel, entered)
      case 'range':
        return { ...rel, from: scalar(rel.from), to: scalar(rel.to), step: scalar(rel.step) }
      case 'unnest': {
        const items = mapList(rel.items, withValue)
        const limit = rel.limit && scalar(rel.limit)
        const input = prunedRel(rel.input)
        return { ...rel, items, limit, input, columns: kept(withHidden(rel.columns, [rel.index]), entered, input) }
      }
      case 'window': {
        const functions = calls(rel.functions, entered)
        if (functions.length === 0) return ordered(prunedRel(rel.input), rel.ordering)
        needOrdering(rel.input.ordering)
        needAll(rel.partition)
        const input = prunedRel(rel.input)
        return { ...rel, functions, input, columns: kept(withHidden(rel.columns, outputs(functions)), entered, input) }
      }
      case 'series': {
        const keys = mapList(rel.keys, withValue)
        const shown = rel.aggregates.filter((a) => wasNeeded(a.output.id, entered))
        const aggregates = shown.map((a) => ({ ...a, value: scalar(a.value), default: scalar(a.default) }))
        const used = new Set<number>()
        for (const a of aggregates) walkScalar(a.value, (c) => used.add(c.id))
        const inBins = rel.calls.filter((c) => used.has(c.output.id)).map((c) => ({ ...c, args: mapList(c.args, scalar) }))
        const axis = {
          ...rel.axis,
          value: scalar(rel.axis.value),
          from: rel.axis.from && scalar(rel.axis.from),
          to: rel.axis.to && scalar(rel.axis.to),
          least: rel.axis.least && scalar(rel.axis.least),
          step: scalar(rel.axis.step),
        }
        return { ...rel, keys, calls: inBins, aggregates, axis, input: prunedRel(rel.input), columns: among(rel.columns, entered) }
      }
      case 'steps': {
        const steps = rel.steps.map((s) => ({
          ...s,
          condition: scalar(s.condition),
          values: new Map([...s.values].map(([id, value]) => [id, scalar(value)])),
        }))
        const declared = rel.declared.map((d) => ({ ...d, default: scalar(d.default) }))
        for (const s of rel.steps) for (const m of s.memory) need(m.source)
        need(rel.number)
        const input = prunedRel(rel.input)
        return { ...rel, steps, declared, input, columns: kept(withHidden(rel.columns, [rel.match, rel.place]), entered, input) }
      }
      case 'apply': {
        applies = true
        const right = prunedRel(rel.right)
        // What is shared inside is pruned later, and may use the row.
        needAll(outerColumns(rel.right))
        const input = prunedRel(rel.input)
        return { ...rel, input, right, columns: kept(rel.columns, entered, input) }
      }
      default:
        return never(rel)
    }
  }

  /** Prunes the shared relations that were met; one may use those with smaller ids. */
  const prunedShared = (): ReadonlyMap<number, SharedUse> => {
    if (!sharedUses) return new Map()
    for (;;) {
      const next = [...sharedUses.values()].filter((s) => !s.rel).sort((a, b) => b.shared.id - a.shared.id)[0]
      if (!next) break
      next.rel = prunedRel(next.shared.rel)
    }
    const all = [...sharedUses.values()].sort((a, b) => a.shared.id - b.shared.id)
    return new Map(all.map(({ shared, uses, rel }) => [shared.id, { shared, uses, rel: rel ?? shared.rel }]))
  }

  if (root.ordering?.explicit) needOrdering(root.ordering)
  const result = ordered(showing(prunedRel(root), root.columns), root.ordering)
  const shared = prunedShared()
  return { root: result, shared, tables, fields, applies, pushable }
}

/** The relation with the given of its columns; those that only its order needs stay below. */
const showing = (rel: Rel, columns: readonly Column[]): Rel => {
  if (rel.columns.length > columns.length) return projection(rel, columns, new Map(), rel.ordering)
  return rel.columns === columns ? rel : { ...rel, columns }
}

const ordered = (rel: Rel, ordering: Ordering | undefined): Rel => (rel.ordering === ordering ? rel : { ...rel, ordering })

const rowNumber = (at: number): Scalar => ({ kind: 'literal', type: 'long', value: BigInt(at), nullable: false })

const NONE: readonly Column[] = []

/** The sort keys that a projection computes: they are among the columns of the plan only where they have a name. */
const computedKeys = (ordering: Ordering | undefined, definitions: ReadonlyMap<number, Scalar>): readonly Column[] =>
  ordering && ordering.keys.length > 0 && definitions.size > 0
    ? ordering.keys.map((k) => k.column).filter((c) => definitions.has(c.id))
    : NONE

const outputs = (calls: readonly CallColumn[]): readonly Column[] => calls.map((c) => c.output)

const never = (node: never): never => {
  throw new Error(`no case for ${JSON.stringify(node)}`)
}
