import type { Expression } from '../ast.ts'
import type { Cursor } from '../cursor.ts'
import { expression } from '../expression.ts'
import { commaList, SOME } from '../list.ts'
import { wildcardLength, wildcardName } from '../names.ts'
import { parameterSet, parameters } from '../parameters.ts'
import { call, isCall, parenthesized, pathElement, required } from '../primary.ts'
import { registerOperator } from '../registry.ts'
import { T } from '../token.ts'

/** Reads `[element]` behind a path. */
function element(p: Cursor): Expression {
  p.advance()
  const index = required(p, expression(p))
  p.expect(T.closeBracket, "']'")
  return index
}

/** Reads a table: a path of names and calls (`cluster('x').database('y').T`), whose last part may hold stars. */
export function tablePath(p: Cursor): Expression | undefined {
  const { start } = p
  if (wildcardLength(p) > 0) return wildcardName(p)
  let path: Expression | undefined = isCall(p) ? call(p, start) : pathElement(p)
  if (path === undefined) return undefined
  for (;;) {
    if (p.take(T.dot)) {
      const wild = wildcardName(p)
      if (wild !== undefined) return { kind: 'member', object: path, name: wild, span: p.since(start) }
      if (isCall(p)) {
        path = call(p, start, path)
        continue
      }
      const name = pathElement(p)
      if (name?.kind === 'name') path = { kind: 'member', object: path, name, span: p.since(start) }
      else {
        p.fail('a name')
        return path
      }
    } else if (p.kind === T.openBracket) path = { kind: 'index', object: path, index: element(p), span: p.since(start) }
    else return path
  }
}

const UNION_PARAMETERS = parameterSet('best_effort')

registerOperator('union', {
  begins: true,
  parse: (p, word) => {
    const list = parameters(p, UNION_PARAMETERS, true)
    const inputs = commaList(p, (q) => (q.kind === T.openParen ? parenthesized(q) : tablePath(q)), 'a table', SOME)
    return { kind: 'union', keyword: word, parameters: list, inputs, span: p.since(word.start) }
  },
})
