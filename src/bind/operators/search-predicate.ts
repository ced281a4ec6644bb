/** Conditions of search and find: a bare text is looked for in all columns. Rewritten to the conditions of where. */
import type { BinaryOperator, Expression } from '../../kql/index.ts'
import { escapeRegex } from '../../text/index.ts'
import type { Env } from '../env.ts'

/** What each text operator is where case counts. */
const CASED: Readonly<Partial<Record<BinaryOperator, BinaryOperator>>> = {
  '=~': '==',
  '!~': '!=',
  has: 'has_cs',
  '!has': '!has_cs',
  hasprefix: 'hasprefix_cs',
  '!hasprefix': '!hasprefix_cs',
  hassuffix: 'hassuffix_cs',
  '!hassuffix': '!hassuffix_cs',
  contains: 'contains_cs',
  '!contains': '!contains_cs',
  startswith: 'startswith_cs',
  '!startswith': '!startswith_cs',
  endswith: 'endswith_cs',
  '!endswith': '!endswith_cs',
}

/** The condition that a predicate stands for; `cased`: all comparisons of texts are case-sensitive. */
export const searchCondition = (env: Env, e: Expression, cased: boolean): Expression => {
  const text = textOf(env, e)
  if (text !== undefined) return term({ kind: 'star', span: e.span }, text, e, cased)
  switch (e.kind) {
    case 'star':
      return { kind: 'literal', type: 'bool', value: true, span: e.span }
    case 'binary': {
      if (e.op === 'and' || e.op === 'or') {
        return { ...e, left: searchCondition(env, e.left, cased), right: searchCondition(env, e.right, cased) }
      }
      const sought = e.op === ':' ? textOf(env, e.right) : undefined
      if (sought !== undefined) return term(e.left, sought, e.right, cased)
      return cased ? { ...e, op: CASED[e.op] ?? e.op } : e
    }
    case 'in':
      return cased && e.op.endsWith('~') ? { ...e, op: e.op === 'in~' ? 'in' : '!in' } : e
    case 'call':
      return e.name.name === 'not' ? { ...e, args: e.args.map((a) => searchCondition(env, a, cased)) } : e
    default:
      return e
  }
}

/** The text that a literal or a constant variable is. */
const textOf = (env: Env, e: Expression): string | undefined => {
  if (e.kind === 'literal') return e.type === 'string' && typeof e.value === 'string' ? e.value : undefined
  const found = e.kind === 'name' && !env.row?.columns.some((c) => c.name === e.name) ? env.scope.find(e.name) : undefined
  const value = found?.kind === 'scalar' ? found.value : undefined
  return value?.kind === 'literal' && value.type === 'string' && typeof value.value === 'string' ? value.value : undefined
}

/** Stars in a term say where it may go on (the page of search). */
const term = (left: Expression, text: string, at: Expression, cased: boolean): Expression => {
  const test = (op: BinaryOperator, value: string): Expression => ({
    kind: 'binary',
    op: cased ? (CASED[op] ?? op) : op,
    opSpan: at.span,
    left,
    right: { kind: 'literal', type: 'string', value, span: at.span },
    span: at.span,
  })
  const [open, close] = [text.startsWith('*'), text.length > 1 && text.endsWith('*')]
  const inner = text.slice(open ? 1 : 0, close ? -1 : undefined)
  if (inner.includes('*')) {
    const body = inner.split('*').map(escapeRegex).join('.*')
    return test('matches regex', `${cased ? '' : '(?i)'}${open ? '' : '\\b'}${body}${close ? '' : '\\b'}`)
  }
  return test(open && close ? 'contains' : open ? 'hassuffix' : close ? 'hasprefix' : 'has', inner)
}

/** The names that an expression uses, which may be columns. */
export const namesIn = (e: Expression, found: Set<string> = new Set()): Set<string> => {
  if (e.kind === 'name') found.add(e.name)
  for (const part of partsOf(e)) namesIn(part, found)
  return found
}

const partsOf = (e: Expression): readonly Expression[] => {
  switch (e.kind) {
    case 'binary':
      return [e.left, e.right]
    case 'in':
      return [e.left, ...e.list]
    case 'between':
      return [e.operand, e.low, e.high]
    case 'call':
      return e.args
    case 'unary':
      return [e.operand]
    case 'member':
      return [e.object]
    case 'index':
      return [e.object, e.index]
    case 'named':
      return [e.value]
    default:
      return []
  }
}

/** Whether a condition looks into all columns. */
export const usesAllColumns = (e: Expression): boolean => e.kind === 'star' || partsOf(e).some(usesAllColumns)
