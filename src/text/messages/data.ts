/** Warnings that a result can't be what it would be in Kusto, for lack of data: KQL0500 to KQL0519. */
import type { Diagnostic } from '../diagnostic.ts'
import type { Span } from '../span.ts'
import { warning } from './make.ts'

export const noGeoData = (span: Span): Diagnostic =>
  warning('KQL0500', span, "'geo_info_from_ip_address' gives null here: there is no database of locations", {
    notes: ['a file in the format .mmdb, such as a GeoLite2-City, can be named: --geoip FILE, or the option geoip'],
  })
