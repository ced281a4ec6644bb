import type { Expression } from '../ast.ts'
import type { Cursor } from '../cursor.ts'
import { keyword } from '../keywords.ts'
import * as T from '../kinds.ts'
import { name, requiredName } from '../names.ts'
import { parameterSet, parameters } from '../parameters.ts'
import { required } from '../primary.ts'
import { registerOperator } from '../registry.ts'
import { entityGroup, statements } from '../statement.ts'
import { closeParen } from '../types.ts'
import { entityPath } from './union.ts'

const AS = keyword('as')
const ENTITY_GROUP = keyword('entity_group')
const PARAMETERS = parameterSet('best_effort')

/** Reads a group of databases: listed, called, or by name. */
function group(p: Cursor): Expression | undefined {
  if (p.kind === ENTITY_GROUP) return entityGroup(p)
  const word = p.written
  return p.next === T.openParen && (word === 'cluster' || word === 'database') ? entityPath(p) : name(p)
}

registerOperator('macro-expand', {
  begins: true,
  parse: (p, word) => {
    const list = parameters(p, PARAMETERS, true)
    const entities = required(p, group(p), 'an entity group')
    const scope = p.take(AS) ? requiredName(p) : undefined
    p.expect(T.openParen, "'(' and a query")
    const body = statements(p)
    closeParen(p)
    return {
      kind: 'macro-expand',
      keyword: word,
      parameters: list,
      entityGroup: entities,
      ...(scope ? { scope } : {}),
      statements: body,
      span: p.since(word.start),
    }
  },
})
