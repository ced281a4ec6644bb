import type { Expression, MakeSeries } from '../ast.ts'
import type { Cursor } from '../cursor.ts'
import { expression } from '../expression.ts'
import { keyword } from '../keywords.ts'
import * as T from '../kinds.ts'
import { commaList, OPEN } from '../list.ts'
import { NO_PARAMETERS, parameters } from '../parameters.ts'
import { namedExpression, required } from '../primary.ts'
import { registerOperator } from '../registry.ts'
import { closeParen } from '../types.ts'

const DEFAULT = keyword('default')
const ON = keyword('on')
const FROM = keyword('from')
const TO = keyword('to')
const STEP = keyword('step')
const IN = keyword('in')
const RANGE = keyword('range')
const BY = keyword('by')

type Aggregate = MakeSeries['aggregates'][number]

function aggregate(p: Cursor): Aggregate | undefined {
  const { start } = p
  const value = namedExpression(p)
  if (value === undefined) return undefined
  if (!p.take(DEFAULT)) return { value, default: undefined, span: p.since(start) }
  p.expect(T.equal, "'='")
  return { value, default: required(p, namedExpression(p), 'a value'), span: p.since(start) }
}

type Axis = Pick<MakeSeries, 'from' | 'to' | 'step' | 'inRange'>

function axis(p: Cursor): Axis {
  if (p.kind !== FROM && p.kind !== TO && p.kind !== STEP) return inRange(p)
  const from = p.take(FROM) ? required(p, expression(p)) : undefined
  const to = p.take(TO) ? required(p, expression(p)) : undefined
  const step = p.expect(STEP, "'step'") ? required(p, expression(p)) : undefined
  return { from, to, step, inRange: false }
}

/** `in range(from, to, step)` */
function inRange(p: Cursor): Axis {
  if (!p.expect(IN, "'from', 'to', 'step' or 'in range'")) return { from: undefined, to: undefined, step: undefined, inRange: false }
  p.expect(RANGE, "'range'")
  let bounds: Expression[] = []
  if (p.expect(T.openParen, "'('")) {
    bounds = commaList(p, namedExpression, 'an expression')
    closeParen(p)
  }
  const [from, to, step] = bounds
  return { from, to, step, inRange: true }
}

registerOperator('make-series', {
  begins: true,
  parse: (p, word) => {
    const list = parameters(p, NO_PARAMETERS, true)
    const aggregates = commaList(p, aggregate, 'an aggregate', { some: true, stop: ON, stop2: IN })
    p.expect(ON, "'on' and the axis")
    const on = required(p, namedExpression(p))
    const bounds = axis(p)
    const by = p.take(BY) ? commaList(p, namedExpression, 'an expression', OPEN) : []
    return { kind: 'make-series', keyword: word, parameters: list, aggregates, on, ...bounds, by, span: p.since(word.start) }
  },
})
