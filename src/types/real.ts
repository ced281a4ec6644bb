/**
 * Reals as text. The engine prints with Grisu2 (Loitsch 2010, "Printing floating-point numbers quickly and accurately with integers") as RapidJSON
 * had it: the shortest digits that read back as the number, but where nine or more of them come from the fraction of the scaled number, they are
 * not brought nearest to it. Recorded: 0.1 + 0.2 is 0.30000000000000007, 1.0 / 3.0 is 0.3333333333333333.
 */

/** f · 2^e with f below 2^64. */
interface Scaled {
  readonly f: bigint
  readonly e: number
}

const HIDDEN = 1n << 52n
const bits = (x: bigint): number => x.toString(2).length

const powers = new Map<number, Scaled>()
/** A power of ten with 64 bits, rounded to the nearest. */
const powerOfTen = (exponent: number): Scaled => {
  const known = powers.get(exponent)
  if (known) return known
  const ten = 10n ** BigInt(Math.abs(exponent))
  // A quotient of at least 66 bits, of which the lowest only say where to round.
  const shift = exponent < 0 ? bits(ten) + 66 : Math.max(0, 66 - bits(ten))
  const quotient = exponent < 0 ? (1n << BigInt(shift)) / ten : ten << BigInt(shift)
  const extra = bits(quotient) - 64
  const f = (quotient + (1n << BigInt(extra - 1))) >> BigInt(extra)
  const made = { f, e: extra - shift }
  powers.set(exponent, made)
  return made
}

/** The product's upper 64 bits, rounded. */
const times = (a: Scaled, b: Scaled): Scaled => {
  const product = a.f * b.f
  return { f: (product >> 64n) + ((product >> 63n) & 1n), e: a.e + b.e + 64 }
}

/** With the highest of 64 bits set. */
const normal = ({ f, e }: Scaled): Scaled => {
  const high = Number(f >> 32n)
  const shift = high > 0 ? Math.clz32(high) : 32 + Math.clz32(Number(f & 0xffffffffn))
  return { f: f << BigInt(shift), e: e - shift }
}

const view = new DataView(new ArrayBuffer(8))
const scaledOf = (x: number): Scaled => {
  view.setFloat64(0, x)
  const raw = view.getBigUint64(0)
  const exponent = Number((raw >> 52n) & 0x7ffn)
  const fraction = raw & (HIDDEN - 1n)
  return exponent === 0 ? { f: fraction, e: -1074 } : { f: fraction + HIDDEN, e: exponent - 1075 }
}

/** The digits of a positive number and the power of ten of the last one. */
const digitsOf = (x: number): { readonly digits: string; readonly exponent: number } => {
  const v = scaledOf(x)
  // The ends of the interval of numbers that round to x.
  const above = normal({ f: (v.f << 1n) + 1n, e: v.e - 1 })
  const below = v.f === HIDDEN ? { f: (v.f << 2n) - 1n, e: v.e - 2 } : { f: (v.f << 1n) - 1n, e: v.e - 1 }
  const wanted = Math.ceil((-61 - above.e) * 0.30102999566398114 + 347)
  const power = -348 + ((wanted >> 3) + 1) * 8
  const scale = powerOfTen(power)
  const number = times(normal(v), scale)
  const end = times(above, scale)
  const upper = end.f - 1n
  const lower = times({ f: below.f << BigInt(below.e - above.e), e: above.e }, scale).f + 1n
  const shift = BigInt(-end.e)
  const one = 1n << shift
  const whole = String(upper >> shift)
  let exponent = -power
  let width = upper - lower
  const distance = upper - number.f
  for (let length = 1; length <= whole.length; length++) {
    const unit = 10n ** BigInt(whole.length - length)
    const rest = upper - BigInt(whole.slice(0, length)) * unit * one
    if (rest <= width) return rounded(whole.slice(0, length), exponent + whole.length - length, width, rest, unit * one, distance)
  }
  let text = whole === '0' ? '' : whole
  let fraction = upper & (one - 1n)
  for (let places = 1; ; places++) {
    fraction *= 10n
    width *= 10n
    const digit = fraction >> shift
    if (digit > 0n || text !== '') text += digit
    fraction &= one - 1n
    exponent--
    if (fraction < width) return rounded(text, exponent, width, fraction, one, places < 9 ? distance * 10n ** BigInt(places) : 0n)
  }
}

/** Lowers the last digit as long as that leads nearer to the number. */
const rounded = (text: string, exponent: number, width: bigint, from: bigint, unit: bigint, distance: bigint) => {
  let rest = from
  let last = Number(text.at(-1))
  while (rest < distance && width - rest >= unit && (rest + unit < distance || distance - rest > rest + unit - distance)) {
    last--
    rest += unit
  }
  return { digits: text.slice(0, -1) + last, exponent }
}

/** A real as tostring() writes it: `1.0`, `0.001`, `1e21`, `1.5e-7`, `inf`, `-inf`, `NaN`. */
export const formatReal = (x: number): string => {
  if (Number.isNaN(x)) return 'NaN'
  const sign = x < 0 || Object.is(x, -0) ? '-' : ''
  if (!Number.isFinite(x)) return `${sign}inf`
  if (x === 0) return `${sign}0.0`
  const { digits, exponent } = digitsOf(Math.abs(x))
  const point = digits.length + exponent
  if (exponent >= 0 && point <= 21) return `${sign}${digits}${'0'.repeat(exponent)}.0`
  if (point > 0 && point <= 21) return `${sign}${digits.slice(0, point)}.${digits.slice(point)}`
  if (point > -6 && point <= 0) return `${sign}0.${'0'.repeat(-point)}${digits}`
  return `${sign}${digits[0]}${digits.length > 1 ? `.${digits.slice(1)}` : ''}e${point - 1}`
}
