import type { Span } from '../text/index.ts'
import { messages } from '../text/index.ts'
import type { Expression, Operator, Subquery } from './ast.ts'
import { type Cursor, endsList } from './cursor.ts'
import { expression } from './expression.ts'
import { keyword } from './keywords.ts'
import { isKeyword } from './names.ts'
import { nearest } from './near.ts'
import { primary } from './primary.ts'
import { rules } from './recursion.ts'
import { beginsQuery, operatorHere, operatorNames } from './registry.ts'
import { T } from './token.ts'

const CONTEXTUAL_DATATABLE = keyword('__contextual_datatable')

/** Reads the operator whose keyword stands here; undefined where there is none. */
function operator(p: Cursor): Operator | undefined {
  const entry = operatorHere(p)
  if (entry === undefined) return undefined
  const { span } = p
  p.advance()
  return entry.parse(p, span)
}

/** Reads an operator that must come; where there is none, says what may be meant and skips to the next `|`. */
function requiredOperator(p: Cursor): Operator | undefined {
  const found = operator(p)
  if (found === undefined) {
    const { kind } = p
    if (kind === T.identifier || isKeyword(kind)) {
      const span = writtenOperator(p)
      const word = p.text.slice(span.start, span.end)
      p.report(messages.unknownOperator(span, word, nearest(word, operatorNames)))
    } else p.fail('an operator')
    if (!endsList(p.kind)) p.advance()
  } else if (endsList(p.kind) || p.kind === T.comma || p.atStatement()) return found
  else p.fail("'|' or the end of the query")
  p.skipTo(T.bar)
  return found
}

/** The span of a word that was meant to be an operator: it may have hyphens. */
function writtenOperator(p: Cursor): Span {
  const { start } = p
  let length = 1
  while (p.adjacent(length) && (p.peek(length) === T.minus || p.peek(length) === T.identifier || isKeyword(p.peek(length)))) length++
  return { start, end: p.endOf(length - 1) }
}

/** Reads an expression, an operator that begins a query, or a pipeline of them. */
function pipeline(p: Cursor): Expression | undefined {
  const start = p.start
  const query = beginsQuery(p)
  const source = query ? (operatorExpression(p) ?? expression(p)) : (expression(p) ?? operatorExpression(p))
  return source && (p.kind === T.bar ? pipe(p, start, source) : source)
}
rules.pipeline = pipeline

function operatorExpression(p: Cursor): Expression | undefined {
  const start = p.start
  const found = operator(p)
  return found && { kind: 'operator', operator: found, span: p.since(start) }
}

function pipe(p: Cursor, start: number, source: Expression): Expression {
  const operators: Operator[] = []
  while (p.take(T.bar)) {
    const found = requiredOperator(p)
    if (found !== undefined) operators.push(found)
  }
  return operators.length > 0 ? { kind: 'pipeline', source, operators, span: p.since(start) } : source
}
rules.pipe = pipe

/** Reads operators that get their rows from the operator around them, at least one. */
export function subquery(p: Cursor): Subquery {
  const start = p.start
  const operators: Operator[] = []
  if (!p.enter()) return { kind: 'subquery', operators, span: p.since(start) }
  const source = p.kind === CONTEXTUAL_DATATABLE ? primary(p) : undefined
  if (source === undefined || p.take(T.bar)) {
    do {
      const found = requiredOperator(p)
      if (found !== undefined) operators.push(found)
    } while (p.take(T.bar))
  }
  p.leave()
  return { kind: 'subquery', ...(source === undefined ? {} : { source }), operators, span: p.since(start) }
}
