/** geo_info_from_ip_address(ip): from the database of locations that the user names. */
import { ipLocation } from '../../functions/index.ts'
import type { Call } from '../../kql/index.ts'
import type { Scalar } from '../../plan/index.ts'
import { messages } from '../../text/index.ts'
import { callOf } from '../call.ts'
import type { Env } from '../env.ts'
import { bindScalar } from '../expression.ts'
import { convert, ERROR, isError, literal, settled } from '../scalar.ts'

export const geoInfo = (env: Env, e: Call): Scalar => {
  const { binder } = env
  const args = e.args.map((a) => bindScalar(env, a))
  if (args.some(isError)) return ERROR
  const [given] = args
  if (!given || args.length !== 1) {
    binder.report(messages.wrongCount(e.name.span, e.name.name, args.length, 1, 1))
    return ERROR
  }
  const ip = settled(given, 'string')
  if (ip.type !== 'string' && ip.type !== 'dynamic') {
    binder.report(messages.mustBe(e.args[0]?.span ?? e.span, "the argument of 'geo_info_from_ip_address'", 'string', ip.type))
    return ERROR
  }
  const { geoip } = binder.catalog
  if (geoip === undefined) {
    binder.report(messages.noGeoData(e.name.span))
    return literal('dynamic', null, e.span)
  }
  const text = ip.type === 'string' ? ip : convert(ip, { type: 'string', nullable: false })
  return callOf(env, ipLocation, [literal('string', geoip), text], e.span, e.name.span)
}
