/** Constructors of typed scalars. */
import type { LiteralScalar, Scalar } from '../plan/index.ts'
import type { Span } from '../text/index.ts'
import { formatDatetime, formatReal, formatTimespan, type KustoType, type LiteralValue, type ValueType } from '../types/index.ts'

export const literal = (type: KustoType, value: LiteralValue, span?: Span): LiteralScalar => ({
  kind: 'literal',
  type,
  value,
  nullable: value === null,
  span,
})

export const long = (value: number | bigint): LiteralScalar => literal('long', BigInt(value))

/** What a faulty expression yields: nothing more is said about what follows from it. */
export const ERROR: LiteralScalar = literal('dynamic', null)
export const isError = (s: Scalar): boolean => s === ERROR

/** The value in another type or form; a constant is converted at once where that is exact. */
export const convert = (value: Scalar, to: ValueType): Scalar => {
  if (isError(value)) return value
  if (value.kind === 'literal') {
    if (value.value === null)
      return { ...value, type: to.type, form: to.form, nullable: to.type !== 'string', ...(to.type === 'string' ? { value: '' } : {}) }
    if (to.type === 'string') {
      const text = textOf(value)
      if (text !== undefined) return literal('string', text, value.span)
    }
    if (typeof value.value === 'bigint') {
      if (to.type === 'long') return literal('long', value.value, value.span)
      if (to.type === 'real') return literal('real', Number(value.value), value.span)
      if (to.type === 'decimal') return literal('decimal', String(value.value), value.span)
    }
  }
  return { kind: 'convert', value, type: to.type, form: to.form, nullable: to.nullable, span: value.span }
}

/** A constant as tostring() writes it; undefined where the engine has to say. */
const textOf = ({ type, value }: LiteralScalar): string | undefined => {
  if (typeof value === 'boolean') return value ? 'True' : 'False'
  if (typeof value === 'string') return type === 'string' || type === 'guid' ? value : undefined
  if (typeof value === 'number') return formatReal(value)
  if (typeof value !== 'bigint') return undefined
  if (type === 'datetime') return formatDatetime(value)
  return type === 'timespan' ? formatTimespan(value) : String(value)
}

/** A column's value. */
export { columnRef as ref } from '../plan/index.ts'

/** A column of an open relation that nothing is known of. */
export const unknownColumn = (span?: Span): LiteralScalar => ({ form: 'open', ...literal('dynamic', null, span) })
export const isOpen = (s: Scalar): boolean => s.form === 'open'
/** What nothing is known of, as a null of this type; every other value stays. */
export const settled = (s: Scalar, type: KustoType): Scalar => (isOpen(s) ? literal(type, type === 'string' ? '' : null, s.span) : s)
/** Whether a value is a dynamic, which can't be grouped, sorted or joined by. */
export const isDynamic = (s: Scalar): boolean => s.type === 'dynamic' && !isOpen(s) && !isError(s)
