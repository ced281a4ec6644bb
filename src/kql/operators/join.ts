import type { Expression } from '../ast.ts'
import type { Cursor } from '../cursor.ts'
import { expression } from '../expression.ts'
import { keyword } from '../keywords.ts'
import { commaList, OPEN } from '../list.ts'
import { NO_PARAMETERS, parameters } from '../parameters.ts'
import { required } from '../primary.ts'
import { registerOperator } from '../registry.ts'

const ON = keyword('on')
const WHERE = keyword('where')

const keys = (p: Cursor): Expression[] => commaList(p, expression, 'a column', OPEN)

registerOperator('join', {
  parse: (p, word) => {
    const list = parameters(p, NO_PARAMETERS, true)
    const right = required(p, expression(p), 'a table')
    const on = p.take(ON) ? keys(p) : []
    const where = on.length === 0 && p.take(WHERE) ? required(p, expression(p)) : undefined
    return { kind: 'join', keyword: word, parameters: list, right, on, span: p.since(word.start), ...(where ? { where } : {}) }
  },
})

registerOperator('lookup', {
  parse: (p, word) => {
    const list = parameters(p, NO_PARAMETERS, true)
    const right = required(p, expression(p), 'a table')
    const on = p.expect(ON, "'on' and the columns to look up by") ? keys(p) : []
    return { kind: 'lookup', keyword: word, parameters: list, right, on, span: p.since(word.start) }
  },
})
