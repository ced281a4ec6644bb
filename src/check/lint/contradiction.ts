import type { Binary, Expression } from '../../kql/index.ts'
import { type Diagnostic, messages } from '../../text/index.ts'
import type { LintRule } from './rule.ts'
import { nameOf, partsOf, type Subject } from './subject.ts'

interface Fixed {
  readonly name: string
  readonly value: string
  readonly shown: string
  readonly node: Expression
}

/** `name op literal`. Of texts only exact comparisons tell them apart. */
const fixed = (e: Expression, op: '==' | '!=', text: string): Fixed | undefined => {
  if (e.kind !== 'binary' || e.op !== op || e.right.kind !== 'literal') return undefined
  const { right } = e
  const name = nameOf(e.left)
  if (name === undefined || right.value === null || right.type === 'dynamic' || right.type === 'real') return undefined
  return { name, value: `${right.type}:${right.value}`, shown: text.slice(right.span.start, right.span.end), node: e }
}

/** In chains of `join`: pairs of comparisons of one name with two values of one type. */
const pairs = (
  { all, text }: Subject,
  join: 'and' | 'or',
  op: '==' | '!=',
  found: (second: Fixed, first: Fixed) => Diagnostic,
): Diagnostic[] => {
  const chains = all('binary').filter((b): b is Binary => b.op === join)
  const inner = new Set(chains.flatMap((b) => [b.left, b.right]))
  return chains
    .filter((b) => !inner.has(b))
    .flatMap((chain) => {
      const firsts = new Map<string, Fixed>()
      return partsOf(chain, join).flatMap((part) => {
        const one = fixed(part, op, text)
        if (!one) return []
        const key = `${one.name} ${one.value.split(':')[0]}`
        const first = firsts.get(key)
        if (!first) firsts.set(key, one)
        return first && first.value !== one.value ? [found(one, first)] : []
      })
    })
}

export const neverBoth: LintRule = {
  page: {
    code: 'KQL0536',
    title: 'two values that a column should have at once',
    severity: 'warning',
    means: 'Two comparisons of one column with different values are joined by and: no row fulfils both.',
    kind: 'kql',
    example: 'SigninLogs\n| where TimeGenerated > ago(1d)\n| where ResultType == "50053" and ResultType == "50126"',
    mend: 'Use or, or in.',
    mended: 'SigninLogs\n| where TimeGenerated > ago(1d)\n| where ResultType in ("50053", "50126")',
  },
  check: (subject) =>
    pairs(subject, 'and', '==', (second, first) => messages.neverBoth(second.node.span, second.name, first.shown, second.shown)),
}

export const alwaysEither: LintRule = {
  page: {
    code: 'KQL0537',
    title: 'exceptions joined by or',
    severity: 'warning',
    means: 'Every value differs from one of two: x != "a" or x != "b" lets everything through.',
    kind: 'kql',
    example: 'SigninLogs\n| where TimeGenerated > ago(1d)\n| where ResultType != "0" or ResultType != "50140"',
    mend: 'Use and, or !in.',
    mended: 'SigninLogs\n| where TimeGenerated > ago(1d)\n| where ResultType !in ("0", "50140")',
  },
  check: (subject) =>
    pairs(subject, 'or', '!=', (second, first) => messages.alwaysEither(second.node.span, second.name, first.shown, second.shown)),
}
