/** Conversions of constants, when compiling. Undefined leaves a constant to the engine. */
import { formatDatetime, type KustoType, type LiteralValue, parseDatetime, parseTimespan } from '../types/index.ts'
import type { FunctionDef } from './define.ts'

type Fold = NonNullable<FunctionDef['fold']>
interface Constant {
  readonly type: KustoType
  readonly value: LiteralValue
}

const LONG_MIN = -(1n << 63n)
const LONG_MAX = (1n << 63n) - 1n
const INTEGER = /^[+-]?\d+$/
const HEX = /^0x[0-9a-f]+$/i
const REAL = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i

const textOf = (a: Constant | undefined): string | undefined =>
  a?.type === 'string' && typeof a.value === 'string' ? a.value.trim() : undefined

/** A text that is an integer between the bounds; null where it is something else. */
const readInteger = (text: string, min: bigint, max: bigint): bigint | null => {
  if (!INTEGER.test(text) && !HEX.test(text)) return null
  const value = BigInt(text.replace(/^\+/, ''))
  return value >= min && value <= max ? value : null
}

/** What casts a double to an integer of 64 bits: out of range it is the least one, as the engine folds it; NaN and the infinities are null. */
const cut = (value: number): bigint | null => {
  if (!Number.isFinite(value)) return null
  const whole = BigInt(Math.trunc(value))
  return whole < LONG_MIN || whole > LONG_MAX ? LONG_MIN : whole
}

const isInteger = (a: Constant | undefined): a is { readonly type: 'int' | 'long'; readonly value: bigint } =>
  (a?.type === 'int' || a?.type === 'long') && typeof a.value === 'bigint'

export const foldToLong: Fold = ([a]) => {
  const text = textOf(a)
  if (text !== undefined) return readInteger(text, LONG_MIN, LONG_MAX)
  if (typeof a?.value === 'bigint') return a.value
  if (typeof a?.value === 'number') return cut(a.value)
  return typeof a?.value === 'boolean' ? BigInt(a.value) : undefined
}

export const foldToInt: Fold = ([a]) => {
  const text = textOf(a)
  if (text !== undefined) return readInteger(text, -(1n << 31n), (1n << 31n) - 1n)
  if (isInteger(a)) return BigInt.asIntN(32, a.value)
  if (typeof a?.value === 'number') {
    const whole = cut(a.value)
    return whole === null || BigInt.asIntN(32, whole) === whole ? whole : undefined
  }
  return typeof a?.value === 'boolean' ? BigInt(a.value) : undefined
}

export const foldToReal: Fold = ([a]) => {
  const text = textOf(a)
  if (text !== undefined) {
    if (REAL.test(text)) return Number(text)
    const special = /^([+-]?)(?:([Nn]a[Nn])|[Ii]nf(?:inity)?)$/.exec(text)
    if (!special) return null
    return special[2] ? Number.NaN : special[1] === '-' ? -Infinity : Infinity
  }
  if (typeof a?.value === 'number') return a.value
  if (typeof a?.value === 'bigint' || typeof a?.value === 'boolean') return Number(a.value)
  return undefined
}

export const foldToBool: Fold = ([a]) => {
  const text = textOf(a)
  if (text !== undefined) {
    if (/^(?:true|false)$/i.test(text)) return text.toLowerCase() === 'true'
    const number = readInteger(text, LONG_MIN, LONG_MAX)
    return number === null ? null : number !== 0n
  }
  if (isInteger(a)) return a.value !== 0n
  return typeof a?.value === 'boolean' ? a.value : undefined
}

export const foldToDatetime: Fold = ([a]) => {
  const text = textOf(a)
  if (text !== undefined) return parseDatetime(text) ?? null
  return a?.type === 'datetime' ? a.value : undefined
}

export const foldToTimespan: Fold = ([a]) => {
  const text = textOf(a)
  if (text !== undefined) return parseTimespan(text) ?? null
  return typeof a?.value === 'bigint' && a.type !== 'datetime' ? a.value : undefined
}

/** Times alone: as literals they have all their digits, in the engine six. */
export const foldToString: Fold = ([a]) => (a?.type === 'datetime' && typeof a.value === 'bigint' ? formatDatetime(a.value) : undefined)
