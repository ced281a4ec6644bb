/** Arithmetic on constants, when compiling. Where the exact result isn't certain, undefined: the engine computes it then. */
import { DATETIME_END, isNumber, type KustoType, type LiteralValue } from '../types/index.ts'

interface Constant {
  readonly type: KustoType
  readonly value: LiteralValue
}
type Fold = (args: readonly Constant[]) => LiteralValue | undefined

/** Longs wrap on overflow; a time beyond the range of datetimes is null. */
const inRange = (value: bigint, datetime: boolean): bigint | null =>
  datetime ? (value >= 0n && value < DATETIME_END ? value : null) : BigInt.asIntN(64, value)

/** Both as numbers, where one is a real. */
const realsOf = (a: Constant, b: Constant): readonly [number, number] | undefined => {
  if ((a.type !== 'real' && b.type !== 'real') || !isNumber(a.type) || !isNumber(b.type)) return undefined
  const [x, y] = [a.value, b.value].map((v) => (typeof v === 'bigint' || typeof v === 'number' ? Number(v) : undefined))
  return x === undefined || y === undefined ? undefined : [x, y]
}

/** Null for a null operand; integers and ticks by the first function, numbers of which one is a real by the second. */
const both = (
  args: readonly Constant[],
  ints: (a: bigint, b: bigint) => bigint | undefined,
  reals: (a: number, b: number) => number,
): LiteralValue | undefined => {
  const [a, b] = args
  if (!a || !b) return undefined
  if (a.value === null || b.value === null) return null
  const datetime = a.type === 'datetime' || b.type === 'datetime'
  if (typeof a.value === 'bigint' && typeof b.value === 'bigint') {
    const value = ints(a.value, b.value)
    return value === undefined ? undefined : inRange(value, datetime && a.type !== b.type)
  }
  const numbers = realsOf(a, b)
  return numbers && reals(...numbers)
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
  both(
    args,
    (a, b) => a * b,
    (a, b) => a * b,
  )
/** Integers and timespans by integers are truncated, and null where the divisor is 0; timespans by timespans and reals are reals. */
export const foldDivide: Fold = (args) => {
  const [a, b] = args
  const ofTimes = (b?.type === 'timespan' || b?.type === 'datetime') && typeof a?.value === 'bigint' && typeof b.value === 'bigint'
  if (ofTimes) return Number(a.value) / Number(b.value)
  if (b?.value === 0n && a?.type !== 'real') return null
  return both(
    args,
    (x, y) => x / y,
    (x, y) => x / y,
  )
}
export const foldNegate: Fold = ([a]) => {
  if (a?.value === null) return null
  if (typeof a?.value === 'bigint' && a.type !== 'datetime') return inRange(-a.value, false)
  return typeof a?.value === 'number' ? -a.value : undefined
}

/** bin(): multiples of a step from 0, or from 0001-01-01. */
export const foldBin: Fold = (args) => {
  const [value, step] = args
  if (value?.value === null || step?.value === null || (step && Number(step.value) <= 0)) return null
  const rest = (a: bigint, b: bigint): bigint => ((a % b) + b) % b
  return both(
    args,
    // A bin that begins below the least long is left to the engine.
    (a, b) => (a - rest(a, b) < -(1n << 63n) ? undefined : a - rest(a, b)),
    (a, b) => Math.floor(a / b) * b,
  )
}

/** Comparisons of times, which as literals have all their digits. */
export const foldCompare =
  (holds: (a: bigint, b: bigint) => boolean): Fold =>
  ([a, b]) =>
    a?.type === 'datetime' && b?.type === 'datetime' && typeof a.value === 'bigint' && typeof b.value === 'bigint'
      ? holds(a.value, b.value)
      : undefined
