import { type Series, toFloat64 } from './numeric.ts'
import type { Operand } from './vectors.ts'

/** A function of one element. NaN in, NaN out. */
type Unary = (x: number) => number
/** A function of two elements, called only where both are present. */
type Binary = (x: number, y: number) => number

const map =
  (f: Unary) =>
  (series: Series): Float64Array =>
    toFloat64(series).map(f)

/**
 * Element by element; as long as the longer series, NaN where one of the two is null or has no such element (documented). A number stands for a series of
 * that value. undefined for two numbers, which Kusto does not accept.
 */
const zip =
  (f: Binary) =>
  (a: Operand, b: Operand): Float64Array | undefined => {
    if (typeof a === 'number') {
      if (typeof b === 'number') return undefined
      const y = toFloat64(b)
      return y.map((v) => (Number.isNaN(a) || Number.isNaN(v) ? Number.NaN : f(a, v)))
    }
    const x = toFloat64(a)
    if (typeof b === 'number') return x.map((v) => (Number.isNaN(b) || Number.isNaN(v) ? Number.NaN : f(v, b)))
    const y = toFloat64(b)
    const out = new Float64Array(Math.max(x.length, y.length)).fill(Number.NaN)
    for (let i = 0; i < Math.min(x.length, y.length); i++) {
      if (!Number.isNaN(x[i]!) && !Number.isNaN(y[i]!)) out[i] = f(x[i]!, y[i]!)
    }
    return out
  }

/** series_abs. */
export const seriesAbs = map(Math.abs)
/** series_acos, in radians; NaN outside [−1, 1]. */
export const seriesAcos = map(Math.acos)
/** series_asin, in radians; NaN outside [−1, 1]. */
export const seriesAsin = map(Math.asin)
/** series_atan, in radians. */
export const seriesAtan = map(Math.atan)
/** series_ceiling. */
export const seriesCeiling = map(Math.ceil)
/** series_cos of radians. */
export const seriesCos = map(Math.cos)
/** series_exp, base e. */
export const seriesExp = map(Math.exp)
/** series_floor. */
export const seriesFloor = map(Math.floor)
/** series_log, base e; −∞ for 0, NaN below. */
export const seriesLog = map(Math.log)
/** series_sign: −1, 0 or 1. */
export const seriesSign = map(Math.sign)
/** series_sin of radians. */
export const seriesSin = map(Math.sin)
/** series_tan of radians. */
export const seriesTan = map(Math.tan)

/** series_add. */
export const seriesAdd = zip((x, y) => x + y)
/** series_subtract: the first minus the second. */
export const seriesSubtract = zip((x, y) => x - y)
/** series_multiply. */
export const seriesMultiply = zip((x, y) => x * y)
/** series_divide: division of doubles, also of integers; by zero it gives ±∞ (documented), 0/0 NaN. */
export const seriesDivide = zip((x, y) => x / y)
/** series_pow: the first to the power of the second, in doubles. */
export const seriesPow = zip((x, y) => x ** y)

/** series_equals: 1 where equal, else 0. */
export const seriesEquals = zip((x, y) => Number(x === y))
/** series_not_equals: 1 where not equal, else 0. */
export const seriesNotEquals = zip((x, y) => Number(x !== y))
/** series_less: 1 where the first is less. */
export const seriesLess = zip((x, y) => Number(x < y))
/** series_less_equals: 1 where the first is not greater. */
export const seriesLessEquals = zip((x, y) => Number(x <= y))
/** series_greater: 1 where the first is greater. */
export const seriesGreater = zip((x, y) => Number(x > y))
/** series_greater_equals: 1 where the first is not less. */
export const seriesGreaterEquals = zip((x, y) => Number(x >= y))
