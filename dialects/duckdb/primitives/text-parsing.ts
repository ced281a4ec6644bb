/** Functions that take texts apart or write values as texts. */
import * as sql from '../../../src/sql/build.ts'
import type { Arg, LowerPrimitive, SqlExpr, TextParsingPrimitive } from '../../../src/sql/index.ts'
import { elementOf } from '../../../src/types/index.ts'
import { toJson, toText } from '../convert.ts'
import { textList } from '../lists.ts'
import { path } from '../path.ts'

/** The steps of a JSONPath: `$.a['b c'][0]`; the dot behind `$` may be missing. Undefined for anything else. */
const jsonPathSteps = (text: string): readonly (string | bigint)[] | undefined => {
  if (!text.startsWith('$')) return undefined
  const steps: (string | bigint)[] = []
  const step = /(?:\.|(?<=^\$))([A-Za-z_][\w-]*)|\[(?:'([^']*)'|"([^"]*)"|(\d+))\]/y
  step.lastIndex = 1
  while (step.lastIndex < text.length) {
    const match = step.exec(text)
    if (!match) return undefined
    steps.push(match[4] === undefined ? (match[1] ?? match[2] ?? match[3] ?? '') : BigInt(match[4]))
  }
  return steps
}

const extractJson: LowerPrimitive = ([at, json], context) => {
  const steps = typeof at?.constant === 'string' ? jsonPathSteps(at.constant) : undefined
  if (!steps) return context.refuse('its JSONPath must be a constant of properties and indexes such as $.a[0]')
  const whole: Arg = { ...(json as Arg), type: 'dynamic', form: 'text', nullable: true, constant: undefined }
  return toText({ ...whole, form: undefined, raw: steps.length === 0 ? toJson(whole) : path(whole, steps) })
}

const UNITS = ['Bytes', 'KB', 'MB', 'GB', 'TB', 'PB', 'EB']

const formatBytes: LowerPrimitive = ([size, precision, units], context) => {
  const digits = precision ? precision.constant : 0n
  if (typeof digits !== 'bigint' || digits < 0n) return context.refuse('its precision must be a constant that is not negative')
  const unit = units?.constant ?? ''
  const power = UNITS.indexOf(String(unit))
  if (unit !== '' && power < 0) return context.refuse(`there is no unit '${String(unit)}'; there are ${UNITS.join(', ')}`)
  const value = sql.cast((size as Arg).sql, 'DOUBLE')
  return sql.call(
    'kql_format_bytes',
    value,
    sql.literal(digits),
    unit === '' ? sql.call('kql_bytes_unit', value) : sql.literal(BigInt(power)),
  )
}

const codepointsToString: LowerPrimitive = (args) => {
  const list = (a: Arg): SqlExpr => {
    if (a.type !== 'dynamic') return sql.list([sql.cast(a.sql, 'BIGINT')])
    return elementOf(a.form) === 'long' ? a.raw : sql.call('kql_json_list_long', toJson(a))
  }
  const lists = args.map(list)
  return sql.call('kql_codepoints_text', lists.length === 1 ? (lists[0] as SqlExpr) : sql.call('list_concat', ...lists))
}

const parseCommandLine: LowerPrimitive = ([line, parser], context) => {
  if (parser?.constant !== 'windows') return context.refuse("the only parser is 'windows'")
  return context.udf('kql_parse_command_line', (line as Arg).sql)
}

/** A negative number has the digits of its size: 8 of an int, 16 of a long. */
const toHex: LowerPrimitive = ([value, least]) => {
  const { type, sql: number } = value as Arg
  const bits = type === 'int' ? sql.binary('&', sql.cast(number, 'BIGINT'), sql.literal(0xffffffffn)) : number
  const digits = sql.call('lower', sql.call('to_hex', bits))
  return least ? sql.call('kql_pad_hex', digits, least.sql) : sql.coalesce(digits, sql.literal(''))
}

/** Of the bytes of a text, or of the number that a long, a datetime or a timespan is. */
const hash: LowerPrimitive = ([source, mod], context) => {
  const { type, sql: value } = source as Arg
  const number = type === 'datetime' ? sql.call('kql_datetime_tolong', value) : value
  const hashed = type === 'string' ? context.udf('kql_xxhash64', value) : context.udf('kql_xxhash64_long', number)
  return mod ? sql.call('kql_hash_mod', hashed, mod.sql) : hashed
}

const replaceStrings: LowerPrimitive = ([source, lookups, rewrites], context) => {
  const json = (a: Arg) => sql.coalesce(sql.cast(a.sql, 'VARCHAR'), sql.literal('[]'))
  return context.udf('kql_replace_strings', (source as Arg).sql, json(lookups as Arg), json(rewrites as Arg))
}

const hasAnyIndex: LowerPrimitive = ([source, values]) =>
  sql.call('kql_has_any_index', sql.call('lower', (source as Arg).sql), textList([values as Arg]))

export const textParsing: Readonly<Record<TextParsingPrimitive, LowerPrimitive>> = {
  extract_json: extractJson,
  format_bytes: formatBytes,
  unicode_codepoints_to_string: codepointsToString,
  parse_command_line: parseCommandLine,
  tohex: toHex,
  hash,
  replace_strings: replaceStrings,
  has_any_index: hasAnyIndex,
}
