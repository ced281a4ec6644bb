import { expect, test } from 'vitest'
import { parse, parseBody, parseParameters } from '../../src/kql/index.ts'
import { mutate, random } from './mutate.ts'
import { INVALID, VALID } from './queries.ts'

const queries = [...VALID, ...INVALID]

/** The first node of a tree whose span doesn't lie in the one around it; what is missing has an empty span, somewhere in the text. */
function misplaced(value: unknown, start: number, end: number, length = end): unknown {
  if (typeof value !== 'object' || value === null) return undefined
  const { span } = value as { span?: { start: number; end: number } }
  if (span !== undefined && span.start === span.end) return span.start >= 0 && span.end <= length ? undefined : value
  if (span !== undefined && !(span.start >= start && span.start < span.end && span.end <= end)) return value
  for (const child of Object.values(value)) {
    const found = misplaced(child, span?.start ?? start, span?.end ?? end, length)
    if (found !== undefined) return found
  }
  return undefined
}

test.each([1, 2, 3])('mutated queries neither throw nor hang, and their spans are sound (seed %i)', (seed) => {
  const next = random(seed)
  const slowest = { text: '', time: 0 }
  for (let i = 0; i < 2000; i++) {
    let text = queries[Math.floor(next() * queries.length)]!
    for (let n = 1 + Math.floor(next() * 4); n > 0; n--) text = mutate(text, next)
    const started = performance.now()
    const { tree, diagnostics } = parse(text)
    const time = performance.now() - started
    if (time > slowest.time) Object.assign(slowest, { text, time })
    const node = misplaced(tree, 0, text.length)
    if (node !== undefined) expect({ text, node }).toBeUndefined()
    if (!diagnostics.every(({ span }) => span.start >= 0 && span.start <= span.end && span.end <= text.length)) expect(text).toBeUndefined()
  }
  expect(slowest.time).toBeLessThan(1000)
})

test('every prefix of a query is parsed', () => {
  for (const text of queries) {
    for (let end = 0; end <= text.length; end++) {
      const prefix = text.slice(0, end)
      const node = misplaced(parse(prefix).tree, 0, end)
      if (node !== undefined) expect({ prefix, node }).toBeUndefined()
    }
    parseParameters(text)
    parseBody(`{${text}}`)
  }
})
