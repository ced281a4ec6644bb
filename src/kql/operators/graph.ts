import type { GraphOperator } from '../ast.ts'
import type { Cursor } from '../cursor.ts'
import { expression } from '../expression.ts'
import { keyword } from '../keywords.ts'
import { commaList, OPEN, SOME } from '../list.ts'
import { name, requiredName } from '../names.ts'
import { NO_PARAMETERS, type ParameterSet, parameterSet, parameters } from '../parameters.ts'
import { namedExpression, required, unary } from '../primary.ts'
import { rules } from '../recursion.ts'
import { registerOperator } from '../registry.ts'
import { T } from '../token.ts'
import { parenthesizedSubquery } from './multi-value.ts'
import { simplePath } from './union.ts'

// The graph operators are read so that what stands around them can be, and so that mistakes in them are reported; their parts leave no nodes.

const ON = keyword('on')
const WITH = keyword('with')
const WHERE = keyword('where')
const PROJECT = keyword('project')
const AS = keyword('as')
const NODES = keyword('nodes')
const EDGES = keyword('edges')
const WITH_NODE_ID = keyword('with_node_id')
const PARTITIONED_BY = keyword('partitioned-by')

function register(kind: GraphOperator['kind'], names: ParameterSet, rest: (p: Cursor) => void, begins = true): void {
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

register('make-graph', NO_PARAMETERS, (p) => {
  requiredName(p, 'the column of the source')
  if (!arrow(p) && !line(p)) p.fail("'-->' or '--'")
  requiredName(p, 'the column of the target')
  if (p.take(WITH_NODE_ID)) {
    p.expect(T.equal, "'='")
    requiredName(p)
  } else if (p.take(WITH)) commaList(p, tableAndKey, 'a table of nodes', { some: true, stop: PARTITIONED_BY })
  if (p.take(PARTITIONED_BY)) {
    required(p, simplePath(p), 'a column')
    parenthesizedSubquery(p)
  }
})

function tableAndKey(p: Cursor): true | undefined {
  if (unary(p) === undefined) return undefined
  p.expect(ON, "'on'")
  requiredName(p, 'a column')
  return true
}

/** Reads `(node)`. */
function node(p: Cursor): boolean {
  if (!p.take(T.openParen)) return false
  name(p)
  p.expect(T.closeParen, "')'")
  return true
}

/** Reads `-->`, `<--`, `--`, `-[edge*1..3]->`, `<-[edge]-`. */
function edge(p: Cursor): boolean {
  if (arrow(p) || takeSequence(p, T.less, T.minus, T.minus) || line(p)) return true
  if (!takeSequence(p, T.minus, T.openBracket) && !takeSequence(p, T.less, T.minus, T.openBracket)) return false
  name(p)
  if (p.take(T.star)) {
    required(p, unary(p), 'a number')
    p.expect(T.dotDot, "'..'")
    required(p, unary(p), 'a number')
  }
  if (!takeSequence(p, T.closeBracket, T.minus, T.greater) && !takeSequence(p, T.closeBracket, T.minus)) p.fail("']->' or ']-'")
  return true
}

function pattern(p: Cursor): true | undefined {
  let found: true | undefined
  while (node(p) || edge(p)) found = true
  return found
}

function patterns(p: Cursor): void {
  commaList(p, pattern, 'a pattern such as (a)-[e]->(b)', OPEN)
  if (p.take(WHERE)) required(p, rules.pipeline(p), 'a condition')
  if (p.take(PROJECT)) commaList(p, namedExpression, 'a column', SOME)
}
register('graph-match', NO_PARAMETERS, patterns)
register('graph-shortest-paths', parameterSet('output'), patterns, false)

const TABLE_PARAMETERS = parameterSet('with_source_id with_target_id with_node_id')

function outputTable(p: Cursor): true | undefined {
  if (!p.take(NODES) && !p.take(EDGES)) return undefined
  if (p.take(AS)) requiredName(p)
  parameters(p, TABLE_PARAMETERS, true)
  return true
}
register('graph-to-table', NO_PARAMETERS, (p) => commaList(p, outputTable, "'nodes' or 'edges'", OPEN))
register('graph-mark-components', parameterSet('with_component_id'), () => {})
register('graph-where-nodes', NO_PARAMETERS, (p) => required(p, expression(p), 'a condition'), false)
register('graph-where-edges', NO_PARAMETERS, (p) => required(p, expression(p), 'a condition'), false)
