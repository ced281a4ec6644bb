/** Conversions that the query doesn't write. */
import { findFunction } from '../functions/index.ts'
import type { Scalar } from '../plan/index.ts'
import { type KustoType, promotes } from '../types/index.ts'
import { callOf } from './call.ts'
import type { Env } from './env.ts'
import { convert, isError, isOpen, settled } from './scalar.ts'

/** The value in the type of a parameter or a column, as `to<type>()` would convert it. */
export const promotedTo = (env: Env, value: Scalar, type: KustoType): Scalar => {
  if (isError(value) || value.type === type) return value
  if (isOpen(value)) return settled(value, type)
  if (promotes(value.type, type) || type === 'dynamic' || (value.kind === 'literal' && value.value === null))
    return convert(value, { type, nullable: value.nullable })
  const fn = findFunction(type === 'real' ? 'todouble' : `to${type}`)
  return fn ? callOf(env, fn, [value], value.span ?? { start: 0, end: 0 }) : value
}
