/** Conversions that a query writes. Each source type has a macro of its own, `kql_<from>_to<type>`; what fails is null. */
import { type Declaration, type FunctionDef, identity, macro, type SignatureText, scalar, unsupported } from './define.ts'
import { foldToBool, foldToDatetime, foldToInt, foldToLong, foldToReal, foldToTimespan } from './fold-convert.ts'

type Source = 'bool' | 'int' | 'long' | 'real' | 'decimal' | 'string' | 'datetime' | 'timespan' | 'guid' | 'dynamic'

const SOURCES: readonly Source[] = ['bool', 'int', 'long', 'real', 'decimal', 'string', 'datetime', 'timespan', 'guid', 'dynamic']

/** A conversion from the listed types; from `to` itself it changes nothing, from all others it is refused, for want of a source that says what comes out. */
const conversion = (name: string, to: Source, from: readonly Source[], d: Omit<Declaration, 'nulls' | 'resultName'>): FunctionDef =>
  scalar(
    name,
    SOURCES.map((source): SignatureText => {
      const text = `(value: ${source}): ${to}`
      if (source === to) return [text, identity]
      if (from.includes(source)) return [text, macro(source === 'dynamic' ? `kql_json_${to}` : `kql_${source}_to${to}`)]
      return [text, unsupported(`what a ${source} converted to ${to} is, is not documented`)]
    }),
    { ...d, nulls: 'maybe', resultName: 'argument' },
  )

export const conversions: readonly FunctionDef[] = [
  conversion('tobool', 'bool', ['int', 'long', 'real', 'decimal', 'string', 'dynamic'], {
    aliases: ['toboolean'],
    fold: foldToBool,
    doc: "True for 'true' and numbers other than 0, false for 'false' and 0, null for anything else.",
    examples: [
      { kql: "tobool('true')", result: true },
      { kql: 'tobool(123)', result: true },
      { kql: "tobool('yes')", result: null, source: 'recorded: r1-type-casts-coercion-0008' },
    ],
  }),
  conversion('toint', 'int', ['bool', 'long', 'real', 'decimal', 'string', 'dynamic'], {
    fold: foldToInt,
    // Rows give the nearest int; constants are known to be cut otherwise from tolong() alone.
    review: ([a]) =>
      typeof a?.value === 'number' && Number.isFinite(a.value) && !(a.value > -2_147_483_649 && a.value < 2_147_483_648)
        ? [{ severity: 'error', argument: 0, text: 'what a constant real out of range becomes is not known' }]
        : [],
    doc: 'The value as an int: fractions are cut, longs keep their lowest 32 bits, text must be an integer.',
    examples: [
      { kql: "toint('123')", result: 123 },
      { kql: 'toint(2.3)', result: 2 },
      { kql: "toint('5.9')", result: null, source: 'recorded: r3-type-casts-coercion-0005' },
    ],
  }),
  conversion('tolong', 'long', ['bool', 'int', 'real', 'decimal', 'string', 'datetime', 'timespan', 'dynamic'], {
    fold: foldToLong,
    doc: 'The value as a long: fractions are cut, text must be an integer, times are ticks of 100 ns.',
    examples: [
      { kql: "tolong('123')", result: 123 },
      { kql: 'tolong(datetime(1970-01-01))', result: '621355968000000000', source: 'recorded: r2-type-casts-coercion-0016' },
    ],
  }),
  conversion('todouble', 'real', ['bool', 'int', 'long', 'decimal', 'string', 'datetime', 'timespan', 'dynamic'], {
    aliases: ['toreal'],
    fold: foldToReal,
    doc: 'The value as a real; times are ticks of 100 ns.',
    examples: [
      { kql: "toreal('123.4')", result: 123.4 },
      { kql: "todouble('1_000')", result: null, source: 'recorded: r1-type-casts-coercion-0028' },
    ],
  }),
  conversion('todecimal', 'decimal', ['bool', 'int', 'long', 'real', 'string', 'dynamic'], {
    doc: 'The value as a decimal.',
    limit: 'A decimal holds 20 digits in front of the point and 18 behind it; what is larger is null.',
    examples: [{ kql: "todecimal('123.45678')", result: '123.45678' }],
  }),
  conversion('todatetime', 'datetime', ['int', 'long', 'string', 'dynamic'], {
    fold: foldToDatetime,
    doc: 'The point in time that a text says, or that a number of ticks of 100 ns since 0001-01-01 stands for.',
    examples: [
      { kql: "todatetime('2015-12-31 23:59:59.9')", result: '2015-12-31T23:59:59.9000000Z' },
      { kql: "todatetime('2020-13-01')", result: null, source: 'recorded: r3-type-casts-coercion-0016' },
    ],
  }),
  conversion('totimespan', 'timespan', ['int', 'long', 'string', 'dynamic'], {
    aliases: ['totime'],
    fold: foldToTimespan,
    doc: 'The span that a text says, or that a number of ticks of 100 ns stands for.',
    examples: [
      { kql: "totimespan('0.00:03:00')", result: '00:03:00' },
      { kql: "totimespan('1.02:03:04.5')", result: '1.02:03:04.5000000', source: 'recorded: r2-datetime-timespan-0024' },
    ],
  }),
  conversion('toguid', 'guid', ['string', 'dynamic'], {
    doc: 'The guid that a text begins with, with or without its hyphens.',
    examples: [
      { kql: "toguid('0123456789abcdef0123456789abcdef')", result: '01234567-89ab-cdef-0123-456789abcdef' },
      { kql: "toguid('a string that is not a guid')", result: null },
    ],
  }),
]
