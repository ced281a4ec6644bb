import { keyword } from '../keywords.ts'
import { parameterAt, parameterList, parameterSet, parameters } from '../parameters.ts'
import { namedExpression, required } from '../primary.ts'
import { registerOperator } from '../registry.ts'

const BY = keyword('by')
const WITH = keyword('with')
const REDUCE_PARAMETERS = parameterSet('threshold characters')

registerOperator('reduce', {
  begins: (p) => p.next === BY || parameterAt(p, 1),
  parse: (p, word) => {
    const list = parameters(p, REDUCE_PARAMETERS, false)
    p.expect(BY, "'by'")
    const by = required(p, namedExpression(p))
    const properties = p.take(WITH) ? parameterList(p, REDUCE_PARAMETERS) : []
    return { kind: 'reduce', keyword: word, parameters: list, by, properties, span: p.since(word.start) }
  },
})
