/** Arithmetic on constants, when compiling. Where the exact result isn't certain, undefined: the engine computes it then. */
import type { KustoType, LiteralValue } from '../types/index.ts'

interface Constant {
  readonly type: KustoType
  readonly value: LiteralValue
}
type Fold = (args: readonly Constant[]) => LiteralValue | undefined

const LONG_MIN = -(1n << 63n)
const LONG_MAX = (1n << 63n) - 1n
/** Ticks of 9999-12-31T23:59:59.9999999. */
const DATETIME_MAX = 3155378975999999999n

const inRange = (value: bigint, datetime: boolean): bigint | undefined =>
  datetime ? (value >= 0n && value <= DATETIME_MAX ? value : undefined) : value >= LONG_MIN && value <= LONG_MAX ? value : undefined

/** Both are integers or ticks, or both reals. */
const both = (
  args: readonly Constant[],
  ints: (a: bigint, b: bigint) => bigint | undefined,
  reals: (a: number, b: number) => number,
): LiteralValue | undefined => {
  const [a, b] = args
  const datetime = a?.type === 'datetime' || b?.type === 'datetime'
  if (typeof a?.value === 'bigint' && typeof b?.value === 'bigint') {
    const value = ints(a.value, b.value)
    return value === undefined ? undefined : inRange(value, datetime && a.type !== b.type)
  }
  if (typeof a?.value === 'number' && typeof b?.value === 'number') return reals(a.value, b.value)
  return undefined
}

export const foldAdd: Fold = (args) =>
  both(
    args,
    (a, b) => a + b,
    (a, b) => a + b,
  )
export const foldSubtract: Fold = (args) =>
  both(
    args,
    (a, b) => a - b,
    (a, b) => a - b,
  )
export const foldMultiply: Fold = (args) =>
  args.some((a) => a.type === 'real') && args.some((a) => a.type === 'timespan')
    ? undefined
    : both(
        args,
        (a, b) => a * b,
        (a, b) => a * b,
      )
/** Integers, and timespans by integers; truncated as the engine does. */
export const foldDivide: Fold = (args) => {
  const [, divisor] = args
  if (divisor?.type === 'timespan' || typeof divisor?.value !== 'bigint' || divisor.value === 0n) return undefined
  return both(
    args,
    (a, b) => a / b,
    () => Number.NaN,
  )
}
export const foldNegate: Fold = ([a]) => {
  if (typeof a?.value === 'bigint' && a.type !== 'datetime') return inRange(-a.value, false)
  return typeof a?.value === 'number' ? -a.value : undefined
}

const DAY = 864_000_000_000n
export const foldStartOfDay: Fold = ([date, offset]) => {
  if (typeof date?.value !== 'bigint' || (offset && typeof offset.value !== 'bigint')) return undefined
  return inRange(date.value - (date.value % DAY) + ((offset?.value as bigint | undefined) ?? 0n) * DAY, true)
}
