import { expect, test } from 'vitest'
import { parse } from '../../src/kql/index.ts'
import { marked, show } from './show.ts'

const value = (text: string): string => {
  const query = `print ${text}`
  const { tree, diagnostics } = parse(query)
  const [shown] = show(tree).match(/(?<=columns: \[).*(?=\]\})/) ?? ['']
  return [shown, ...marked(query, diagnostics)].join(' ! ')
}

test.each([
  ['1', 'long:1'],
  ['0x1F', 'long:31'],
  ['9223372036854775807', 'long:9223372036854775807'],
  ['-9223372036854775808', 'long:-9223372036854775808'],
  ['9223372036854775808', 'long:null ! KQL0004 "9223372036854775808"'],
  ['0xFFFFFFFFFFFFFFFFFF', 'long:null ! KQL0004 "0xFFFFFFFFFFFFFFFFFF"'],
  ['-5', '(- long:5)'],
  ['1.5', 'real:1.5'],
  ['1.', 'real:1'],
  ['2e3', 'real:2000'],
  ['true', 'bool:true'],
  ['FALSE', 'bool:false'],
  ['int(7)', 'int:7'],
  ['int(-7)', 'int:-7'],
  ['int(0x10)', 'int:16'],
  ['int(2147483648)', 'int:null ! KQL0004 "int(2147483648)"'],
  ['int(x)', 'int:null ! KQL0004 "int(x)"'],
  ['long(null)', 'long:null'],
  ['int64(3)', 'long:3'],
  ['real(-1.5e3)', 'real:-1500'],
  ['double(2)', 'real:2'],
  ['real(+inf)', 'real:null'],
  ['real(null)', 'real:null'],
  ['decimal(1.50)', 'decimal:"1.50"'],
  ['decimal(x)', 'decimal:null ! KQL0004 "decimal(x)"'],
  ['bool(1)', 'bool:true'],
  ['bool(False)', 'bool:false'],
  ['bool(no)', 'bool:null ! KQL0004 "bool(no)"'],
  ['1h', 'timespan:36000000000'],
  ['1.5d', 'timespan:1296000000000'],
  ['1tick', 'timespan:1'],
  ['timespan(1.00:00:01)', 'timespan:864010000000'],
  ['time("1h")', 'timespan:36000000000'],
  ['timespan(null)', 'timespan:null'],
  ['datetime(0001-01-01)', 'datetime:0'],
  ["datetime('0001-01-02')", 'datetime:864000000000'],
  ['date(null)', 'datetime:null'],
  ['datetime(2020-02-30)', 'datetime:null ! KQL0004 "datetime(2020-02-30)"'],
  ['datetime()', 'now()'],
  ['datetime(now)', 'now()'],
  ['guid(74BE27DE-1e4e-49d9-b579-fe0b331d3642)', 'guid:"74be27de-1e4e-49d9-b579-fe0b331d3642"'],
  ['guid(74be27de1e4e49d9b579fe0b331d3642)', 'guid:"74be27de-1e4e-49d9-b579-fe0b331d3642"'],
  ['guid(x)', 'guid:null ! KQL0004 "guid(x)"'],
  ['74be27de-1e4e-49d9-b579-fe0b331d3642', 'guid:"74be27de-1e4e-49d9-b579-fe0b331d3642" ! KQL0012 "74be27de-1e4e-49d9-b579-fe0b331d3642"'],
] as [string, string][])('%s', (text, expected) => {
  expect(value(text)).toBe(expected)
})

test('infinities and not-a-number', () => {
  const statement = parse('print real(nan), real(inf), real(-inf)').tree.statements[0]
  const operator = statement?.kind === 'expression' && statement.value.kind === 'operator' ? statement.value.operator : undefined
  const values = operator?.kind === 'print' ? operator.columns.map((column) => (column.kind === 'literal' ? column.value : column)) : []
  expect(values).toEqual([Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY])
})

test.each([
  ['"a\\tb\\n\\\\\\"\\\'"', '"a\\tb\\n\\\\\\"\'"'],
  ['"\\u00e9\\x41\\101\\U0001F600\\a"', JSON.stringify('éAA😀\u0007')],
  ["@'c:\\dir''s'", '"c:\\\\dir\'s"'],
  ['@"say ""x"""', '"say \\"x\\""'],
  ['h"secret"', '"secret"'],
  ['H@"a\\b"', '"a\\\\b"'],
  ['```one\n  "two" \\t```', '"one\\n  \\"two\\" \\\\t"'],
  ['~~~x~~~', '"x"'],
  ["'a' \"b\" // comment\n @'c'", '"abc"'],
  ["''", '""'],
] as [string, string][])('the string %s', (text, expected) => {
  expect(value(text)).toBe(`string:${expected}`)
})

test.each([
  ['dynamic(null)', 'null'],
  ['dynamic(1)', '1'],
  ['dynamic(-1.50)', '-1.5'],
  ['dynamic(2.)', '2.0'],
  ['dynamic(0x10)', '16'],
  ['dynamic(-9223372036854775808)', '-9223372036854775808'],
  ['dynamic("a\\"b")', '"a\\"b"'],
  ["dynamic('it' 's')", '"its"'],
  ['dynamic(true)', 'true'],
  ['dynamic([1, 2.5, "x", null, [], {}])', '[1,2.5,"x",null,[],{}]'],
  ['dynamic({"a": {"b": [true]}, \'c\': 1})', '{"a":{"b":[true]},"c":1}'],
  ['dynamic([datetime(2020-01-01), timespan(1d), 1h])', '["2020-01-01T00:00:00.0000000Z","1.00:00:00","01:00:00"]'],
  [
    'dynamic([guid(74be27de-1e4e-49d9-b579-fe0b331d3642), long(3), int(null), decimal(1.5), dynamic([1])])',
    '["74be27de-1e4e-49d9-b579-fe0b331d3642",3,null,"1.5",[1]]',
  ],
] as [string, string][])('%s', (text, expected) => {
  expect(value(text)).toBe(`dynamic:${expected === 'null' ? 'null' : JSON.stringify(expected)}`)
})
