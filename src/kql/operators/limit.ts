import { keyword } from '../keywords.ts'
import { NO_PARAMETERS, parameters } from '../parameters.ts'
import { namedExpression, required } from '../primary.ts'
import { registerOperator } from '../registry.ts'

const OF = keyword('of')

registerOperator('take limit', {
  parse: (p, word) => {
    const list = parameters(p, NO_PARAMETERS, true)
    const count = required(p, namedExpression(p), 'a number')
    return { kind: 'take', keyword: word, parameters: list, count, span: p.since(word.start) }
  },
})

registerOperator('sample', {
  begins: true,
  parse: (p, word) => {
    const list = parameters(p, NO_PARAMETERS, true)
    const count = required(p, namedExpression(p), 'a number')
    return { kind: 'sample', keyword: word, parameters: list, count, span: p.since(word.start) }
  },
})

registerOperator('sample-distinct', {
  begins: true,
  parse: (p, word) => {
    const list = parameters(p, NO_PARAMETERS, true)
    const count = required(p, namedExpression(p), 'a number')
    p.expect(OF, "'of'")
    const of = required(p, namedExpression(p))
    return { kind: 'sample-distinct', keyword: word, parameters: list, count, of, span: p.since(word.start) }
  },
})
