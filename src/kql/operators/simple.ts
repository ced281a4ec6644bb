import { keyword } from '../keywords.ts'
import * as T from '../kinds.ts'
import { requiredName } from '../names.ts'
import { NO_PARAMETERS, parameterSet, parameters } from '../parameters.ts'
import { registerOperator } from '../registry.ts'
import { rowSchema } from '../types.ts'

const AS = keyword('as')

registerOperator('count', {
  alsoFunction: true,
  parse: (p, word) => {
    const as = p.take(AS) ? requiredName(p, 'the name of the column', 0) : undefined
    return { kind: 'count', keyword: word, parameters: [], ...(as ? { as } : {}), span: p.since(word.start) }
  },
})

registerOperator('as', {
  begins: true,
  parse: (p, word) => {
    const list = parameters(p, NO_PARAMETERS, true)
    return { kind: 'as', keyword: word, parameters: list, name: requiredName(p), span: p.since(word.start) }
  },
})

registerOperator('consume', {
  parse: (p, word) => {
    const list = parameters(p, NO_PARAMETERS, false)
    return { kind: 'consume', keyword: word, parameters: list, span: p.since(word.start) }
  },
})

const KIND = keyword('kind')
registerOperator('getschema', {
  parse: (p, word) => {
    const list = p.kind === KIND && p.next === T.equal ? parameters(p, parameterSet('kind'), true) : []
    return { kind: 'getschema', keyword: word, parameters: list, span: p.since(word.start) }
  },
})

registerOperator('__executeAndCache', {
  begins: true,
  parse: (p, word) => ({ kind: 'execute-and-cache', keyword: word, parameters: [], span: p.since(word.start) }),
})

registerOperator('assert-schema', {
  begins: true,
  parse: (p, word) => {
    const columns = rowSchema(p)
    return { kind: 'assert-schema', keyword: word, parameters: [], columns, span: p.since(word.start) }
  },
})
