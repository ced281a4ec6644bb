/** Loops and patterns that the build rewrites do what was written. */
import { mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { transformSync } from 'esbuild'
import { afterAll, beforeAll, expect, test } from 'vitest'

const SCRIPT = new URL('../../scripts/lower-iteration.mjs', import.meta.url).href

const SOURCE = `
export const loop = (xs: readonly number[]) => {
  const seen: unknown[] = []
  for (const x of xs) if (x !== 2) seen.push(() => x)
  return seen.map((f) => (f as () => number)())
}
export const growing = () => {
  const xs = [1, 2]
  for (const x of xs) if (xs.length < 6) xs.push(x * 10) // what is added meanwhile is met, too
  return xs
}
export const labelled = (rows: number[][]) => {
  const seen: number[] = []
  rows: for (const row of rows) for (let x of row) { if (x < 0) continue rows; x += 1; seen.push(x) }
  return seen
}
export const entries = (xs: string[] | [string]) => {
  const seen: unknown[] = []
  for (const [i, x] of xs.entries()) seen.push([x, i])
  for (const [, x] of xs.entries()) seen.push(x)
  for (const [i] of xs.entries()) seen.push(i)
  return seen
}
export const patterns = (pair: readonly [number, [string, string?]], all: number[]) => {
  const [n, [a, b = a]] = pair
  const [, second = 7] = all
  const named = [[1, 2]].map(([x, y]) => ({ x, y }))
  const [first, ...rest] = all
  return [n, a, b, second, named, first, rest]
}
export const bytes = (xs: Uint8Array) => { let sum = 0; for (const x of xs) sum += x; return sum }
export const others = (map: Map<string, number>, set: Set<number>, text: string) => {
  const seen: unknown[] = []
  for (const [k, v] of map) seen.push(k, v)
  for (const x of set) seen.push(x)
  for (const c of text) seen.push(c)
  const [least] = set
  const [key] = map.keys()
  const [letter] = text
  return [...seen, least, key, letter]
}
`

let folder: string
let text: string
beforeAll(async () => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'kqlc-test-')))
  writeFileSync(join(folder, 'tsconfig.json'), '{ "compilerOptions": { "strict": true, "target": "ES2023" }, "files": ["code.ts"] }')
  writeFileSync(join(folder, 'code.ts'), SOURCE)
  const { lowerIteration } = (await import(SCRIPT)) as {
    lowerIteration(folder: string, wanted: (path: string) => boolean): Map<string, string>
  }
  const texts = lowerIteration(folder, (path) => path.endsWith('code.ts'))
  text = [...texts.values()].join()
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

type Code = Readonly<Record<string, (...args: unknown[]) => unknown>>

const run = (code: string): Code => {
  const module = { exports: {} }
  new Function('module', 'exports', transformSync(code, { loader: 'ts', format: 'cjs' }).code)(module, module.exports)
  return module.exports as Code
}

test.each<readonly [string, readonly unknown[]]>([
  ['loop', [[1, 2, 3]]],
  ['growing', []],
  ['labelled', [[[1, 2], [3, -1, 4], [], [5]]]],
  ['entries', [['a', 'b']]],
  [
    'patterns',
    [
      [1, ['a']],
      [5, undefined, 9],
    ],
  ],
  ['bytes', [Uint8Array.of(1, 2, 250)]],
  ['others', [new Map([['a', 1]]), new Set([4, 5]), 'a😀']],
])('%s', (name, args) => {
  const expected = run(SOURCE)[name]?.(...args)
  expect(expected).toBeDefined()
  expect(run(text)[name]?.(...args)).toEqual(expected)
})

test('arrays are read by index, all others as they were', () => {
  const [arrays, others] = text.split('export const others') as [string, string]
  expect(arrays).not.toMatch(/ of |entries\(\)|const \[n|map\(\(\[x/)
  expect(arrays).toContain('const [first, ...rest] = all')
  expect(others.match(/ of /g)).toHaveLength(3)
  expect(others).toContain('[least] = set')
  expect(others).not.toContain('kqlcAt')
})
