import { type Series, toFloat64 } from './numeric.ts'

/** Options shared by the fill functions. */
export type FillOptions = {
  /** The value that means missing; NaN (Kusto's null, the default) for null elements. With another placeholder nulls are ordinary elements and stay. */
  readonly placeholder?: number
}

function isMissing(value: number, placeholder: number): boolean {
  return value === placeholder || (Number.isNaN(placeholder) && Number.isNaN(value))
}

/** series_fill_const: every missing value replaced by `constant`. Source: series-fill-const-function page. */
export function seriesFillConst(series: Series, constant: number, options: FillOptions = {}): Float64Array {
  const { placeholder = Number.NaN } = options
  return toFloat64(series).map((v) => (isMissing(v, placeholder) ? constant : v))
}

/** series_fill_forward: every missing value replaced by the nearest one before it; those in front stay. Source: recorded doc-series-fill-forward-function-00. */
export function seriesFillForward(series: Series, options: FillOptions = {}): Float64Array {
  const { placeholder = Number.NaN } = options
  const out = Float64Array.from(toFloat64(series))
  for (let i = 1; i < out.length; i++) if (isMissing(out[i]!, placeholder)) out[i] = out[i - 1]!
  return out
}

/** series_fill_backward: every missing value replaced by the nearest one behind it; those at the end stay. Source: recorded doc-series-fill-backward-function-00. */
export function seriesFillBackward(series: Series, options: FillOptions = {}): Float64Array {
  const { placeholder = Number.NaN } = options
  const out = Float64Array.from(toFloat64(series))
  for (let i = out.length - 2; i >= 0; i--) if (isMissing(out[i]!, placeholder)) out[i] = out[i + 1]!
  return out
}

/** Options of series_fill_linear; the defaults are Kusto's. */
export type FillLinearOptions = FillOptions & {
  /** Whether missing values at both ends take the nearest value. Default true. */
  readonly fillEdges?: boolean
  /** What a series without any value is filled with; NaN keeps it as it is. Default 0. */
  readonly constant?: number
  /** Whether all values are int or long in Kusto: then interpolated values lose their fraction. Default false. */
  readonly integral?: boolean
}

/**
 * series_fill_linear: missing values interpolated between their neighbours. A series without any value is filled with `constant`, whatever fillEdges says.
 * Source: recorded doc-series-fill-linear-function-00, bit-exact; among integers 73.5 became 73 and 32.67 became 32 there. That negative ones are truncated
 * too, not floored, is conjecture.
 */
export function seriesFillLinear(series: Series, options: FillLinearOptions = {}): Float64Array {
  const { placeholder = Number.NaN, fillEdges = true, constant = 0, integral = false } = options
  const out = Float64Array.from(toFloat64(series))
  const n = out.length
  let previous = -1
  for (let i = 0; i < n; i++) {
    if (isMissing(out[i]!, placeholder)) continue
    if (previous < 0) {
      if (fillEdges) out.fill(out[i]!, 0, i)
    } else {
      const start = out[previous]!
      const rise = out[i]! - start
      for (let j = previous + 1; j < i; j++) {
        const value = start + rise * ((j - previous) / (i - previous))
        out[j] = integral ? Math.trunc(value) : value
      }
    }
    previous = i
  }
  if (previous < 0) return Number.isNaN(constant) ? out : out.fill(constant)
  if (fillEdges) out.fill(out[previous]!, previous + 1)
  return out
}
