import type { Expression, GraphElement, GraphMatch, GraphOperator, GraphToTable, MakeGraph, Name } from '../ast.ts'
import type { Cursor } from '../cursor.ts'
import { expression } from '../expression.ts'
import { keyword } from '../keywords.ts'
import * as T from '../kinds.ts'
import { commaList, OPEN, SOME } from '../list.ts'
import { name, requiredName } from '../names.ts'
import { NO_PARAMETERS, type ParameterSet, parameterSet, parameters } from '../parameters.ts'
import { namedExpression, required, unary } from '../primary.ts'
import { rules } from '../recursion.ts'
import { registerOperator } from '../registry.ts'
import { parenthesizedSubquery } from './multi-value.ts'
import { simplePath } from './union.ts'

// The operators that are refused leave no nodes but their extent.

const ON = keyword('on')
const WITH = keyword('with')
const WHERE = keyword('where')
const PROJECT = keyword('project')
const AS = keyword('as')
const NODES = keyword('nodes')
const EDGES = keyword('edges')
const WITH_NODE_ID = keyword('with_node_id')
const PARTITIONED_BY = keyword('partitioned-by')
const MATCH_PARAMETERS = parameterSet('cycles')
const TABLE_PARAMETERS = parameterSet('with_source_id with_target_id with_node_id')

function register(kind: GraphOperator['kind'], names: ParameterSet, rest: (p: Cursor) => unknown, begins = true): void {
  registerOperator(kind, {
    begins,
    parse: (p, word) => {
      const list = parameters(p, names, true)
      const { start } = p
      rest(p)
      return { kind, keyword: word, parameters: list, rest: p.since(start), span: p.since(word.start) }
    },
  })
}

/** Reads tokens of these kinds that stand directly behind each other; all or none. */
function takeSequence(p: Cursor, ...kinds: number[]): boolean {
  for (let i = 0; i < kinds.length; i++) if (p.peek(i) !== kinds[i] || (i > 0 && !p.adjacent(i))) return false
  for (let i = 0; i < kinds.length; i++) p.advance()
  return true
}

const arrow = (p: Cursor): boolean => takeSequence(p, T.minus, T.minus, T.greater)
const line = (p: Cursor): boolean => takeSequence(p, T.minus, T.minus)

registerOperator('make-graph', {
  begins: true,
  parse: (p, word): MakeGraph => {
    const list = parameters(p, NO_PARAMETERS, true)
    const source = requiredName(p, 'the column of the source')
    const directed = arrow(p)
    if (!directed && !line(p)) p.fail("'-->' or '--'")
    const target = requiredName(p, 'the column of the target')
    let nodeId: Name | undefined
    let nodes: MakeGraph['nodes'] = []
    if (p.take(WITH_NODE_ID)) {
      p.expect(T.equal, "'='")
      nodeId = requiredName(p)
    } else if (p.take(WITH)) nodes = commaList(p, tableAndKey, 'a table of nodes', { some: true, stop: PARTITIONED_BY })
    let partitionedBy: Expression | undefined
    if (p.take(PARTITIONED_BY)) {
      partitionedBy = required(p, simplePath(p), 'a column')
      parenthesizedSubquery(p)
    }
    return {
      kind: 'make-graph',
      keyword: word,
      parameters: list,
      source,
      target,
      undirected: !directed,
      ...(nodeId ? { nodeId } : {}),
      nodes,
      ...(partitionedBy ? { partitionedBy } : {}),
      span: p.since(word.start),
    }
  },
})

function tableAndKey(p: Cursor): MakeGraph['nodes'][number] | undefined {
  const table = unary(p)
  if (table === undefined) return undefined
  p.expect(ON, "'on'")
  return { table, key: requiredName(p, 'a column') }
}

/** Reads `(node)`. */
function node(p: Cursor): GraphElement | undefined {
  const { start } = p
  if (!p.take(T.openParen)) return undefined
  const found = name(p)
  p.expect(T.closeParen, "')'")
  return { kind: 'node', name: found, repeated: false, span: p.since(start) }
}

/** Reads `-->`, `<--`, `--`, `-[edge*1..3]->`, `<-[edge]-`. */
function edge(p: Cursor): GraphElement | undefined {
  const { start } = p
  const plain = (kind: GraphElement['kind']): GraphElement => ({ kind, name: undefined, repeated: false, span: p.since(start) })
  if (arrow(p)) return plain('forward')
  if (takeSequence(p, T.less, T.minus, T.minus)) return plain('backward')
  if (line(p)) return plain('either')
  const open = takeSequence(p, T.minus, T.openBracket)
  if (!open && !takeSequence(p, T.less, T.minus, T.openBracket)) return undefined
  const found = name(p)
  const repeated = p.take(T.star)
  if (repeated) {
    required(p, unary(p), 'a number')
    p.expect(T.dotDot, "'..'")
    required(p, unary(p), 'a number')
  }
  const forward = takeSequence(p, T.closeBracket, T.minus, T.greater)
  if (!forward && !takeSequence(p, T.closeBracket, T.minus)) p.fail("']->' or ']-'")
  return { kind: forward ? 'forward' : open ? 'either' : 'backward', name: found, repeated, span: p.since(start) }
}

function pattern(p: Cursor): readonly GraphElement[] | undefined {
  const elements: GraphElement[] = []
  for (let found = node(p) ?? edge(p); found !== undefined; found = node(p) ?? edge(p)) elements.push(found)
  return elements.length > 0 ? elements : undefined
}

function patterns(p: Cursor): Pick<GraphMatch, 'patterns' | 'where' | 'project'> {
  const list = commaList(p, pattern, 'a pattern such as (a)-[e]->(b)', OPEN)
  const where = p.take(WHERE) ? required(p, rules.pipeline(p), 'a condition') : undefined
  const project = p.take(PROJECT) ? commaList(p, namedExpression, 'a column', SOME) : []
  return { patterns: list, ...(where ? { where } : {}), project }
}
registerOperator('graph-match', {
  begins: true,
  parse: (p, word): GraphMatch => {
    const list = parameters(p, MATCH_PARAMETERS, true)
    return { kind: 'graph-match', keyword: word, parameters: list, ...patterns(p), span: p.since(word.start) }
  },
})
register('graph-shortest-paths', parameterSet('output'), patterns, false)

type Output = GraphToTable['outputs'][number]

function outputTable(p: Cursor): Output | undefined {
  const { start } = p
  const nodes = p.take(NODES)
  if (!nodes && !p.take(EDGES)) return undefined
  const as = p.take(AS) ? requiredName(p) : undefined
  return { table: nodes ? 'nodes' : 'edges', as, parameters: parameters(p, TABLE_PARAMETERS, true), span: p.since(start) }
}
registerOperator('graph-to-table', {
  begins: true,
  parse: (p, word): GraphToTable => {
    const list = parameters(p, NO_PARAMETERS, true)
    const outputs = commaList(p, outputTable, "'nodes' or 'edges'", OPEN)
    return { kind: 'graph-to-table', keyword: word, parameters: list, outputs, span: p.since(word.start) }
  },
})
register('graph-mark-components', parameterSet('with_component_id'), () => {})
register('graph-where-nodes', NO_PARAMETERS, (p) => required(p, expression(p), 'a condition'), false)
register('graph-where-edges', NO_PARAMETERS, (p) => required(p, expression(p), 'a condition'), false)
