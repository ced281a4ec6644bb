import { type Declaration, type FunctionDef, macro, primitive, type SignatureText, scalar, undocumented } from './define.ts'
import { foldMakeDatetime, foldMakeTimespan } from './fold-make.ts'
import {
  foldDatetimeAdd,
  foldDatetimeDiff,
  foldDatetimePart,
  foldDayOfWeek,
  foldEndOf,
  foldPart,
  foldStartOf,
  foldUnixTime,
} from './fold-time.ts'

const UNITS = ['day', 'week', 'month', 'year'] as const

const beginnings = UNITS.map((unit) =>
  scalar(`startof${unit}`, '(date: datetime, offset: long?): datetime', {
    lower: primitive(`startof${unit}`),
    resultName: unit === 'day' ? 'argument' : 'none',
    fold: foldStartOf(unit),
    doc: `The beginning of the ${unit}${unit === 'week' ? ', which is a Sunday' : ''}, moved by so many ${unit}s.`,
    examples: [
      {
        kql: `startof${unit}(datetime(2017-01-10 10:10:17), -1)`,
        result: { day: '2017-01-09', week: '2017-01-01', month: '2016-12-01', year: '2016-01-01' }[unit].concat('T00:00:00.0000000Z'),
      },
    ],
  }),
)

const ends = UNITS.map((unit) =>
  scalar(`endof${unit}`, '(date: datetime, offset: long?): datetime', {
    lower: primitive(`endof${unit}`),
    fold: foldEndOf(unit),
    doc: `The last moment of the ${unit}${unit === 'week' ? ', which is on a Saturday' : ''}, moved by so many ${unit}s.`,
    limit: 'Times that are computed from rows have microseconds: the last moment ends in .999999.',
    examples: [
      {
        kql: `bin(endof${unit}(datetime(2017-01-10 10:10:17), -1), 1s)`,
        result: { day: '2017-01-09', week: '2017-01-07', month: '2016-12-31', year: '2016-12-31' }[unit].concat('T23:59:59.0000000Z'),
      },
    ],
  }),
)

/** Some parts are longs in the engine's results, though Microsoft's parser takes all for ints. */
const LONG_PARTS = new Set(['getyear', 'monthofyear', 'hourofday'])

/** A part of a time. */
const part = (name: string, of: string, doc: string, examples: Declaration['examples'], aliases: readonly string[] = []): FunctionDef =>
  scalar(name, `(date: datetime): ${LONG_PARTS.has(name) ? 'long' : 'int'}`, {
    nulls: 'strict',
    fold: foldPart(of),
    aliases,
    doc,
    examples: examples ?? [],
  })

const unixTime = (unit: string, numerator: bigint, divisor: bigint, example: Declaration['examples']): FunctionDef =>
  scalar(
    `unixtime_${unit}_todatetime`,
    ['int', 'long', 'real', 'decimal'].map(
      (type): SignatureText => [
        `(number: ${type}): datetime`,
        macro(type === 'real' || type === 'decimal' ? `kql_unix_${unit}_real` : `kql_unix_${unit}`),
      ],
    ),
    { fold: foldUnixTime(numerator, divisor), doc: `The point in time so many ${unit} after 1970-01-01.`, examples: example ?? [] },
  )

/** Functions of datetimes and timespans. */
export const times: readonly FunctionDef[] = [
  ...beginnings,
  ...ends,
  part('getyear', 'year', 'The year.', [{ kql: 'getyear(datetime(2015-10-12))', result: 2015 }]),
  part(
    'monthofyear',
    'month',
    'The number of the month, 1 to 12.',
    [{ kql: 'monthofyear(datetime(2015-12-14))', result: 12 }],
    ['getmonth'],
  ),
  part('dayofmonth', 'day', 'The day of the month, 1 to 31.', [{ kql: 'dayofmonth(datetime(2015-12-14))', result: 14 }]),
  part('dayofyear', 'dayofyear', 'The day of the year, 1 to 366.', [{ kql: 'dayofyear(datetime(2015-12-14))', result: 348 }]),
  part('hourofday', 'hour', 'The hour, 0 to 23.', [{ kql: 'hourofday(datetime(2015-12-14 18:54))', result: 18 }]),
  part('week_of_year', 'week_of_year', 'The week by ISO 8601: the first one has the first Thursday of the year.', [
    { kql: 'week_of_year(datetime(2020-12-31))', result: 53 },
  ]),
  scalar('weekofyear', '(date: datetime): int', {
    nulls: 'strict',
    fold: foldPart('week_of_year'),
    lower: macro('kql_week_of_year'),
    review: () => [
      {
        severity: 'warning',
        text: 'it is documented to begin with the week of the first Wednesday; here it counts as week_of_year() does',
      },
    ],
    doc: 'An older week_of_year().',
    limit: 'It counts by ISO 8601 as week_of_year() does; the documentation has it begin with the week of the first Wednesday.',
    examples: [{ kql: 'weekofyear(datetime(2020-02-29))', result: 9 }],
  }),
  scalar('dayofweek', '(date: datetime): timespan', {
    nulls: 'strict',
    fold: foldDayOfWeek,
    doc: 'The days since Sunday, as a span.',
    examples: [{ kql: 'dayofweek(datetime(1947-11-30 10:00:05))', result: '00:00:00' }],
  }),
  scalar('datetime_add', '(const part: string, value: int|long, datetime: datetime): datetime', {
    lower: primitive('datetime_add'),
    fold: foldDatetimeAdd,
    doc: 'The time moved by so many parts; a day that a month lacks becomes its last.',
    examples: [
      { kql: "datetime_add('month', -15, datetime(2017-01-01))", result: '2015-10-01T00:00:00.0000000Z' },
      {
        kql: "datetime_add('month', 1, datetime(2020-01-31))",
        result: '2020-02-29T00:00:00.0000000Z',
        source: 'recorded: r1-datetime-timespan-0020',
      },
    ],
  }),
  scalar('datetime_diff', '(const part: string, datetime1: datetime, datetime2: datetime): long', {
    lower: primitive('datetime_diff'),
    fold: foldDatetimeDiff,
    nulls: 'strict',
    typeFor: ([of]) => (typeof of?.value === 'string' && of.value.toLowerCase() === 'week' ? 'real' : undefined),
    doc: 'How many bounds of a part lie between the two times; weeks begin on Sunday and are counted as a real.',
    examples: [
      { kql: "datetime_diff('year', datetime(2017-01-01), datetime(2000-12-31))", result: 17 },
      {
        kql: "datetime_diff('week', datetime(2020-12-31), datetime(2020-01-01))",
        result: 52,
        source: 'recorded: r2-datetime-timespan-0012',
      },
    ],
  }),
  scalar('datetime_part', '(const part: string, date: datetime): long', {
    lower: primitive('datetime_part'),
    fold: foldDatetimePart,
    nulls: 'strict',
    aliases: ['datepart'],
    doc: 'A part of the time.',
    limit: 'Times that are computed from rows have microseconds, so that nanoseconds end in 000.',
    examples: [
      { kql: "datetime_part('week_of_year', datetime(2017-10-30 01:02:03.7654321))", result: 44 },
      { kql: "datetime_part('microsecond', datetime(2017-10-30 01:02:03.7654321))", result: 765432 },
    ],
  }),
  scalar(
    'make_datetime',
    [
      '(year: Number, month: Number, day: Number): datetime',
      ['(year: Number, month: Number, day: Number, hour: Number): datetime', macro('kql_make_datetime_hour')],
      ['(year: Number, month: Number, day: Number, hour: Number, minute: Number): datetime', macro('kql_make_datetime_minute')],
      [
        '(year: Number, month: Number, day: Number, hour: Number, minute: Number, second: Number): datetime',
        macro('kql_make_datetime_second'),
      ],
      ['(value: datetime): datetime', { kind: 'identity' }],
      ['(value: string): datetime', macro('kql_string_todatetime')],
      ['(value: dynamic): datetime', macro('kql_json_datetime')],
      undocumented('(value: Scalar): datetime'),
    ],
    {
      fold: foldMakeDatetime,
      doc: 'The point in time of these parts, null where one is out of range.',
      examples: [
        { kql: 'make_datetime(2017, 10, 01, 12, 10)', result: '2017-10-01T12:10:00.0000000Z' },
        { kql: 'make_datetime(2017, 2, 30)', result: null, source: 'the range of days that the page gives' },
      ],
    },
  ),
  scalar(
    'make_timespan',
    [
      ['(hours: Number, minutes: Number): timespan', macro('kql_make_timespan_minute')],
      ['(hours: Number, minutes: Number, seconds: Number): timespan', macro('kql_make_timespan_second')],
      '(days: Number, hours: Number, minutes: Number, seconds: Number): timespan',
      ['(value: timespan): timespan', { kind: 'identity' }],
      ['(value: string): timespan', macro('kql_string_totimespan')],
      ['(value: dynamic): timespan', macro('kql_json_timespan')],
      undocumented('(value: Scalar): timespan'),
    ],
    {
      fold: foldMakeTimespan,
      doc: 'The span of these parts, null where one is out of range.',
      examples: [
        { kql: 'make_timespan(1, 12, 30, 55.123)', result: '1.12:30:55.1230000' },
        { kql: 'make_timespan(0, 25, 61, 61.5)', result: null, source: 'recorded: r3-datetime-timespan-0012' },
      ],
    },
  ),
  scalar('format_datetime', '(date: datetime, const format: string): string', {
    lower: primitive('format_datetime'),
    resultName: 'argument',
    nulls: 'never',
    doc: 'The time in a format of letters for its parts.',
    examples: [
      { kql: "format_datetime(datetime(2017-01-29 09:00:05), 'yy-MM-dd [HH:mm:ss]')", result: '17-01-29 [09:00:05]' },
      { kql: "format_datetime(datetime(2007-03-09), 'ddd MMM')", result: '099 033', source: 'recorded: r2-datetime-timespan-0015' },
    ],
  }),
  scalar('format_timespan', '(timespan: timespan, const format: string): string', {
    lower: primitive('format_timespan'),
    resultName: 'argument',
    nulls: 'never',
    doc: 'The span in a format of letters for its parts.',
    examples: [
      { kql: "format_timespan(time(29.09:00:05.12345), 'ddd.h:mm:ss [fffffff]')", result: '029.9:00:05 [1234500]' },
      { kql: "format_timespan(-150m, 'hh:mm')", result: '-02:30', source: 'recorded: r1-datetime-timespan-0037' },
    ],
  }),
  scalar('datetime_utc_to_local', '(from: datetime, timezone: string): datetime', {
    doc: "The local time in a time zone; a zone that there isn't ends the query.",
    examples: [
      {
        kql: "datetime_utc_to_local(datetime(2022-07-11 22:18:48), 'US/Pacific')",
        result: '2022-07-11T15:18:48.0000000Z',
      },
    ],
  }),
  scalar('datetime_local_to_utc', '(from: datetime, timezone: string): datetime', {
    doc: "The time in UTC when clocks in a time zone show this; a zone that there isn't ends the query.",
    limit: 'A time that clocks show twice is taken for the second one.',
    examples: [
      { kql: "datetime_local_to_utc(datetime(2020-02-02 20:02:20), 'Europe/Paris')", result: '2020-02-02T19:02:20.0000000Z' },
      { kql: "datetime_local_to_utc(datetime(2022-03-27 02:00:00), 'Europe/Brussels')", result: '2022-03-27T00:00:00.0000000Z' },
    ],
  }),
  scalar('datetime_list_timezones', '(): dynamic', {
    nulls: 'never',
    doc: 'The names of the time zones.',
    examples: [{ kql: "set_has_element(datetime_list_timezones(), 'Europe/Paris')", result: true, source: 'by hand' }],
    limit: 'Which zones there are depends on the edition of the IANA database.',
  }),
  unixTime('seconds', 10_000_000n, 1n, [{ kql: 'unixtime_seconds_todatetime(1546300800)', result: '2019-01-01T00:00:00.0000000Z' }]),
  unixTime('milliseconds', 10_000n, 1n, [
    { kql: 'unixtime_milliseconds_todatetime(1546300800000)', result: '2019-01-01T00:00:00.0000000Z' },
  ]),
  unixTime('microseconds', 10n, 1n, [
    { kql: 'unixtime_microseconds_todatetime(1546300800000000)', result: '2019-01-01T00:00:00.0000000Z' },
  ]),
  unixTime('nanoseconds', 1n, 100n, [
    { kql: 'unixtime_nanoseconds_todatetime(1546300800000000000)', result: '2019-01-01T00:00:00.0000000Z' },
  ]),
]
