/** Functions of texts that SQL has no means for. */
import { gunzipSync, inflateSync } from 'node:zlib'
import { formatReal } from '../../types/index.ts'
import { buildSchema } from './build-schema.ts'
import { parsePath } from './parse-path.ts'
import { parseCommandLine, parseCsv } from './parse-text.ts'
import { parseUrl, parseUrlQuery } from './parse-url.ts'
import { parseXml } from './parse-xml.ts'
import { decodeDomain, decodePunycode, encodeDomain, encodePunycode } from './punycode.ts'
import { replaceStrings } from './replace-strings.ts'
import type { ScalarUdf, UdfType, UdfValue } from './scalar.ts'
import { xxHash64 } from './xxhash.ts'

const ofText = (result: UdfType, call: (text: string) => UdfValue): ScalarUdf => ({
  parameters: ['text'],
  result,
  call: (text) => call(String(text)),
})

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

/** What a packed text unpacks to; '' where it doesn't. */
const unpacked = (base64: string, unpack: (bytes: Buffer) => Buffer): string => {
  if (!/^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/.test(base64)) return ''
  try {
    return utf8.decode(unpack(Buffer.from(base64, 'base64')))
  } catch {
    return ''
  }
}

/** Optional fields of the header are not supported, as the reference says. */
const gunzip = (bytes: Buffer): Buffer => {
  if (bytes[3] !== 0) throw new Error('a header with options')
  return gunzipSync(bytes)
}

/** The elements of a JSON array; anything else has none. */
const elements = (json: UdfValue): readonly unknown[] => {
  const value: unknown = JSON.parse(String(json))
  return Array.isArray(value) ? value : []
}

const longBytes = (value: UdfValue): Buffer => {
  const bytes = Buffer.alloc(8)
  bytes.writeBigInt64LE(value as bigint)
  return bytes
}

export const textFunctions: Readonly<Record<string, ScalarUdf>> = {
  kql_buildschema: ofText('text', buildSchema),
  kql_parse_url: ofText('text', parseUrl),
  kql_parse_urlquery: ofText('text', parseUrlQuery),
  kql_parse_path: ofText('text', parsePath),
  kql_parse_xml: ofText('text', parseXml),
  kql_parse_csv: ofText('texts', parseCsv),
  kql_parse_command_line: ofText('texts', parseCommandLine),
  kql_replace_strings: {
    parameters: ['text', 'text', 'text'],
    result: 'text',
    call: (text, lookups, rewrites) => replaceStrings(String(text), elements(lookups), elements(rewrites)),
  },
  kql_punycode_from_string: ofText('text', encodePunycode),
  kql_punycode_to_string: ofText('text', decodePunycode),
  kql_punycode_domain_from_string: ofText('text', decodeDomain),
  kql_punycode_domain_to_string: ofText('text', encodeDomain),
  kql_gzip_decompress: ofText('text', (text) => unpacked(text, gunzip)),
  kql_zlib_decompress: ofText('text', (text) => unpacked(text, inflateSync)),
  kql_js_real_tostring: { parameters: ['real'], result: 'text', call: (value) => formatReal(Number(value)) },
  kql_xxhash64: ofText('long', (text) => xxHash64(Buffer.from(text))),
  kql_xxhash64_long: { parameters: ['long'], result: 'long', call: (value) => xxHash64(longBytes(value)) },
}
