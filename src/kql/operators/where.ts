import type { Where } from '../ast.ts'
import { NO_PARAMETERS, parameters } from '../parameters.ts'
import { namedExpression, required } from '../primary.ts'
import { type OperatorParser, registerOperator } from '../registry.ts'

const parse: OperatorParser = (p, keyword): Where => {
  const list = parameters(p, NO_PARAMETERS, true)
  const predicate = required(p, namedExpression(p), 'a condition')
  return { kind: 'where', keyword, parameters: list, predicate, span: p.since(keyword.start) }
}
registerOperator('where', { parse, begins: true })
registerOperator('filter', { parse })
