/** Functions that are more than a call with arguments: each binds its own syntax. */
import type { Call } from '../../kql/index.ts'
import type { Scalar } from '../../plan/index.ts'
import type { Env } from '../env.ts'
import { around } from './around.ts'
import { bagPackColumns, columnNamesOf, packAll, packArray } from './bags.ts'
import { binAuto } from './bin-auto.ts'
import { ago, now } from './clock.ts'
import { columnIfExists, isColumnExists } from './column-if-exists.ts'
import { conditional } from './conditional.ts'
import { dataSize } from './data-size.ts'
import { ingestionTime } from './ingestion-time.ts'
import { geoInfo } from './ip-location.ts'
import { toScalar } from './to-scalar.ts'
import { typedExtract } from './typed-extract.ts'

export type SpecialForm = (env: Env, call: Call) => Scalar

export const SPECIAL_FORMS: Readonly<Record<string, SpecialForm>> = {
  ago,
  around,
  bag_pack_columns: bagPackColumns,
  bin_auto: binAuto,
  case: conditional,
  column_names_of: columnNamesOf,
  column_ifexists: columnIfExists,
  columnifexists: columnIfExists,
  estimate_data_size: dataSize,
  extract: typedExtract,
  extract_json: typedExtract,
  extractjson: typedExtract,
  geo_info_from_ip_address: geoInfo,
  iff: conditional,
  iif: conditional,
  ingestion_time: ingestionTime,
  iscolumnexists: isColumnExists,
  now,
  percentile_tdigest: typedExtract,
  pack_all: packAll,
  pack_array: packArray,
  toscalar: toScalar,
}

export const isSpecial = (name: string): boolean => Object.hasOwn(SPECIAL_FORMS, name)
