import type { Diagnostic, Span } from '../text/index.ts'
import { messages, nearest } from '../text/index.ts'
import type { Expression, Operator, Subquery } from './ast.ts'
import { type Cursor, endsList } from './cursor.ts'
import { expression } from './expression.ts'
import { keyword } from './keywords.ts'
import * as T from './kinds.ts'
import { isKeyword } from './names.ts'
import { primary } from './primary.ts'
import { rules } from './recursion.ts'
import { beginsQuery, operatorHere, operatorNames } from './registry.ts'

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
  const { at, kind } = p
  const before = p.diagnostics.length
  const found = operator(p)
  if (found === undefined) {
    if (isWord(kind)) p.report(unknownOperator(p, writtenOperator(p, at)))
    else p.fail('an operator')
    if (!endsList(p.kind)) p.advance()
    p.skipTo(T.bar)
    return undefined
  }
  if (!endsList(p.kind) && p.kind !== T.comma && !p.atStatement()) {
    p.fail("'|' or the end of the query")
    p.skipTo(T.bar)
  }
  // `project-awy a` is `project` and what follows to the lexer; if it makes no sense, it was meant as one word.
  if (p.diagnostics.length > before) {
    const written = writtenOperator(p, at)
    const meant = written.end > found.keyword.end ? unknownOperator(p, written) : undefined
    if (meant?.fix !== undefined) p.diagnostics.splice(before, p.diagnostics.length, meant)
  }
  return found
}

function unknownOperator(p: Cursor, span: Span): Diagnostic {
  const word = p.text.slice(span.start, span.end)
  return messages.unknownOperator(span, word, nearest(word, operatorNames))
}

/** The span of the word at the token with the number `at` that was meant to be an operator: it may have hyphens. */
function writtenOperator(p: Cursor, at: number): Span {
  const first = at - p.at
  let next = first + 1
  while (p.peek(next) === T.minus && p.adjacent(next) && p.adjacent(next + 1) && isWord(p.peek(next + 1))) next += 2
  return { start: p.startOf(first), end: p.endOf(next - 1) }
}

const isWord = (kind: number): boolean => kind === T.identifier || isKeyword(kind)

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
