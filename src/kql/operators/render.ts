import { messages } from '../../text/index.ts'
import type { OperatorParameter } from '../ast.ts'
import type { Cursor } from '../cursor.ts'
import { bitsOf, keyword, NAME } from '../keywords.ts'
import * as T from '../kinds.ts'
import { columnList, NO_PARAMETERS, parameterList, parameterSet, parameterValue } from '../parameters.ts'
import { postfix, required } from '../primary.ts'
import { registerOperator } from '../registry.ts'
import { closeParen } from '../types.ts'

const WITH = keyword('with')
const BY = keyword('by')
const KIND = keyword('kind')
const TITLE = keyword('title')
const ACCUMULATE = keyword('accumulate')

/** The charts that render knows. */
export const CHARTS: ReadonlySet<string> = new Set(
  `table list barchart piechart ladderchart timechart linechart anomalychart pivotchart areachart stackedareachart scatterchart timepivot
   columnchart timeline 3Dchart card treemap plotly graph sankey`.split(/\s+/),
)

const PROPERTIES = parameterSet('kind accumulate xcolumn xaxis yaxis legend ysplit ymin ymax xmin xmax', {
  title: 'expression',
  xtitle: 'expression',
  ytitle: 'expression',
  ycolumns: 'columns',
  anomalycolumns: 'columns',
  series: 'columns',
})

const isChart = (p: Cursor, offset: number): boolean => CHARTS.has(p.textAt(offset))

/** Reads a property of the older form without parentheses: `kind=…`, `title=…`, `by a, b`, `with x`. */
function oldProperty(p: Cursor): OperatorParameter | undefined {
  const { kind, start } = p
  const name = p.written
  const next = p.next
  if ((kind === KIND || kind === TITLE || kind === ACCUMULATE) && next === T.equal) {
    p.advance()
    p.advance()
    const value = kind === TITLE ? required(p, postfix(p), 'a value') : parameterValue(p)
    return { name, value, span: p.since(start) }
  }
  if (kind === BY) {
    p.advance()
    const [value, ...rest] = columnList(p, NO_PARAMETERS)
    return { name, value: value!, ...(rest.length > 0 ? { rest } : {}), span: p.since(start) }
  }
  if (kind !== WITH || next === T.openParen) return undefined
  p.advance()
  return { name, value: parameterValue(p), span: p.since(start) }
}

registerOperator('render', {
  begins: (p) => isChart(p, 1) || p.next === T.identifier || (bitsOf[p.next]! & NAME) !== 0,
  parse: (p, word) => {
    const chart = p.written
    if (isChart(p, 0) || p.kind === T.identifier) p.advance()
    else p.report(messages.expected(p.span, 'a chart such as timechart', p.describe()))
    const properties: OperatorParameter[] = []
    for (let found = oldProperty(p); found !== undefined; found = oldProperty(p)) properties.push(found)
    if (p.take(WITH) && p.expect(T.openParen, "'('")) {
      p.take(T.comma)
      properties.push(...parameterList(p, PROPERTIES))
      closeParen(p)
    }
    return { kind: 'render', keyword: word, parameters: [], chart, properties, span: p.since(word.start) }
  },
})
