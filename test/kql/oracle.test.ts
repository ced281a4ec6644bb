import { existsSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { describe, expect, test } from 'vitest'
import { parse } from '../../src/kql/index.ts'
import { mutate, random } from './mutate.ts'
import { officialMistakes } from './official.ts'
import { INVALID, VALID } from './queries.ts'
import { showDiagnostics } from './show.ts'

/**
 * What we refuse though the official parser takes it, since it can have no meaning: the values of literals (which that parser doesn't look at),
 * unknown types in typeof, and `[expression]` without anything before it (which it refuses by its type).
 */
const OURS = new Set(['KQL0004', 'KQL0009', 'KQL0002'])

/** How the two parsers differ over a text; undefined where they agree. */
function difference(text: string): string | undefined {
  const { diagnostics } = parse(text)
  if (diagnostics.length > 0 && diagnostics.every(({ code }) => OURS.has(code))) return undefined
  const official = officialMistakes(text)
  if (diagnostics.length > 0 === official.length > 0) return undefined
  return `${text}\n  ours: ${showDiagnostics(diagnostics).join(' | ') || 'none'}\n  official: ${official.join(' | ') || 'none'}`
}

describe('both parsers agree', () => {
  test.each(VALID)('to take %s', (text) => {
    expect([showDiagnostics(parse(text).diagnostics), officialMistakes(text)]).toEqual([[], []])
  })

  test.each(INVALID)('to refuse %s', (text) => {
    expect(showDiagnostics(parse(text).diagnostics)).not.toEqual([])
    expect(officialMistakes(text)).not.toEqual([])
  })

  test('over mutated queries', () => {
    const next = random(20)
    // The official parser never ends over some malformed inline_external_table.
    const sound = VALID.filter((text) => !text.includes('inline_external_table'))
    const differences: string[] = []
    for (let i = 0; i < 300; i++) {
      const text = mutate(sound[Math.floor(next() * sound.length)]!, next)
      // A text that begins with a dot is a management command to the official parser.
      const found = text.trimStart().startsWith('.') ? undefined : difference(text)
      if (found !== undefined) differences.push(found)
    }
    expect(differences).toEqual([])
  }, 60_000)
})

const shared = resolve(import.meta.dirname, process.env.KQLC_SHARED ?? '../../../shared')
// All texts take half a minute: KQLC_ORACLE=all reads them, else it is one in forty.
const stride = process.env.KQLC_ORACLE === 'all' ? 1 : 40

interface SavedFunction {
  readonly name: string
  readonly parameters: string
  readonly body: string
}

function* corpus(): Generator<string> {
  for (const file of ['corpus/rules.jsonl', 'corpus/ambient.jsonl', 'truth/cases.jsonl']) {
    for (const line of readFileSync(join(shared, file), 'utf8').split('\n'))
      if (line !== '') yield (JSON.parse(line) as { kql: string }).kql
  }
  const functions = JSON.parse(readFileSync(join(shared, 'corpus/functions.json'), 'utf8')) as SavedFunction[]
  for (const { parameters, body } of functions) yield `let f_ = ${parameters} ${body}`
}

test.skipIf(!existsSync(join(shared, 'corpus')))(
  'both parsers agree over the corpus',
  () => {
    let index = 0
    const differences: string[] = []
    for (const text of corpus()) {
      if (index++ % stride !== 0) continue
      const found = difference(text)
      if (found !== undefined) differences.push(found)
    }
    expect(differences).toEqual([])
  },
  120_000,
)
