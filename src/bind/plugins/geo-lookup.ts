/** geo_polygon_lookup and geo_line_lookup: rows whose position lies in a polygon of a table, or near one of its lines. */
import { type FunctionDef, findFunction, operatorFunction } from '../../functions/index.ts'
import type { Scalar } from '../../plan/index.ts'
import { callOf } from '../call.ts'
import { withRow } from '../env.ts'
import { joinedRows } from '../operators/join.ts'
import { isError, ref } from '../scalar.ts'
import { bindTable, originOf } from '../table.ts'
import { argumentsOf, columnArgument, constantArgument, literalArgument } from './arguments.ts'
import type { Plugin } from './index.ts'

const NAMES = [
  'LookupTable',
  'LookupKey',
  'SourceLongitude',
  'SourceLatitude',
  'radius',
  'return_unmatched',
  'lookup_area_radius',
  'return_lookup_key',
] as const

const geoLookup =
  (shape: 'polygon' | 'line'): Plugin =>
  (env, input, op) => {
    const { binder } = env
    const args = argumentsOf(env, op.call, NAMES, shape === 'line' ? 5 : 4)
    const right = args?.LookupTable && bindTable(withRow(env, undefined), args.LookupTable)
    if (!args?.LookupKey || !args.SourceLongitude || !args.SourceLatitude || !right) return undefined
    const key = columnArgument(env, right, args.LookupKey)
    const longitude = columnArgument(env, input, args.SourceLongitude)
    const latitude = columnArgument(env, input, args.SourceLatitude)
    const radius = args.radius && constantArgument(env, args.radius, "the argument 'radius'")
    const unmatched = args.return_unmatched ? literalArgument(env, args.return_unmatched, "the argument 'return_unmatched'") : false
    const withKey = args.return_lookup_key ? literalArgument(env, args.return_lookup_key, "the argument 'return_lookup_key'") : false
    if (!key || !longitude || !latitude || (args.radius && !radius) || unmatched === undefined || withKey === undefined) return undefined
    const positions = [ref(longitude), ref(latitude), ref(key)]
    const call = (fn: FunctionDef, of: readonly Scalar[]) => callOf(env, fn, of, op.span)
    const condition = radius
      ? call(operatorFunction('<='), [call(entry(`geo_distance_point_to_${shape}`), positions), radius])
      : call(entry('geo_point_in_polygon'), positions)
    if (isError(condition)) return undefined
    const without = new Set(withKey === true ? [] : [key.id])
    return joinedRows(env, unmatched === true ? 'left' : 'inner', input, right, [], {
      condition,
      without,
      origin: originOf(binder, op.span),
    })
  }

const entry = (name: string): FunctionDef => {
  const found = findFunction(name)
  if (!found) throw new Error(`the function '${name}' is not in the registry`)
  return found
}

export const geoPolygonLookup = geoLookup('polygon')
export const geoLineLookup = geoLookup('line')
