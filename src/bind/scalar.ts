/** Constructors of typed scalars. */
import type { Column, LiteralScalar, Scalar } from '../plan/index.ts'
import { columnRef } from '../plan/index.ts'
import type { Span } from '../text/index.ts'
import type { KustoType, LiteralValue, ValueType } from '../types/index.ts'

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
    if (typeof value.value === 'bigint') {
      if (to.type === 'long') return literal('long', value.value, value.span)
      if (to.type === 'real') return literal('real', Number(value.value), value.span)
      if (to.type === 'decimal') return literal('decimal', String(value.value), value.span)
    }
  }
  return { kind: 'convert', value, type: to.type, form: to.form, nullable: to.nullable, span: value.span }
}

export const ref = (column: Column, span?: Span): Scalar => (span ? { ...columnRef(column), span } : columnRef(column))
