/** Functions that are more than a call with arguments: each binds its own syntax. */
import type { Call } from '../../kql/index.ts'
import type { Scalar } from '../../plan/index.ts'
import type { Env } from '../env.ts'
import { ago, now } from './clock.ts'
import { columnIfExists } from './column-if-exists.ts'
import { conditional } from './conditional.ts'
import { toScalar } from './to-scalar.ts'
import { typedExtract } from './typed-extract.ts'

export type SpecialForm = (env: Env, call: Call) => Scalar

export const SPECIAL_FORMS: Readonly<Record<string, SpecialForm>> = {
  ago,
  case: conditional,
  column_ifexists: columnIfExists,
  columnifexists: columnIfExists,
  extract: typedExtract,
  extract_json: typedExtract,
  extractjson: typedExtract,
  iff: conditional,
  iif: conditional,
  now,
  toscalar: toScalar,
}

export const isSpecial = (name: string): boolean => Object.hasOwn(SPECIAL_FORMS, name)
