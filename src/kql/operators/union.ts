import type { Expression } from '../ast.ts'
import type { Cursor } from '../cursor.ts'
import * as T from '../kinds.ts'
import { commaList, SOME } from '../list.ts'
import { bracketedWildcardName, wildcardLength, wildcardName } from '../names.ts'
import { parameterSet, parameters } from '../parameters.ts'
import { call, element, isCall, member, parenthesized, pathElement, strayElement } from '../primary.ts'
import { registerOperator } from '../registry.ts'

/** What the parts of a path may be. */
interface PathParts {
  readonly calls: boolean
  readonly wildcards: boolean
}

/** Reads names (and calls, and as the last part a name with stars) with dots between them and elements behind them. */
function path(p: Cursor, parts: PathParts): Expression | undefined {
  const { start } = p
  if (parts.wildcards && wildcardLength(p) > 0) return wildcardName(p)
  let found = parts.calls && isCall(p) ? call(p, start) : (pathElement(p) ?? (p.kind === T.openBracket ? strayElement(p) : undefined))
  while (found !== undefined) {
    const bracketed = bracketedWildcardName(p)
    if (bracketed !== undefined) found = { kind: 'member', object: found, name: bracketed, span: p.since(start) }
    else if (p.kind === T.openBracket) found = { kind: 'index', object: found, index: element(p), span: p.since(start) }
    else if (p.take(T.dot)) {
      const wild = parts.wildcards ? wildcardName(p) : undefined
      if (wild !== undefined) return { kind: 'member', object: found, name: wild, span: p.since(start) }
      found = member(p, start, found, parts.calls)
    } else return found
  }
  return undefined
}

/** Reads a table: a path of names and calls (`cluster('x').database('y').T`), whose last part may hold stars. */
export const tablePath = (p: Cursor): Expression | undefined => path(p, { calls: true, wildcards: true })

/** Reads a path of names and calls. */
export const entityPath = (p: Cursor): Expression | undefined => path(p, { calls: true, wildcards: false })

/** Reads a path of names: `a.b['c']`. */
export const simplePath = (p: Cursor): Expression | undefined => path(p, { calls: false, wildcards: false })

const UNION_PARAMETERS = parameterSet('best_effort')

registerOperator('union', {
  begins: true,
  parse: (p, word) => {
    const list = parameters(p, UNION_PARAMETERS, true)
    const inputs = commaList(p, (q) => (q.kind === T.openParen ? parenthesized(q) : tablePath(q)), 'a table', SOME)
    return { kind: 'union', keyword: word, parameters: list, inputs, span: p.since(word.start) }
  },
})
