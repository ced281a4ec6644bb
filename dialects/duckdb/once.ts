/** Keeps macros that name an argument several times from multiplying it: calls within calls would grow with every level. */
import * as sql from '../../src/sql/build.ts'
import type { SqlExpr } from '../../src/sql/index.ts'
import { type Expansion, expansionOf } from './expansion.ts'

/** Up to this weight the engine's own search for common expressions is faster than a list of one. */
const LIMIT = 2000

type Call = Extract<SqlExpr, { kind: 'call' }>

/** A call as it is, or with its computed arguments as an element of a list that the call is applied to. */
export const once = (e: SqlExpr): SqlExpr => {
  const expansion = e.kind === 'call' ? expansionOf(e.name) : undefined
  if (!expansion || expansion.query || !repeats(e as Call, expansion) || weightOf(e) <= LIMIT) return e
  const call = e as Call
  const computed = call.args.flatMap((a, i) => (isPlain(a) ? [] : [i]))
  const item = sql.column('kql_once')
  const [only, ...others] = computed
  if (only === undefined) return e
  const field = (i: number): string => `a${i}`
  // One alone needs no record, which DuckDB doesn't take in every place for each row of another relation.
  const value: SqlExpr =
    others.length === 0
      ? (call.args[only] as SqlExpr)
      : { kind: 'struct', fields: computed.map((i) => ({ name: field(i), value: call.args[i] as SqlExpr })) }
  const args = call.args.map((a, i) => (isPlain(a) ? a : others.length === 0 ? item : sql.field(item, field(i))))
  const applied = sql.call('list_transform', sql.list([value]), sql.lambda(['kql_once'], { ...call, args }))
  return { kind: 'index', value: applied, index: sql.literal(1n) }
}

/** A text, null where it is empty. The engine's nullif() takes it twice, so a long one is the element of a list. */
export const filled = (text: SqlExpr): SqlExpr => {
  if (weightOf(text) <= LIMIT) return sql.call('nullif', text, sql.literal(''))
  const item = sql.column('kql_text')
  const kept = sql.call('list_filter', sql.list([text]), sql.lambda(['kql_text'], sql.binary('<>', item, sql.literal(''))))
  return { kind: 'index', value: kept, index: sql.literal(1n) }
}

/** Constants stay where they are, as the engine looks at them when it plans. */
const isPlain = (e: SqlExpr): boolean =>
  e.kind === 'column' ||
  e.kind === 'literal' ||
  e.kind === 'typed' ||
  e.kind === 'interval' ||
  (e.kind === 'list' && e.items.every(isPlain))

const repeats = (call: Call, expansion: Expansion): boolean => call.args.some((a, i) => (expansion.uses[i] ?? 1) > 1 && !isPlain(a))

const weights = new WeakMap<SqlExpr, number>()

/** The number of names, operators and constants that the engine has to deal with. */
const weightOf = (e: SqlExpr): number => {
  if (isPlain(e)) return 1
  const known = weights.get(e)
  if (known !== undefined) return known
  const weight = weigh(e)
  weights.set(e, weight)
  return weight
}

const sum = (parts: readonly SqlExpr[]): number => parts.reduce((total, p) => total + weightOf(p), 1)

const weigh = (e: SqlExpr): number => {
  switch (e.kind) {
    case 'call': {
      const expansion = expansionOf(e.name)
      if (!expansion) return e.name === 'nullif' ? sum(e.args) + weightOf(e.args[0] as SqlExpr) : sum(e.args)
      return e.args.reduce((total, a, i) => total + (expansion.uses[i] ?? 1) * weightOf(a), expansion.weight)
    }
    case 'binary':
      return sum([e.left, e.right])
    case 'not':
    case 'negate':
    case 'isNull':
      return sum([e.operand])
    case 'case':
      return sum([...e.whens.flatMap((w) => [w.when, w.then]), ...(e.otherwise ? [e.otherwise] : [])])
    case 'cast':
    case 'field':
    case 'named':
      return sum([e.value])
    case 'in':
      return sum([e.value, ...e.list])
    case 'between':
      return sum([e.value, e.low, e.high])
    case 'list':
      return sum(e.items)
    case 'struct':
      return sum(e.fields.map((f) => f.value))
    case 'index':
      return sum([e.value, e.index])
    case 'lambda':
      return sum([e.body])
    default:
      return 1
  }
}
