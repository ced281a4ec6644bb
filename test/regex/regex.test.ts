/** Kusto's regular expressions: expected texts and matches are derived from the reference's page "Regex syntax". */
import { describe, expect, it } from 'vitest'
import { compileRegex, javascriptOf } from '../../src/regex/index.ts'

const compiled = (source: string) => {
  const regex = compileRegex(source, [1])
  if (typeof regex === 'string') throw new Error(regex)
  return regex
}
const unicode = (source: string) => compiled(source).unicode
const why = (source: string) => compileRegex(source, [1]) as string

describe('for RE2', () => {
  it('keeps what both know', () => {
    for (const same of [
      'abc',
      'a|b',
      '^a.c$',
      '(a)(?:b)+?',
      '[a-z0-9_]{2,5}',
      '\\.exe$',
      '(?i)cmd|powershell',
      '[[:alpha:]]',
      '\\p{Lu}',
      '[^a-c]*',
    ])
      expect(unicode(same), same).toBe(same)
  })
  it('writes the classes of Unicode out', () => {
    expect(unicode('\\d+')).toBe('\\p{Nd}+')
    expect(unicode('\\s')).toBe('[\\t-\\r\\x{85}\\pZ]')
    expect(unicode('[\\d.]')).toBe('[\\p{Nd}.]')
    expect(unicode('\\D')).toBe('\\P{Nd}')
    expect(compiled('\\w\\d').ascii).toBe('\\w\\d')
  })
  it('takes group names, repeated repetitions and long names of categories', () => {
    expect(unicode('(?<x>a)')).toBe('(a)')
    expect(compiled('(?P<first>a)(b)').groups).toEqual(['first', undefined])
    expect(unicode('a++')).toBe('(?:a+)+')
    expect(unicode('\\p{Uppercase_Letter}')).toBe('\\p{Lu}')
  })
  it('switches case within an expression', () => {
    expect(unicode('(?i)a(?-i)b')).toBe('(?i:a)b')
    expect(unicode('x-((?i)enc|e) \\d')).toBe('x-(?i:(enc|e) \\p{Nd})')
    expect(unicode('-((?i)enc)')).toBe('(?i)-(enc)')
  })
  it('reads a brace, a bracket or a hyphen that opens nothing as itself', () => {
    expect(unicode('a{x}')).toBe('a\\{x\\}')
    expect(unicode('[[]')).toBe('[\\[]')
    expect(unicode('[\\w-.]')).toContain('\\-.]')
  })
  it('computes intersections, differences and complements within classes', () => {
    expect(unicode('[a-y&&xyz]')).toBe('[\\x{78}-\\x{79}]')
    expect(unicode('[0-9--4]')).toBe('[\\x{30}-\\x{33}\\x{35}-\\x{39}]')
    expect(unicode('[a-g~~b-h]')).toBe('[\\x{61}\\x{68}]')
    expect(unicode('[a-c&&[^b]]')).toBe('[\\x{61}\\x{63}]')
  })
  it('can say word boundaries of ASCII alone', () => {
    expect(compiled('\\bcmd\\b').unicode).toBeUndefined()
    expect(compiled('\\bcmd\\b').ascii).toBe('\\bcmd\\b')
    expect(unicode('(?-u:\\b)cmd')).toBe('(?:\\b)cmd')
  })
  it('knows what can be empty', () => {
    expect(['a*', '(a|)', '^', 'a?b*'].every((r) => compiled(r).maybeEmpty)).toBe(true)
    expect(['a', 'a+', '^a', '(a|b)c*'].some((r) => compiled(r).maybeEmpty)).toBe(false)
  })
})

describe('refused', () => {
  it.each([
    ['(?=a)', 'looks ahead'],
    ['(?<!a)b', 'looks ahead or back'],
    ['(a', "a ')' is missing"],
    ['a)', "without its '('"],
    ['[a', "a ']' is missing"],
    ['*a', 'nothing in front'],
    ['a{3,2}', 'upper bound'],
    ['\\y', 'means nothing'],
    ['[z-a]', 'a range from a greater'],
    ['\\p{Nothing}', 'no Unicode property'],
    ['(?z)a', "no flag 'z'"],
  ])('%s', (source, reason) => expect(why(source)).toContain(reason))
})

describe('in JavaScript', () => {
  const matches = (source: string, text: string) => [...text.matchAll(javascriptOf(source))].map((m) => m[0])
  it('has the word boundaries of Unicode', () => {
    expect(matches('\\bcaf\\b', 'café caf')).toEqual(['caf'])
    expect(matches('\\b{start}\\w', 'ab été')).toEqual(['a', 'é'])
    expect(matches('\\Bb', 'éb b')).toEqual(['b'])
  })
  it('ends lines at line feeds only', () => {
    expect(matches('a.b', 'a\rb a\nb')).toEqual(['a\rb'])
    expect(matches('(?m)^b$', 'a\nb\nc')).toEqual(['b'])
    expect(matches('a$', 'a\n')).toEqual([])
  })
  it('refuses what it would do otherwise', () => {
    expect(why('\\b(?:(a)|b)*')).toContain('a group stands in a repetition')
    expect(typeof compileRegex('\\b(?:(a)|b)*', [])).toBe('object')
  })
})
