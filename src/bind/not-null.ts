/** What a condition says of nulls: a column that it compares can't be null in the rows that it keeps. */
import type { CallScalar, Column, Rel, Scalar } from '../plan/index.ts'
import type { ColumnNames } from './column-names.ts'

/** When a condition is never true of a null (or, for strings, stored null) argument: always, for a list or another side that is constant. */
interface Rule {
  readonly when: 'always' | 'constants' | 'constant'
  /** Either side may be the column; else it is the first argument. */
  readonly both: boolean
}

const rules = (when: Rule['when'], both: boolean, ...names: readonly string[]): (readonly [string, Rule])[] =>
  names.map((name) => [name, { when, both }])

const RULES: ReadonlyMap<string, Rule> = new Map([
  ...rules('always', true, '<', '<=', '>', '>='),
  ...rules('always', false, 'between', 'isnotnull', 'isnotempty'),
  ...rules('constants', false, 'in', 'in~'),
  ...rules('constant', true, '=='),
  ...rules('constant', false, '=~', 'has', 'has_cs', 'hasprefix', 'hasprefix_cs', 'hassuffix', 'hassuffix_cs', 'contains', 'contains_cs'),
  ...rules('constant', false, 'startswith', 'startswith_cs', 'endswith', 'endswith_cs'),
])

/** A constant that is neither null nor ''. */
const certain = (s: Scalar | undefined): boolean => s?.kind === 'literal' && s.value !== null && s.value !== ''

const holds = ({ args }: CallScalar, when: Rule['when']): boolean => {
  if (when === 'always') return true
  if (when === 'constant') return certain(args[0]) || certain(args[1])
  for (let i = 1; i < args.length; i++) if (!certain(args[i])) return false
  return true
}

/** Adds the columns that can't be null where the condition is true. */
const provenBy = (s: Scalar, columns: Column[]): void => {
  if (s.kind !== 'call') return
  const { name } = s.fn
  if (name === 'and') {
    for (const arg of s.args) provenBy(arg, columns)
    return
  }
  const rule = RULES.get(name)
  if (!rule || !holds(s, rule.when)) return
  const [a, b] = s.args
  if (a) addColumn(a, columns)
  if (b && rule.both) addColumn(b, columns)
}

const addColumn = (s: Scalar, columns: Column[]): void => {
  if (s.kind === 'column' && s.nullable && s.type !== 'dynamic') columns.push(s.column)
}

/** The filtered relation with the columns that its condition proves not to be null marked so. */
export const withoutNulls = (names: ColumnNames, rel: Rel, predicate: Scalar): Rel => {
  const proven: Column[] = []
  provenBy(predicate, proven)
  if (proven.length === 0) return rel
  const columns = rel.columns.slice()
  for (const c of proven) {
    const at = columns.indexOf(c)
    if (at >= 0) columns[at] = { id: c.id, name: c.name, type: c.type, form: c.form, nullable: false }
  }
  names.derive(columns, rel.columns)
  return { ...rel, columns }
}
