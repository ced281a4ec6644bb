import { describe, expect, test } from 'vitest'
import { compile, type SavedFunction } from '../../src/index.ts'
import { locate, Source, wholeFile } from '../../src/text/index.ts'
import { testEngine } from './operators/engine.ts'

const schemas = { T: { a: 'string', n: 'long', _ResourceId: 'string' } } as const

const fn = (name: string, body: string, parameters = '()'): SavedFunction => {
  const source = new Source(`f/${name}.kql`, body)
  return { name, parameters, body: `{${body}}`, origin: { source, sourceOffset: (offset) => Math.max(offset - 1, 0) } }
}

const functions = [
  fn('Rows', 'T | where n > least', '(least:long=0)'),
  fn('Wraps', '\n  Rows(3)\n'),
  fn('Nothing', '\n  T\n  | project a,\n    nosuch'),
  fn('Outer', 'Nothing'),
  fn('Broken', 'T | where (n >'),
  fn('Ping', 'Pong'),
  fn('Pong', 'Ping()'),
  fn('Refuses', 'T | extend x = extract("(a)", 2, a)'),
  fn('Custom', 'Custom_CL | extend b = strcat(Text, "!"), c = Number + 1 | project a = Other, b, c'),
  fn('Renames', 'T | project-rename _ResourceId = a, Uid = Missing'),
  fn('Bare', 'let Rows_ = Custom_CL; Rows_ | summarize k = count() by Level'),
  fn('Unite', 'union isfuzzy=true (T | project a), Custom, Nowhere_CL'),
  fn('Needs', 'Absent(1)'),
  fn('First', 'let E = Nowhere_CL | take 1; E'),
  fn('Second', 'let E = T | project a; E'),
]

/** The diagnostics of a query in a file, with their places. */
const found = (kql: string) => {
  const origin = wholeFile(new Source('rule.kql', kql))
  return compile(kql, { schemas, functions }).diagnostics.map((d) => {
    const { path, position, code, notes = [], excerpt } = locate(d, origin)
    return { place: `${path}:${position.line}:${position.column}`, code, notes, excerpt }
  })
}

describe('a saved function', () => {
  test('is inlined, with its parameters and in another one', () => {
    expect(compile('Rows(2) | project n', { schemas, functions }).columns).toEqual([{ name: 'n', type: 'long' }])
    expect(compile('Wraps | count', { schemas, functions }).sql).toContain('> 3')
  })

  test('a mistake in it is told in its own file, with the call as a note', () => {
    expect(found('T\n| join (Outer) on a')).toEqual([
      {
        place: 'f/Nothing.kql:4:5',
        code: 'KQL0100',
        notes: [`the function 'Nothing' is called at rule.kql:2:9`],
        excerpt: '    nosuch',
      },
    ])
    expect(found('Broken').map((d) => [d.place, d.code])).toEqual([['f/Broken.kql:1:15', 'KQL0001']])
    // What only shows when the SQL is written.
    expect(found('Refuses').map((d) => [d.place, d.code])).toEqual([['f/Refuses.kql:1:16', 'KQL0300']])
  })

  test('without a file, the call is the place', () => {
    const plain = functions.map(({ name, parameters, body }) => ({ name, parameters, body }))
    const [only] = compile('T | join (Outer) on a', { schemas, functions: plain }).diagnostics
    expect(only).toMatchObject({ code: 'KQL0100', span: { start: 10, end: 15 }, notes: ["in the function 'Nothing', line 4, column 5"] })
  })

  test('may not call itself', () => {
    expect(found('Ping').map((d) => d.code)).toEqual(['KQL0106'])
  })

  test('that is missing is named, with how to supply it', () => {
    const [only] = found('Needs')
    expect(only).toMatchObject({ place: 'f/Needs.kql:1:1', code: 'KQL0102' })
    expect(only?.notes[0]).toContain('--functions DIR')
  })

  test('knows no variable of the query', () => {
    expect(found('let least = 3; Nothing').map((d) => d.code)).toEqual(['KQL0100'])
  })
})

describe('names that the schemas lack', () => {
  const { columns, codes, result } = testEngine({ schemas, functions, missingTables: 'empty' })
  const warnings = async (kql: string) => (await result(kql)).diagnostics?.map((d) => `${d.code} ${d.message.split("'")[1]}`)

  test('are empty or null in a function, with a warning each, where missing tables are empty', async () => {
    expect(await columns('Custom | project b, c')).toEqual(['b:string', 'c:long'])
    expect(await warnings('Custom | project b')).toEqual(['KQL0431 Custom_CL', 'KQL0155 Text', 'KQL0155 Number', 'KQL0155 Other'])
    expect(await columns('Bare | project k')).toEqual(['k:long'])
    expect(await warnings('Nothing')).toEqual(['KQL0430 nosuch'])
  })

  test('are errors in the query itself, and elsewhere', async () => {
    expect(await codes('Custom_CL')).toEqual(['KQL0101'])
    expect(await codes('T | project nosuch')).toEqual(['KQL0100'])
    expect(found('Custom').map((d) => d.code)).toEqual(['KQL0101'])
  })

  test('a renamed column that is not there is left out; one renamed to a hidden one keeps its name', async () => {
    expect(await columns('Renames')).toEqual(['a:string', 'n:long', '_ResourceId:string'])
    expect(await warnings('Renames')).toEqual(['KQL0432 _ResourceId', 'KQL0430 Missing'])
  })
})

test('a fuzzy union goes on without a function whose table is missing', () => {
  const { columns, diagnostics } = compile('Unite', { schemas, functions })
  expect(columns).toEqual([{ name: 'a', type: 'string' }])
  expect(diagnostics.map((d) => d.code)).toEqual(['KQL0111', 'KQL0111'])
  // The variables of the one that is left out leave no trace.
  const second = compile('union isfuzzy=true First, Second', { schemas, functions })
  expect([second.columns, second.diagnostics.map((d) => d.code)]).toEqual([[{ name: 'a', type: 'string' }], ['KQL0111']])
  expect(found('union isfuzzy=true T, Nothing').map((d) => d.code)).toEqual(['KQL0100'])
  expect(found('union isfuzzy=true Custom, Nowhere_CL').map((d) => d.code)).toEqual(['KQL0111', 'KQL0111', 'KQL0110'])
})
