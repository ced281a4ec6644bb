/** Graphs: edges and nodes as relations. A pattern is a join for each of its edges; nodes have their hashes as numbers. */
import { findFunction, isSame, operatorFunction } from '../../functions/index.ts'
import type { GraphElement, GraphMatch, MakeGraph, Name } from '../../kql/index.ts'
import type { Column, Graph, Rel, Scalar, Shared } from '../../plan/index.ts'
import { messages, type Span } from '../../text/index.ts'
import { callOf } from '../call.ts'
import { bindItem, ColumnList } from '../columns.ts'
import { type Env, withRow } from '../env.ts'
import { bindScalar, findColumn } from '../expression.ts'
import { aggregate, filter, pick, project, window } from '../rel.ts'
import { oneOfEach } from '../representative.ts'
import { isDynamic, isError, ref, settled } from '../scalar.ts'
import { madeCall } from '../session.ts'
import { bindTable, originOf, useShared } from '../table.ts'
import type { BindOperator } from './index.ts'
import { wordOf } from './join.ts'

const refused = (env: Env, span: Span, what: string, why: string): undefined => {
  env.binder.report(messages.unsupportedForm(span, what, why))
  return undefined
}

/** A use of a shared relation, and what its columns are there. */
export const use = (env: Env, shared: Shared): { rel: Rel; of: (c: Column) => Column } => {
  const rel = useShared(env.binder, shared)
  return { rel, of: (c) => rel.columns[shared.rel.columns.findIndex((s) => s.id === c.id)] as Column }
}

const columnOf = (env: Env, rel: Rel, name: Name): Column | undefined => {
  const column = findColumn(rel.columns, name.name)
  if (!column) env.binder.report(messages.unknownColumn(name.span, name.name, undefined))
  else if (isDynamic(ref(column))) env.binder.report(messages.mustBe(name.span, 'the key of a node', 'a scalar type', 'dynamic'))
  else return column
  return undefined
}

export const makeGraph: BindOperator<'make-graph'> = (env, input, op) => {
  const { binder } = env
  if (op.undirected) return refused(env, op.span, 'a graph without directions', 'it is not documented')
  if (op.partitionedBy) return refused(env, op.partitionedBy.span, 'partitioned-by in make-graph', 'it is not implemented yet')
  const [source, target] = [columnOf(env, input, op.source), columnOf(env, input, op.target)]
  if (!source || !target) return undefined
  if (source.type !== target.type) {
    binder.report(messages.cannotCompare(op.target.span, '==', source.type, target.type))
    return undefined
  }
  const edge = madeCall(env, findFunction('row_number'), '$edge', [])
  const edges = binder.shared('edges', window(input, [edge]), true)
  const nodes = nodesOf(env, edges, source, target, op)
  const graph: Graph | undefined = nodes && { edges, source, target, edge: edge.output, properties: input.columns, ...nodes }
  return graph && { kind: 'values', rows: [], columns: [], graph }
}

type Nodes = Pick<Graph, 'nodes' | 'id' | 'shown'>

/** The rows of the table of nodes, and what else the edges lead to; without a table the latter alone. */
const nodesOf = (env: Env, edges: Shared, source: Column, target: Column, op: MakeGraph): Nodes | undefined => {
  const { binder } = env
  const end = binder.column('$end', { ...source, nullable: true })
  const ends = [source, target].map((c) => ({ c, ...use(env, edges) }))
  const both: Rel = {
    kind: 'union',
    inputs: ends.map((e) => e.rel),
    sources: ends.map((e) => new Map([[end.id, ref(e.of(e.c))]])),
    columns: [end],
  }
  const id = binder.column(op.nodeId?.name ?? '$id', source)
  const distinct = aggregate(both, [{ output: id, value: ref(end) }], [])
  const [table, second] = op.nodes
  if (second) return refused(env, second.key.span, 'a second table of nodes', 'which of different properties a node keeps is not defined')
  if (!table) return { nodes: binder.shared('nodes', distinct), id, shown: op.nodeId ? [id] : [] }
  const rows = bindTable(withRow(env, undefined), table.table)
  const key = rows && columnOf(env, rows, table.key)
  if (!rows || !key) return undefined
  if (key.type !== source.type) {
    binder.report(messages.cannotCompare(table.key.span, '==', source.type, key.type))
    return undefined
  }
  const listed = binder.shared('listed', rows)
  const [own, others] = [use(env, listed), use(env, listed)]
  const first = oneOfEach(env, own.rel, [own.of(key)], own.rel.columns)
  const on = [{ left: ref(id), right: ref(others.of(key)) }]
  const missing: Rel = { kind: 'join', join: 'anti', left: distinct, right: others.rel, on, columns: [id] }
  const columns = rows.columns.map((c) => binder.column(c.name, { ...c, nullable: true }))
  const at = rows.columns.indexOf(key)
  const all: Rel = {
    kind: 'union',
    inputs: [first, missing],
    sources: [
      new Map(columns.map((c, i) => [c.id, ref(own.of(rows.columns[i] as Column))])),
      new Map([[(columns[at] as Column).id, ref(id)]]),
    ],
    columns,
  }
  return { nodes: binder.shared('nodes', all), id: columns[at] as Column, shown: columns }
}

/** The graph that an operator reads; undefined after a fault. */
export const graphOf = (env: Env, input: Rel, at: Span): Graph | undefined => {
  if (!input.graph) env.binder.report(messages.noGraph(at))
  return input.graph
}

export const graphToTable: BindOperator<'graph-to-table'> = (env, input, op) => {
  const { binder } = env
  const graph = graphOf(env, input, op.keyword)
  const [output, second] = op.outputs
  if (!graph || !output) return undefined
  if (second) return refused(env, second.span, 'a second table of graph-to-table', 'a query has one result here')
  const nodes = output.table === 'nodes'
  const rows = use(env, nodes ? graph.nodes : graph.edges)
  const hashes: readonly (readonly [string, Column])[] = nodes
    ? [['with_node_id', graph.id]]
    : [
        ['with_source_id', graph.source],
        ['with_target_id', graph.target],
      ]
  const list = new ColumnList(env)
  for (const [parameter, c] of hashes) {
    const given = wordOf(output.parameters, parameter)
    if (!given) continue
    const value = callOf(env, operatorOf('hash'), [ref(rows.of(c))], given.span)
    list.add({ name: given.word, value, declared: true, span: given.span })
  }
  const made = list.items.map((i) => ({ column: binder.column(i.name, i.value), value: i.value }))
  const shown = (nodes ? graph.shown : graph.properties).map(rows.of)
  const columns = [...made.map((m) => m.column), ...shown]
  const rel = project(rows.rel, columns, new Map(made.map((m) => [m.column.id, m.value])), originOf(binder, op.span))
  if (!output.as) return rel
  const shared = binder.shared(output.as.name, rel)
  if (!env.scope.has(output.as.name)) env.scope.set(output.as.name, { kind: 'table', shared })
  return { ...useShared(binder, shared), label: output.as.name }
}

const operatorOf = (name: string) => {
  const fn = findFunction(name)
  if (!fn) throw new Error(`'${name}' is not in the registry`)
  return fn
}

const CYCLES = ['all', 'unique_edges']

/** A row for each way in which the pattern lies in the graph; no edge is taken twice unless cycles=all. */
export const graphMatch: BindOperator<'graph-match'> = (env, input, op) => {
  const { binder } = env
  const graph = graphOf(env, input, op.keyword)
  const cycles = wordOf(op.parameters, 'cycles')
  if (cycles?.word === 'none') return refused(env, cycles.span, 'cycles=none', 'what counts as a cycle is not defined')
  if (cycles && !CYCLES.includes(cycles.word)) binder.report(messages.unknownKind(cycles.span, cycles.word, CYCLES))
  if (!graph || !isPattern(env, op)) return undefined
  const found = new Found(env, graph)
  for (const elements of op.patterns) found.follow(elements)
  let rel = found.rel
  if (!rel) return undefined
  for (const [i, a] of found.edges.entries())
    for (const b of cycles?.word === 'all' ? [] : found.edges.slice(i + 1))
      rel = filter(rel, callOf(env, operatorFunction('!='), [ref(a), ref(b)], op.span))
  const inner = withRow(env, { columns: [], named: found.named })
  if (op.where) {
    const condition = settled(bindScalar(inner, op.where), 'bool')
    if (isError(condition)) return undefined
    if (condition.type !== 'bool') {
      binder.report(messages.mustBe(op.where.span, 'the condition of graph-match', 'bool', condition.type))
      return undefined
    }
    rel = filter(rel, condition)
  }
  const list = new ColumnList(env)
  for (const e of op.project) for (const item of bindItem(inner, e)) list.add(item)
  const columns = list.items.map((i) => binder.column(i.name, i.value))
  return project(rel, columns, new Map(list.items.map((item, i) => [(columns[i] as Column).id, item.value])), originOf(binder, op.span))
}

/** Whether nodes and edges take turns, and nothing is in it that is not translated. */
const isPattern = (env: Env, op: GraphMatch): boolean => {
  for (const elements of op.patterns) {
    const wrong =
      elements.find((e, i) => (e.kind === 'node') !== (i % 2 === 0)) ?? (elements.length % 2 === 0 ? elements.at(-1) : undefined)
    const repeated = elements.find((e) => e.repeated)
    if (wrong) env.binder.report(messages.expected(wrong.span, 'nodes and edges by turns', 'another pattern'))
    if (repeated) refused(env, repeated.span, 'an edge of variable length', 'it is not implemented yet')
    if (wrong || repeated) return false
  }
  return op.patterns.length > 0
}

/** What has been found of a pattern: a relation with the columns of all nodes and edges so far. */
class Found {
  readonly #env: Env
  readonly #graph: Graph
  readonly #ids = new Map<string, Column>()
  rel: Rel | undefined
  readonly edges: Column[] = []
  readonly named = new Map<string, readonly Column[]>()

  constructor(env: Env, graph: Graph) {
    this.#env = env
    this.#graph = graph
  }

  follow(elements: readonly GraphElement[]): void {
    let at: Column | undefined
    for (const [i, e] of elements.entries()) {
      if (e.kind === 'node') at = this.#node(e, i === 0 ? undefined : at)
      else at = at && this.#edge(e, at)
    }
  }

  /** The node, where the edge before it has led; its key. */
  #node(e: GraphElement, reached: Column | undefined): Column {
    const known = e.name && this.#ids.get(e.name.name)
    if (known) {
      if (this.rel && reached) this.rel = filter(this.rel, callOf(this.#env, isSame, [ref(known), ref(reached)], e.span))
      return known
    }
    const { rel, of } = use(this.#env, this.#graph.nodes)
    const id = of(this.#graph.id)
    this.#join(rel, reached && { left: ref(reached), right: ref(id) })
    if (e.name) {
      this.#ids.set(e.name.name, id)
      this.named.set(e.name.name, this.#graph.shown.map(of))
    }
    return id
  }

  /** An edge from a node; the key of the node at its other end. */
  #edge(e: GraphElement, from: Column): Column {
    const { source, target, edge, properties } = this.#graph
    const [forward, backward] = [use(this.#env, this.#graph.edges), use(this.#env, this.#graph.edges)]
    if (e.kind !== 'either') {
      const { rel, of } = e.kind === 'forward' ? forward : backward
      const [begin, end] = e.kind === 'forward' ? [source, target] : [target, source]
      this.#join(rel, { left: ref(from), right: ref(of(begin)) })
      this.edges.push(of(edge))
      if (e.name) this.named.set(e.name.name, properties.map(of))
      return of(end)
    }
    // Either way: each edge once in both directions, but for one from a node to itself.
    const make = (c: Column) => this.#env.binder.column(c.name, { ...c, nullable: true })
    const [begin, end, number, ...rest] = [source, target, edge, ...properties].map(make) as [Column, Column, Column, ...Column[]]
    const sources = (of: (c: Column) => Column, ends: readonly [Column, Column]): Map<number, Scalar> =>
      new Map([
        [begin.id, ref(of(ends[0]))],
        [end.id, ref(of(ends[1]))],
        [number.id, ref(of(edge))],
        ...rest.map((c, i): [number, Scalar] => [c.id, ref(of(properties[i] as Column))]),
      ])
    const loops = callOf(this.#env, isSame, [ref(backward.of(source)), ref(backward.of(target))], e.span)
    const turned = filter(backward.rel, callOf(this.#env, operatorOf('not'), [loops], e.span))
    const both: Rel = {
      kind: 'union',
      inputs: [forward.rel, turned],
      sources: [sources(forward.of, [source, target]), sources(backward.of, [target, source])],
      columns: [begin, end, number, ...rest],
    }
    this.#join(both, { left: ref(from), right: ref(begin) })
    this.edges.push(number)
    if (e.name) this.named.set(e.name.name, rest)
    return end
  }

  #join(right: Rel, on: { readonly left: Scalar; readonly right: Scalar } | undefined): void {
    const left = this.rel
    if (!left) this.rel = pick(right, right.columns)
    else
      this.rel = {
        kind: 'join',
        join: on ? 'inner' : 'cross',
        left,
        right,
        on: on ? [on] : [],
        columns: [...left.columns, ...right.columns],
      }
  }
}
