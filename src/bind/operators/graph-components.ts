/** graph-mark-components: the components of a graph as a further property of its nodes. */
import { componentsOf, findFunction } from '../../functions/index.ts'
import type { Rel, Scalar } from '../../plan/index.ts'
import { messages } from '../../text/index.ts'
import { aggregateCall, callOf } from '../call.ts'
import { aggregate, project, window } from '../rel.ts'
import { literal, long, ref } from '../scalar.ts'
import { madeCall } from '../session.ts'
import { originOf } from '../table.ts'
import { graphOf, use } from './graph.ts'
import type { BindOperator } from './index.ts'
import { wordOf } from './join.ts'
import { unnest } from './mv-expand.ts'

const KINDS = ['weak', 'strong']

export const graphMarkComponents: BindOperator<'graph-mark-components'> = (env, input, op) => {
  const { binder } = env
  const graph = graphOf(env, input, op.keyword)
  if (!graph) return undefined
  const kind = wordOf(op.parameters, 'kind')
  if (kind && !KINDS.includes(kind.word)) binder.report(messages.unknownKind(kind.span, kind.word, KINDS))
  const given = wordOf(op.parameters, 'with_component_id')
  const name = given?.word ?? 'ComponentId'
  if (binder.find(graph.shown, name)) {
    binder.report(messages.duplicateColumn(given?.span ?? op.span, name))
    return undefined
  }
  // Nodes have numbers from 0 on; which has which is all the same.
  const nodes = use(env, graph.nodes)
  const number = madeCall(env, findFunction('row_number'), '$node', [long(0)])
  const numbered = binder.shared('numbered', window(nodes.rel, [number]), true)
  const numberedNodes = () => {
    const { rel, of } = use(env, numbered)
    return { rel, of: (c: (typeof graph.shown)[number]) => of(nodes.of(c)), number: of(number.output) }
  }
  const edges = use(env, graph.edges)
  const [from, to] = [numberedNodes(), numberedNodes()]
  const ends = [
    { node: from, end: graph.source },
    { node: to, end: graph.target },
  ].reduce(
    (left: Rel, { node, end }): Rel => ({
      kind: 'join',
      join: 'inner',
      left,
      right: node.rel,
      on: [{ left: ref(edges.of(end)), right: ref(node.of(graph.id)) }],
      columns: [...left.columns, ...node.rel.columns],
    }),
    edges.rel,
  )
  const inOrder = [{ column: edges.of(graph.edge), descending: false, nullsFirst: true }]
  const ordered: Rel = { ...ends, ordering: { keys: inOrder, explicit: true, total: true, serialized: true } }
  const lists = [from, to].map((n) => aggregateCall(env, 'make_list', [ref(n.number)]))
  const all = aggregateCall(env, 'count', [])
  const gathered = aggregate(ordered, [], [...lists, all])
  const count = aggregate(use(env, numbered).rel, [], [aggregateCall(env, 'count', [])])
  const countOfNodes: Scalar = { kind: 'subquery', rel: count, type: 'long', nullable: false, span: op.span }
  const args = [...lists.map((l) => ref(l.output)), countOfNodes, ref(all.output), literal('string', kind?.word ?? 'weak')]
  const value = callOf(env, componentsOf, args, op.span)
  const component = binder.column(name, { type: 'long', nullable: false })
  const origin = originOf(binder, op.span)
  const item = { item: { output: component, value, toType: 'long' as const }, replaces: undefined, bare: false }
  const marks = unnest(env, gathered, [item], { bags: 'bag', limit: undefined, keepEmpty: false, origin })
  const own = numberedNodes()
  const rel: Rel = {
    kind: 'join',
    join: 'inner',
    left: own.rel,
    right: marks,
    on: [{ left: ref(own.number), right: ref(marks.index) }],
    columns: [...own.rel.columns, component],
  }
  const shown = [...graph.shown.map(own.of), component]
  const id = own.of(graph.id)
  const marked = project(rel, shown.includes(id) ? shown : [...shown, id], new Map(), origin)
  return { ...input, graph: { ...graph, nodes: binder.shared('components', marked), id, shown } }
}
