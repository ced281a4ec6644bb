import { expect, test } from 'vitest'
import { formatTimespan, parseTimespan } from '../../src/types/index.ts'

test.each([
  ['1d', 864_000_000_000n],
  ['1day', 864_000_000_000n],
  ['1.5h', 54_000_000_000n],
  ['2min', 1_200_000_000n],
  ['0.29s', 2_900_000n],
  ['15 seconds', 150_000_000n],
  ['2ms', 20_000n],
  ['3microseconds', 30n],
  ['4tick', 4n],
  ['250nanos', 2n],
  ['-1h', -36_000_000_000n],
  ['2', 1_728_000_000_000n],
  ['00:01:00', 600_000_000n],
  ['13:00', 468_000_000_000n],
  ['0:0:0.001', 10_000n],
  ['1.02:03:04.5', 937_845_000_000n],
  ['-00:30:00', -18_000_000_000n],
  ['0.00:00:00.0000001', 1n],
  ['10675199.02:48:05.4775807', 9_223_372_036_854_775_807n],
  ['-10675199.02:48:05.4775808', -9_223_372_036_854_775_808n],
] as [string, bigint][])('%s', (text, ticks) => {
  expect(parseTimespan(text)).toBe(ticks)
})

test.each([
  '',
  'x',
  '1w',
  '1 day junk',
  '24:00:00',
  '00:60:00',
  '00:00:60',
  '1.5.2',
  '00:01:00 junk',
  '10675199.02:48:05.4775808',
  '99999999999d',
  '1.',
])('%j is no timespan', (text) => {
  expect(parseTimespan(text)).toBeUndefined()
})

test.each([
  [0n, '00:00:00'],
  [1n, '00:00:00.0000001'],
  [36_000_000_000n, '01:00:00'],
  [-36_000_000_000n, '-01:00:00'],
  [864_000_000_000n, '1.00:00:00'],
  // tostring(-1d - 2h - 3m - 4s) and totimespan('1.02:03:04.5'), recorded results of the engine.
  [-937_840_000_000n, '-1.02:03:04'],
  [937_845_000_000n, '1.02:03:04.5000000'],
] as [bigint, string][])('%s ticks', (ticks, text) => {
  expect(formatTimespan(ticks)).toBe(text)
  expect(parseTimespan(text)).toBe(ticks)
})
