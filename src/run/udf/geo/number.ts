/**
 * Numbers as the engine writes them into JSON: by the algorithm Grisu2 in its older form, which with nine and more digits behind the point
 * takes the greatest of the shortest texts that mean the number, not the nearest (a recorded result: 9.999999999999999 for 9.9999999999999982).
 */

/** A 64-bit fraction times a power of two. */
interface Binary {
  readonly f: bigint
  readonly e: number
}

const ONE = 1n << 64n

const bitLength = (v: bigint): number => v.toString(2).length

const normalized = ({ f, e }: Binary): Binary => {
  const shift = 64 - bitLength(f)
  return { f: f << BigInt(shift), e: e - shift }
}

const times = (a: Binary, b: Binary): Binary => ({ f: (a.f * b.f + (1n << 63n)) >> 64n, e: a.e + b.e + 64 })

const parts = (v: number): Binary => {
  const bits = new DataView(new ArrayBuffer(8))
  bits.setFloat64(0, v)
  const raw = bits.getBigUint64(0)
  const exponent = Number((raw >> 52n) & 0x7ffn)
  const fraction = raw & ((1n << 52n) - 1n)
  return exponent === 0 ? { f: fraction, e: -1074 } : { f: fraction | (1n << 52n), e: exponent - 1075 }
}

/** More bits than any power of ten that doubles need. */
const SCALE = 1300n

/** 10^p to 64 bits, rounded. */
const powerOfTen = (p: number): Binary => {
  const known = powers.get(p)
  if (known) return known
  const scaled = p >= 0 ? (10n ** BigInt(p)) << SCALE : (1n << SCALE) / 10n ** BigInt(-p)
  const surplus = bitLength(scaled) - 64
  const rounded = (scaled >> BigInt(surplus)) + ((scaled >> BigInt(surplus - 1)) & 1n)
  const made = rounded === ONE ? { f: rounded >> 1n, e: surplus + 1 - Number(SCALE) } : { f: rounded, e: surplus - Number(SCALE) }
  powers.set(p, made)
  return made
}
const powers = new Map<number, Binary>()

/** The digits of a positive number, and the power of ten of the last one. */
const digitsOf = (v: number): { readonly digits: string; readonly exponent: number } => {
  const value = parts(v)
  const upper = normalized({ f: (value.f << 1n) + 1n, e: value.e - 1 })
  const lower = value.f === 1n << 52n ? { f: (value.f << 2n) - 1n, e: value.e - 2 } : { f: (value.f << 1n) - 1n, e: value.e - 1 }
  const lowered = lower.f << BigInt(lower.e - upper.e)
  // The power that brings the product's exponent near to -60, in steps of eight decimal places.
  const steps = Math.ceil((-61 - upper.e) * 0.30102999566398114 + 347)
  const power = -348 + 8 * ((steps >> 3) + 1)
  const by = powerOfTen(power)
  const w = times(normalized(value), by)
  const above = times(upper, by)
  const most = above.f - 1n
  const least = times({ f: lowered, e: upper.e }, by).f + 1n
  let delta = most - least
  const shift = BigInt(-above.e)
  const one = 1n << shift
  let distance = most - w.f
  let whole = most >> shift
  let rest = most & (one - 1n)
  let digits = ''
  for (let kappa = whole.toString().length; kappa > 0; ) {
    const unit = 10n ** BigInt(kappa - 1)
    const digit = whole / unit
    if (digit > 0n || digits !== '') digits += digit
    whole %= unit
    kappa--
    const left = (whole << shift) + rest
    if (left <= delta) return { digits: nearer(digits, delta, left, unit << shift, distance), exponent: kappa - power }
  }
  for (let kappa = -1; ; kappa--) {
    rest *= 10n
    delta *= 10n
    distance *= 10n
    const digit = rest >> shift
    if (digit > 0n || digits !== '') digits += digit
    rest &= one - 1n
    if (rest < delta) return { digits: nearer(digits, delta, rest, one, kappa > -9 ? distance : 0n), exponent: kappa - power }
  }
}

/** Lowers the last digit while that brings the number nearer. */
const nearer = (digits: string, delta: bigint, start: bigint, unit: bigint, distance: bigint): string => {
  let last = Number(digits.at(-1))
  for (
    let rest = start;
    rest < distance && delta - rest >= unit && (rest + unit < distance || distance - rest > rest + unit - distance);
    rest += unit
  )
    last--
  return digits.slice(0, -1) + last
}

/** A finite number with a point and at least one digit behind it (`1.0`), or with an exponent (`1e-7`). */
export const jsonNumber = (v: number): string => {
  if (v === 0) return Object.is(v, -0) ? '-0.0' : '0.0'
  if (v < 0) return `-${jsonNumber(-v)}`
  const { digits, exponent } = digitsOf(v)
  const point = digits.length + exponent
  if (exponent >= 0 && point <= 21) return `${digits}${'0'.repeat(exponent)}.0`
  if (point > 0 && point <= 21) return `${digits.slice(0, point)}.${digits.slice(point)}`
  if (point > -6 && point <= 0) return `0.${'0'.repeat(-point)}${digits}`
  return `${digits[0]}${digits.length > 1 ? `.${digits.slice(1)}` : ''}e${point - 1}`
}
