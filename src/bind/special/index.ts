/** Functions that are more than a call with arguments: each binds its own syntax. */
import type { Call } from '../../kql/index.ts'
import type { Scalar } from '../../plan/index.ts'
import type { Env } from '../env.ts'
import { around } from './around.ts'
import { bagPackColumns, columnNamesOf, geoInfo, packAll, packArray } from './bags.ts'
import { ago, now } from './clock.ts'
import { columnIfExists } from './column-if-exists.ts'
import { conditional } from './conditional.ts'
import { ingestionTime } from './ingestion-time.ts'
import { toScalar } from './to-scalar.ts'
import { typedExtract } from './typed-extract.ts'

export type SpecialForm = (env: Env, call: Call) => Scalar

export const SPECIAL_FORMS: Readonly<Record<string, SpecialForm>> = {
  ago,
  around,
  bag_pack_columns: bagPackColumns,
  case: conditional,
  column_names_of: columnNamesOf,
  column_ifexists: columnIfExists,
  columnifexists: columnIfExists,
  extract: typedExtract,
  extract_json: typedExtract,
  extractjson: typedExtract,
  geo_info_from_ip_address: geoInfo,
  iff: conditional,
  iif: conditional,
  ingestion_time: ingestionTime,
  now,
  pack_all: packAll,
  pack_array: packArray,
  toscalar: toScalar,
}

export const isSpecial = (name: string): boolean => Object.hasOwn(SPECIAL_FORMS, name)
