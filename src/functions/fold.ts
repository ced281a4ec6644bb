/** Arithmetic on constants, when compiling. Where the exact result isn't certain, undefined: the engine computes it then. */
import { DATETIME_END, type KustoType, type LiteralValue } from '../types/index.ts'

interface Constant {
  readonly type: KustoType
  readonly value: LiteralValue
}
type Fold = (args: readonly Constant[]) => LiteralValue | undefined

/** Longs wrap on overflow; a time beyond the range of datetimes is null. */
const inRange = (value: bigint, datetime: boolean): bigint | null =>
  datetime ? (value >= 0n && value < DATETIME_END ? value : null) : BigInt.asIntN(64, value)

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
