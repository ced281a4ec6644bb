import { expect, test } from 'vitest'
import { keywordTexts } from '../../src/kql/keywords.ts'
import * as T from '../../src/kql/kinds.ts'
import { tokenize } from '../../src/kql/lexer.ts'
import { acquire, FIRST_KEYWORD } from '../../src/kql/token.ts'
import type { Diagnostic } from '../../src/text/index.ts'
import { marked } from './show.ts'

const names = new Map<number, string>([...Object.entries(T), ...keywordTexts].map(([name, kind]) => [kind as number, `${name}`]))
names.set(T.bool, 'bool')

const words = (list: string): string[] => list.split(' ')

function tokens(text: string): string[] {
  const buffer = acquire(text.length)
  const diagnostics: Diagnostic[] = []
  tokenize(text, buffer, diagnostics)
  const list: string[] = []
  for (let i = 0; i < buffer.count; i++) {
    const written = text.slice(buffer.starts[i], buffer.ends[i])
    const name = names.get(buffer.kinds[i]!) ?? '?'
    const plain = name === written || (buffer.kinds[i]! >= T.openParen && buffer.kinds[i]! < FIRST_KEYWORD)
    list.push(plain ? name : `${name} ${written}`)
  }
  return [...list, ...marked(text, diagnostics)]
}

test.each([
  ['a _b $left c1 1d_x', ['identifier a', 'identifier _b', 'identifier $left', 'identifier c1', 'identifier 1d_x']],
  ['where wherever Where', ['where', 'identifier wherever', 'identifier Where']],
  ['1 0x1F 0x 1L 12ab', ['long 1', 'long 0x1F', 'identifier 0x', 'identifier 1L', 'identifier 12ab']],
  ['1.5 1. 1e5 1.5E-3 1e', ['real 1.5', 'real 1.', 'real 1e5', 'real 1.5E-3', 'identifier 1e']],
  ['1..2 1.5..2', ['long 1', 'dotDot', 'long 2', 'real 1.5', 'dotDot', 'long 2']],
  ['1d 1.5h 3microseconds 4ticks 5dx', ['timespan 1d', 'timespan 1.5h', 'timespan 3microseconds', 'timespan 4ticks', 'identifier 5dx']],
  ['1.d', ['long 1', 'dot', 'identifier d']],
  ['true False TRUE trUe', ['bool true', 'bool False', 'bool TRUE', 'identifier trUe']],
  ['long(1) long (1) int(null)', ['typed long(1)', 'long', 'openParen', 'long 1', 'closeParen', 'typed int(null)']],
  ['datetime(2020-01-01 10:00)', ['typed datetime(2020-01-01 10:00)']],
  ['"a" \'b\' @"c\\" h"d" H@\'e\'\'f\'', ['string "a"', "string 'b'", 'string @"c\\"', 'string h"d"', "string H@'e''f'"]],
  ['```a\n`b``` ~~~c~~~', ['string ```a\n`b```', 'string ~~~c~~~']],
  ['a // b | c\nd', ['identifier a', 'identifier d']],
  ['a/b', ['identifier a', 'slash', 'identifier b']],
  [
    '== != <> =~ !~ < <= > >= = =>',
    words('equalEqual notEqual notEqual equalTilde notTilde less lessEqual greater greaterEqual equal arrow'),
  ],
  [
    '( ) [ ] { } | , ; : . .. + - * / % @ ?',
    words(
      'openParen closeParen openBracket closeBracket openBrace closeBrace bar comma semicolon colon dot dotDot plus minus star slash percent at question',
    ),
  ],
  ['!has !in !in~ !between', ['!has', '!in', '!in~', '!between']],
  ['in~("x") in ~', ['in~', 'openParen', 'string "x"', 'closeParen', 'in', 'bad ~', 'KQL0006 "~"']],
  [
    'project-away project-awayx project - away',
    ['project-away', 'identifier project', 'minus', 'identifier awayx', 'project', 'minus', 'identifier away'],
  ],
  [
    'mv-expand make-series top-nested hint.strategy hint.x',
    ['mv-expand', 'make-series', 'top-nested', 'hint.strategy', 'identifier hint', 'dot', 'identifier x'],
  ],
  ['matches regex', ['matches regex']],
  ['matches  regex', ['identifier matches', 'regex']],
  ['3Dchart', ['3Dchart']],
  [
    '74be27de-1e4e-49d9-b579-fe0b331d3642 abcdefab-1',
    ['guid 74be27de-1e4e-49d9-b579-fe0b331d3642', 'identifier abcdefab', 'minus', 'long 1'],
  ],
  ['#one\n#\nx', ['directive #one', 'directive #', 'identifier x']],
  ['a\u00a0b\ufeffc\td\r\ne', ['identifier a', 'identifier b', 'identifier c', 'identifier d', 'identifier e']],
] as [string, string[]][])('%s', (text, expected) => {
  expect(tokens(text)).toEqual(expected)
})

test.each([
  ['"abc', ['KQL0003 "\\"abc"']],
  ['"abc\ndef"', ['KQL0003 "\\"abc"', 'KQL0003 "\\""']],
  ['```abc', ['KQL0003 "```abc"']],
  ["'a\\qb'", ['KQL0007 "\\\\q"']],
  ["'\\u12' '\\x4' '\\8'", ['KQL0007 "\\\\u"', 'KQL0007 "\\\\x"', 'KQL0007 "\\\\8"']],
  ['é', ['KQL0006 "é"']],
  ['😀', ['KQL0006 "😀"']],
  ['! a', ['KQL0006 "!"']],
  ['long(1\n)', ['KQL0011 "long(1"']],
] as [string, string[]][])('reports what is malformed in %s', (text, expected) => {
  expect(tokens(text).filter((token) => token.startsWith('KQL'))).toEqual(expected)
})

test('a buffer serves several texts', () => {
  expect(tokens('a')).toEqual(['identifier a'])
  expect(tokens('a b c')).toHaveLength(3)
  expect(tokens(`${'x '.repeat(20_000)}`)).toHaveLength(20_000)
})
