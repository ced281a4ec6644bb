/** One binder an operator; an operator that is not in the table is refused by name. */
import type { Operator } from '../../kql/index.ts'
import type { Rel } from '../../plan/index.ts'
import { messages } from '../../text/index.ts'
import { type Env, rowOf, withRow } from '../env.ts'
import { bindScalar } from '../expression.ts'
import { evaluate } from '../plugins/index.ts'
import { externalData } from './external-data.ts'
import { graphMatch, graphToTable, makeGraph } from './graph.ts'
import { graphMarkComponents } from './graph-components.ts'
import { joinOperator, lookup } from './join.ts'
import { makeSeries } from './make-series.ts'
import { mvApply } from './mv-apply.ts'
import { mvExpand } from './mv-expand.ts'
import { parse } from './parse.ts'
import { parseKv } from './parse-kv.ts'
import { partition } from './partition.ts'
import { extend, project, projectAway, projectKeep, projectRename, projectReorder } from './project.ts'
import { projectByNames } from './project-by-names.ts'
import { as, count, distinct, render, serialize, sort, take, top, where } from './rows.ts'
import { sample, sampleDistinct, topHitters } from './samples.ts'
import { scan } from './scan.ts'
import { find, search } from './search.ts'
import { datatable, print, range } from './source.ts'
import { summarize } from './summarize.ts'
import { assertSchema, consume, facet, fork, getSchema, invoke } from './tables.ts'
import { topNested } from './top-nested.ts'
import { union } from './union.ts'

/** The node of a kind; some nodes stand for several kinds. */
type OperatorOf<K, O = Operator> = O extends { readonly kind: infer J } ? (K extends J ? O : never) : never

/** Binds an operator over its input; undefined after a fault that leaves nothing to go on with. */
export type BindOperator<K extends Operator['kind'] = Operator['kind']> = (env: Env, input: Rel, op: OperatorOf<K>) => Rel | undefined
/** Binds an operator that begins a pipeline; some take an input too. */
export type BindSource<K extends Operator['kind']> = (env: Env, input: Rel | undefined, op: OperatorOf<K>) => Rel | undefined

const OPERATORS: { readonly [K in Operator['kind']]?: BindOperator<K> } = {
  as,
  'assert-schema': assertSchema,
  consume,
  count,
  distinct,
  evaluate,
  extend,
  facet,
  fork,
  getschema: getSchema,
  'graph-mark-components': graphMarkComponents,
  'graph-match': graphMatch,
  'graph-to-table': graphToTable,
  invoke,
  join: joinOperator,
  lookup,
  'make-graph': makeGraph,
  'make-series': makeSeries,
  'mv-apply': mvApply,
  'mv-expand': mvExpand,
  parse,
  partition,
  'parse-kv': parseKv,
  'parse-where': parse,
  project,
  'project-away': projectAway,
  'project-by-names': projectByNames,
  'project-keep': projectKeep,
  'project-rename': projectRename,
  'project-reorder': projectReorder,
  render,
  sample,
  'sample-distinct': sampleDistinct,
  scan,
  serialize,
  sort,
  summarize,
  take,
  top,
  'top-hitters': topHitters,
  'top-nested': topNested,
  where,
}

const SOURCES: { readonly [K in Operator['kind']]?: BindSource<K> } = {
  datatable,
  externaldata: externalData,
  find,
  print,
  range,
  search,
  union,
}

/** Operators that kqlc reads and does not translate, with the reason. */
const REFUSED: { readonly [K in Operator['kind']]?: string } = {
  'graph-shortest-paths': 'it is not implemented yet',
  'graph-where-edges': 'it is not implemented yet',
  'graph-where-nodes': 'it is not implemented yet',
  'inline-external-table': 'it reads from storage, and kqlc fetches nothing',
  'macro-expand': 'there is one store, and it has no groups of clusters or databases',
  'partition-by': 'it is an internal form of partition',
  reduce: 'how it makes patterns of texts is not documented',
  'execute-and-cache': 'it is an internal operator of the service',
}

const NOT_YET = 'it is not implemented yet'

/** Operators that a graph may be handed to. */
const READ_GRAPHS: ReadonlySet<Operator['kind']> = new Set<Operator['kind']>([
  'as',
  'graph-mark-components',
  'graph-match',
  'graph-to-table',
])

/** Operators whose result has further columns where their input may have them. */
const OPEN: ReadonlySet<Operator['kind']> = new Set<Operator['kind']>([
  'as',
  'evaluate',
  'extend',
  'join',
  'lookup',
  'mv-apply',
  'mv-expand',
  'parse',
  'parse-kv',
  'parse-where',
  'project-away',
  'project-rename',
  'project-reorder',
  'render',
  'sample',
  'serialize',
  'sort',
  'take',
  'top',
  'where',
])

const keptOpen = (op: Operator, rel: Rel | undefined): Rel | undefined =>
  rel && !rel.open && OPEN.has(op.kind) ? { ...rel, open: true } : rel

/** The column that a hint names must be there, though nothing else comes of it. */
const checkHints = (env: Env, input: Rel, op: Operator): void => {
  if (op.kind === 'partition' || input.open) return
  for (const { name, value } of op.parameters)
    if (name === 'hint.shufflekey' && value.kind === 'name') bindScalar(withRow(env, rowOf(input)), value)
}

export const bindOperator = (env: Env, input: Rel | undefined, op: Operator): Rel | undefined => {
  const bind = OPERATORS[op.kind] as BindOperator | undefined
  if (bind && input) {
    if (input.graph && !READ_GRAPHS.has(op.kind)) {
      env.binder.report(messages.unreadGraph(op.keyword))
      return undefined
    }
    if (op.parameters.length > 0) checkHints(env, input, op)
    const rel = bind(env, input, op)
    return input.open ? keptOpen(op, rel) : rel
  }
  const source = SOURCES[op.kind] as BindSource<Operator['kind']> | undefined
  if (source) return source(env, input, op)
  env.binder.report(
    bind
      ? messages.unexpected(op.keyword, `'${op.kind}' without an input`)
      : messages.unsupportedOperator(op.keyword, op.kind, refusalOf(op.kind) ?? NOT_YET),
  )
  return undefined
}

/** What stands in the way of an operator; undefined where it is translated. */
export const refusalOf = (kind: Operator['kind']): string | undefined =>
  SOURCES[kind] || OPERATORS[kind] ? undefined : (REFUSED[kind] ?? NOT_YET)
