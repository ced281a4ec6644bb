import type { Expression, Join, Operator } from '../../kql/index.ts'
import { messages } from '../../text/index.ts'
import type { LintRule } from './rule.ts'
import { nameOf, type Subject } from './subject.ts'

/** The names of the left side's keys. */
const leftKeys = (op: Join): string[] =>
  op.on.flatMap((e): string[] => {
    if (e.kind === 'name') return [e.name]
    const side = e.kind === 'binary' ? e.left : undefined
    return side?.kind === 'member' ? [side.name.name] : []
  })

/** What a grouping column is called. */
const groupName = (e: Expression): string | undefined => (e.kind === 'named' ? e.names[0]?.name : nameOf(e))

/** Operators that keep or drop rows, and leave those that stay and their grouping columns alone. */
const HARMLESS = new Set([
  'where',
  'sort',
  'take',
  'top',
  'serialize',
  'as',
  'extend',
  'project',
  'project-away',
  'project-keep',
  'project-reorder',
])

/** Whether rows can't agree in the keys: they were grouped by them, or by some of them. */
const isUnique = (subject: Subject, source: Expression, operators: readonly Operator[], keys: readonly string[], depth = 0): boolean => {
  for (const op of operators.toReversed()) {
    if (op.kind === 'summarize' || op.kind === 'distinct') {
      const groups = (op.kind === 'summarize' ? op.by : op.columns).map(groupName)
      return groups.every((g) => g !== undefined && keys.includes(g))
    }
    if (!HARMLESS.has(op.kind)) return false
  }
  const name = nameOf(source)
  const value = name === undefined || depth > 5 ? undefined : subject.all('let').find((l) => l.name.name === name)?.value
  const inner = value?.kind === 'call' && value.name.name === 'materialize' ? value.args[0] : value
  if (inner?.kind === 'pipeline') return isUnique(subject, inner.source, inner.operators, keys, depth + 1)
  if (inner?.kind === 'name') return isUnique(subject, inner, [], keys, depth + 1)
  return source.kind === 'operator' && (source.operator.kind === 'print' || source.operator.kind === 'range')
}

export const joinKind: LintRule = {
  page: {
    code: 'KQL0523',
    title: 'join without a kind',
    severity: 'info',
    means:
      'The default kind, innerunique, keeps one left row for each key and drops the others before it joins: events are lost without a word, and which one is kept is left to the engine. Nothing is said where the left rows were grouped by the keys.',
    kind: 'kql',
    example:
      'SigninLogs\n| where TimeGenerated > ago(1d)\n| join (OfficeActivity | where TimeGenerated > ago(1d)) on $left.UserPrincipalName == $right.UserId',
    mend: 'Say which kind is meant: inner for all pairs, innerunique for one left row a key, leftsemi where only the left rows matter.',
    mended:
      'SigninLogs\n| where TimeGenerated > ago(1d)\n| join kind=inner (OfficeActivity | where TimeGenerated > ago(1d)) on $left.UserPrincipalName == $right.UserId',
  },
  check: (subject) =>
    subject.all('pipeline').flatMap((p) =>
      p.operators.flatMap((op, i) => {
        if (op.kind !== 'join' || op.on.length === 0 || op.parameters.some((q) => q.name === 'kind')) return []
        const keys = leftKeys(op)
        if (keys.length === 0 || isUnique(subject, p.source, p.operators.slice(0, i), keys)) return []
        return [messages.joinWithoutKind(op.keyword, keys)]
      }),
    ),
}
