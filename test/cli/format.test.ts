import { describe, expect, test } from 'vitest'
import type { QueryResult } from '../../src/api.ts'
import { type TextFormat, writeResult } from '../../src/cli/format/index.ts'
import { wantsColours } from '../../src/cli/io.ts'

const written = async (format: TextFormat, result: QueryResult, columns = 80): Promise<string> => {
  let text = ''
  const add = (piece: string): void => {
    text += piece
  }
  const options = { columns, bold: (t: string) => t, hidden: (rows: number) => add(`[${rows} hidden]`) }
  await writeResult(format, result, options, async (piece) => add(piece))
  return text
}

const RESULT: QueryResult = {
  columns: [
    { name: 'Name', type: 'string' },
    { name: 'N', type: 'long' },
    { name: 'Bag', type: 'dynamic' },
  ],
  rows: [
    ['a,b', 1, { k: 'v' }],
    ['line\n"two"|', '9007199254740993', null],
    [' ', null, 'text'],
  ],
}

describe('formats', () => {
  test('CSV as RFC 4180 has it', async () => {
    expect(await written('csv', RESULT)).toBe(
      'Name,N,Bag\r\n"a,b",1,"{""k"":""v""}"\r\n"line\n""two""|",9007199254740993,\r\n" ",,text\r\n',
    )
  })

  test('JSON is read back as it was', async () => {
    expect(JSON.parse(await written('json', RESULT))).toEqual([
      { Name: 'a,b', N: 1, Bag: { k: 'v' } },
      { Name: 'line\n"two"|', N: '9007199254740993', Bag: null },
      { Name: ' ', N: null, Bag: 'text' },
    ])
    expect(await written('json', { ...RESULT, rows: [] })).toBe('[]\n')
    expect((await written('ndjson', RESULT)).split('\n').length).toBe(4)
  })

  test('names that JavaScript would put in another order keep theirs', async () => {
    const columns = [
      { name: 'b', type: 'long' },
      { name: '1', type: 'long' },
      { name: '__proto__', type: 'long' },
    ] as const
    expect(await written('ndjson', { columns, rows: [[1, 2, 3]] })).toBe('{"b":1,"1":2,"__proto__":3}\n')
  })

  test('many rows come in pieces and all of them', async () => {
    const rows = Array.from({ length: 2500 }, (_, i) => [String(i), i, null])
    expect(JSON.parse(await written('json', { ...RESULT, rows })).length).toBe(2500)
    expect((await written('csv', { ...RESULT, rows })).split('\r\n').length).toBe(2502)
    expect(await written('table', { ...RESULT, rows })).toContain('[1500 hidden]')
  })

  test('Markdown', async () => {
    expect(await written('md', RESULT)).toBe(`| Name | N | Bag |
| --- | --: | --- |
| a,b | 1 | {"k":"v"} |
| line<br>"two"\\| | 9007199254740993 |  |
|   |  | text |
`)
  })

  test('a table: numbers at the right, line breaks shown', async () => {
    expect(await written('table', RESULT)).toBe(` Name          │                N │ Bag
 ───────────── │ ──────────────── │ ─────────
 a,b           │                1 │ {"k":"v"}
 line ⏎ "two"| │ 9007199254740993 │
               │                  │ text
`)
  })

  test('a table keeps to the terminal: wide columns give way', async () => {
    const rows = [['x'.repeat(200), 12, { key: 'y'.repeat(100) }]]
    const lines = (await written('table', { ...RESULT, rows }, 60)).split('\n')
    for (const line of lines) expect(line.length).toBeLessThanOrEqual(60)
    expect(lines[2]).toContain('… │')
  })

  test('what is wider than the terminal is shown a value a line', async () => {
    const columns = Array.from({ length: 20 }, (_, i) => ({ name: `Column${i}`, type: 'string' as const }))
    const text = await written('table', { columns, rows: [columns.map(({ name }) => name.repeat(20)), columns.map(() => 'v')] })
    const lines = text.split('\n')
    expect(lines[0]).toMatch(/^── 1 ─+$/)
    expect(lines[2]).toMatch(/^Column1 {3}Column1Column1.*…$/)
    expect(lines[22]).toBe('Column0   v')
    for (const line of lines) expect(line.length).toBeLessThanOrEqual(80)
  })

  test('an empty result has its header', async () => {
    expect(await written('table', { ...RESULT, rows: [] })).toContain('Name')
  })
})

test('colours', () => {
  expect(wantsColours(true, {})).toBe(true)
  expect(wantsColours(false, {})).toBe(false)
  expect(wantsColours(true, { NO_COLOR: '1' })).toBe(false)
  expect(wantsColours(true, { TERM: 'dumb' })).toBe(false)
  expect(wantsColours(false, { FORCE_COLOR: '1' })).toBe(true)
})
