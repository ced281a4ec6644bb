import { expect, test } from 'vitest'
import { loadFunctions } from '../../src/catalog/index.ts'
import { inFolder } from '../load/folder.ts'

const load = (files: Readonly<Record<string, string>>, ...paths: readonly string[]) =>
  inFolder(files, async (folder) => {
    const { functions, diagnostics } = await loadFunctions(paths.length > 0 ? paths.map((p) => `${folder}/${p}`) : [folder])
    return {
      functions: functions.map(({ name, parameters, body }) => [name, parameters, body]),
      /** For each function the place of its body's first word. */
      places: functions.map(({ body, origin }) => {
        const at = origin?.source.position(origin.sourceOffset(body.indexOf('T')))
        return `${at?.line}:${at?.column}`
      }),
      codes: diagnostics.map((d) => `${d.code}@${d.path.slice(folder.length + 1)}:${d.position.line}:${d.position.column}`),
    }
  })

test('a file of plain KQL is a function of its name', async () => {
  const { functions, places, codes } = await load({ 'deep/Mine.kql': '// why\nT\n| take 1' })
  expect(functions).toEqual([['Mine', '()', '{\n// why\nT\n| take 1\n}']])
  expect([places, codes]).toEqual([['2:1'], []])
})

test('files with declarations', async () => {
  const { functions, places } = await load({ 'some.kql': 'let A = (n:long) { T | take n };\nlet B = () {\n  T };\n' })
  expect(functions.map(([name]) => name)).toEqual(['A', 'B'])
  expect(places).toEqual(['1:20', '3:3'])
})

test("the YAML of a solution's function", async () => {
  const yaml = `id: 1\nFunctionName: Old\nFunctionAlias: Firewall\nFunctionQuery: |\n    T\n    | take 1\n`
  const { functions, places } = await load({ 'firewall.yaml': yaml })
  expect(functions).toEqual([
    ['Firewall', '()', '{\nT\n| take 1\n\n}'],
    ['Old', '()', '{\nT\n| take 1\n\n}'],
  ])
  expect(places).toEqual(['5:5', '5:5'])
})

test('the YAML of a parser, with parameters', async () => {
  const yaml = `ParserName: vimDoor
EquivalentBuiltInParser: _Im_Door
ParserParams:
  - { Name: door, Type: string, Default: '*' }
  - { Name: since, Type: datetime, Default: datetime(null) }
  - { Name: quoted, Type: string, Default: "'x'" }
  - { Name: rows, Type: 'table:(*)' }
ParserQuery: "T | where a == door"
`
  const { functions, places } = await load({ 'door.yml': yaml })
  expect(functions.map(([name, parameters]) => [name, parameters])).toEqual([
    ['vimDoor', `(door:string="*", since:datetime=datetime(null), quoted:string='x', rows:(*))`],
    ['_Im_Door', `(door:string="*", since:datetime=datetime(null), quoted:string='x', rows:(*))`],
  ])
  expect(places[0]).toBe('8:15')
})

test('what is wrong is told at its place', async () => {
  const { codes } = await load({
    'a.yaml': 'FunctionQuery: T\n',
    'b.yaml': 'FunctionName: F\nFunctionQuery: [T]\n',
    'c.yaml': 'FunctionName: G\nFunctionQuery: T\nParserParams:\n  - 7\n',
    'd.kql': '.create table T (a:string)',
    'e.kql': 'let H = () { T };\n',
    'f.kql': 'let I = () { T };\nlet H = () { T };\n',
    'g.yaml': 'something: else\n',
  })
  expect(codes).toEqual(['KQL0436@a.yaml:1:1', 'KQL0405@b.yaml:2:1', 'KQL0437@c.yaml:3:1', 'KQL0001@d.kql:1:15', 'KQL0435@f.kql:2:12'])
  const named = await load({ 'g.yaml': 'something: else\n', 'h.txt': '' }, 'g.yaml', 'h.txt', 'i.kql')
  expect(named.codes).toEqual(['KQL0434@g.yaml:1:1', 'KQL0433@h.txt:1:1', 'KQL0408@i.kql:1:1'])
})
