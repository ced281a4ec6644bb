import type { Expression, Fork, Subquery } from '../ast.ts'
import type { Cursor } from '../cursor.ts'
import { keyword } from '../keywords.ts'
import * as T from '../kinds.ts'
import { commaList } from '../list.ts'
import { name, nameLength } from '../names.ts'
import { NO_PARAMETERS, parameterAt, parameters } from '../parameters.ts'
import { subquery } from '../pipeline.ts'
import { anyLiteral, call, isCall, required } from '../primary.ts'
import { rules } from '../recursion.ts'
import { operatorHere, registerOperator } from '../registry.ts'
import { closeParen } from '../types.ts'
import { parenthesizedSubquery } from './multi-value.ts'
import { simplePath } from './union.ts'

const BY = keyword('by')
const WITH = keyword('with')
const IN = keyword('in')
const ID = keyword('id')

registerOperator('facet', {
  begins: (p) => p.next === BY,
  parse: (p, word) => {
    p.expect(BY, "'by'")
    const by = commaList(p, simplePath, 'a column', { some: true, stop: WITH })
    const query = p.take(WITH) ? facetQuery(p) : undefined
    return { kind: 'facet', keyword: word, parameters: [], by, ...(query ? { with: query } : {}), span: p.since(word.start) }
  },
})

/** What stands behind facet's `with`: one operator, or several in parentheses. */
function facetQuery(p: Cursor): Subquery {
  if (p.kind === T.openParen) return parenthesizedSubquery(p)
  const { start } = p
  const entry = operatorHere(p)
  if (entry === undefined) {
    p.fail('an operator')
    return { kind: 'subquery', operators: [], span: p.since(start) }
  }
  const word = p.span
  p.advance()
  return { kind: 'subquery', operators: [entry.parse(p, word)], span: p.since(start) }
}

type Branch = Fork['branches'][number]

function branch(p: Cursor): Branch | undefined {
  const { start } = p
  const length = nameLength(p, 0)
  const named = length > 0 && p.peek(length) === T.equal
  if (!named && p.kind !== T.openParen) return undefined
  const label = named ? name(p) : undefined
  if (named) p.advance()
  if (!p.expect(T.openParen, "'('"))
    return { name: label, query: { kind: 'subquery', operators: [], span: p.since(start) }, span: p.since(start) }
  const query = operatorHere(p) === undefined ? required(p, rules.pipeline(p)) : subquery(p)
  closeParen(p)
  return { name: label, query, span: p.since(start) }
}

registerOperator('fork', {
  parse: (p, word) => {
    const branches: Branch[] = []
    for (let found = branch(p); found !== undefined; found = branch(p)) branches.push(found)
    if (branches.length === 0) p.fail("'(' and a sub-query")
    return { kind: 'fork', keyword: word, parameters: [], branches, span: p.since(word.start) }
  },
})

registerOperator('partition', {
  begins: (p) => p.next === BY || parameterAt(p, 1),
  parse: (p, word) => {
    const list = parameters(p, NO_PARAMETERS, false)
    p.expect(BY, "'by'")
    const by = required(p, simplePath(p), 'a column')
    const scope = p.take(IN) ? partitionScope(p) : undefined
    const query = partitionQuery(p)
    return {
      kind: 'partition',
      keyword: word,
      parameters: list,
      by,
      ...(scope ? { scope } : {}),
      subquery: query,
      span: p.since(word.start),
    }
  },
})

const partitionScope = (p: Cursor): Expression => required(p, isCall(p) ? call(p, p.start) : anyLiteral(p), 'a call or a dynamic literal')

/** `(operators)`, or `{ a whole query }`. */
function partitionQuery(p: Cursor): Subquery | Expression {
  if (!p.take(T.openBrace)) return parenthesizedSubquery(p)
  const query = required(p, rules.pipeline(p), 'a query')
  if (!p.expect(T.closeBrace, "'}'")) {
    p.skipTo(T.closeBrace)
    p.take(T.closeBrace)
  }
  return query
}

registerOperator('__partitionby', {
  parse: (p, word) => {
    const list = parameters(p, NO_PARAMETERS, false)
    const by = required(p, simplePath(p), 'a column')
    const id = p.take(ID) ? required(p, anyLiteral(p), 'a literal') : undefined
    const query = parenthesizedSubquery(p)
    return { kind: 'partition-by', keyword: word, parameters: list, by, ...(id ? { id } : {}), subquery: query, span: p.since(word.start) }
  },
})
