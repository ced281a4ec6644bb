import type { Expression, Parameter, ScanStep, SortKey } from '../ast.ts'
import type { Cursor } from '../cursor.ts'
import { expression } from '../expression.ts'
import { DECLARED, keyword, NAME } from '../keywords.ts'
import * as T from '../kinds.ts'
import { commaList, type ListOptions, SOME } from '../list.ts'
import { declaredName, requiredName } from '../names.ts'
import { NO_PARAMETERS, parameters } from '../parameters.ts'
import { required } from '../primary.ts'
import { registerOperator } from '../registry.ts'
import { parameters as declarations } from '../statement.ts'
import { closeParen } from '../types.ts'
import { sortKeys } from './order.ts'

const PARTITION = keyword('partition')
const ORDER = keyword('order')
const BY = keyword('by')
const DECLARE = keyword('declare')
const WITH = keyword('with')
const STEP = keyword('step')
const OPTIONAL = keyword('optional')
const OUTPUT = keyword('output')

const CLAUSES: ReadonlySet<number> = new Set([PARTITION, ORDER, BY, DECLARE, WITH])
const UP_TO_CLAUSE: ListOptions = { some: true, until: (p) => CLAUSES.has(p.kind) }

type Output = ScanStep['output']
const OUTPUTS: ReadonlyMap<string, Output> = new Map<string, Output>([
  ['all', 'all'],
  ['last', 'last'],
  ['none', 'none'],
])

function output(p: Cursor): Output {
  if (!p.take(OUTPUT)) return undefined
  p.expect(T.equal, "'='")
  const found = OUTPUTS.get(p.written)
  if (found === undefined) p.fail("'all', 'last' or 'none'")
  else p.advance()
  return found
}

type Assignment = ScanStep['assignments'][number]

function assignment(p: Cursor): Assignment | undefined {
  const { start } = p
  const name = declaredName(p)
  if (name === undefined) return undefined
  p.expect(T.equal, "'='")
  return { name, value: required(p, expression(p)), span: p.since(start) }
}

function step(p: Cursor): ScanStep {
  const { start } = p
  p.advance()
  const name = requiredName(p, 'the name of the step', NAME | DECLARED)
  const optional = p.take(OPTIONAL)
  const out = output(p)
  p.expect(T.colon, "':'")
  const condition = required(p, expression(p), 'a condition')
  const assignments = p.take(T.arrow) ? commaList(p, assignment, 'an assignment', SOME) : []
  if (!p.expect(T.semicolon, "';'")) {
    p.skipTo(STEP)
    p.take(T.semicolon)
  }
  return { name, optional, output: out, condition, assignments, span: p.since(start) }
}

registerOperator('scan', {
  parse: (p, word) => {
    const list = parameters(p, NO_PARAMETERS, false)
    let orderBy: SortKey[] = []
    let partitionBy: Expression[] = []
    let declare: Parameter[] = []
    if (p.take(ORDER)) {
      p.expect(BY, "'by'")
      orderBy = sortKeys(p, UP_TO_CLAUSE)
    }
    if (p.take(PARTITION)) {
      p.expect(BY, "'by'")
      partitionBy = commaList(p, expression, 'an expression', UP_TO_CLAUSE)
    }
    if (p.take(DECLARE)) declare = declarations(p)
    p.expect(WITH, "'with'")
    const steps: ScanStep[] = []
    if (p.expect(T.openParen, "'(' and steps")) {
      while (p.kind === STEP) steps.push(step(p))
      closeParen(p)
    }
    return { kind: 'scan', keyword: word, parameters: list, orderBy, partitionBy, declare, steps, span: p.since(word.start) }
  },
})
