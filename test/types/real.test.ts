import { expect, it } from 'vitest'
import { formatReal } from '../../src/types/index.ts'

it('writes reals as recorded results of the engine have them', () => {
  for (const [x, text] of [
    [0.1 + 0.2, '0.30000000000000007'],
    [1 / 3, '0.3333333333333333'],
    [1, '1.0'],
    [1.5, '1.5'],
    [100000000000, '100000000000.0'],
    [123.45, '123.45'],
    [-0, '-0.0'],
    [Number.POSITIVE_INFINITY, 'inf'],
    [Number.NaN, 'NaN'],
  ] as const)
    expect(formatReal(x)).toBe(text)
})

it('lays them out as RapidJSON does', () => {
  for (const [x, text] of [
    [1e20, '100000000000000000000.0'],
    [1e21, '1e21'],
    [-1.5e300, '-1.5e300'],
    [1e-6, '0.000001'],
    [1.25e-7, '1.25e-7'],
    [123456.789, '123456.789'],
    [5e-324, '5e-324'],
    [1.7976931348623157e308, '1.7976931348623157e308'],
  ] as const)
    expect(formatReal(x)).toBe(text)
})

it('always reads back as the number, with the fewest digits but in rare cases', () => {
  let longer = 0
  let seed = 1
  const random = () => {
    seed = (seed * 48271) % 2147483647
    return seed / 2147483647
  }
  for (let i = 0; i < 5000; i++) {
    const x = (random() - 0.5) * 10 ** Math.floor(random() * 40 - 20)
    const text = formatReal(x)
    expect(Number(text)).toBe(x)
    if (text.replace(/\.0$|e.*/, '').length > String(x).replace(/e.*/, '').length) longer++
  }
  expect(longer).toBeLessThan(50)
})
