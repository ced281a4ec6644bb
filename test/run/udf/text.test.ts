/** Functions of texts in JavaScript. Expected values: the reference's pages, the documentation of what they imitate, or derived by hand. */
import { describe, expect, it } from 'vitest'
import { parsePath } from '../../../src/run/udf/parse-path.ts'
import { parseCommandLine, parseCsv } from '../../../src/run/udf/parse-text.ts'
import { parseUrl, parseUrlQuery } from '../../../src/run/udf/parse-url.ts'
import { parseXml } from '../../../src/run/udf/parse-xml.ts'
import { decodeDomain, decodePunycode, encodeDomain, encodePunycode } from '../../../src/run/udf/punycode.ts'
import { replaceStrings } from '../../../src/run/udf/replace-strings.ts'
import { regexFunctions } from '../../../src/run/udf/text-regex.ts'
import { xxHash64 } from '../../../src/run/udf/xxhash.ts'

const url = (text: string) => JSON.parse(parseUrl(text)) as Record<string, unknown>
const path = (text: string) => JSON.parse(parsePath(text)) as Record<string, string>
const xml = (text: string) => JSON.parse(parseXml(text) ?? '"none"') as unknown

describe('parse_url', () => {
  it('finds all parts', () => {
    expect(parseUrl('ftp://ann:secret@files.example:21/a/b?x=1&y=#top')).toBe(
      '{"Scheme":"ftp","Host":"files.example","Port":"21","Path":"/a/b","Username":"ann","Password":"secret","Query Parameters":{"x":"1","y":""},"Fragment":"top"}',
    )
  })
  it('leaves what is missing empty, and decodes nothing', () => {
    expect(url('https://example.org')).toMatchObject({ Host: 'example.org', Port: '', Path: '', 'Query Parameters': {} })
    expect(url('https://[::1]:8080/').Host).toBe('[::1]')
    expect(url('https://h/?u=a%20b=c')['Query Parameters']).toEqual({ u: 'a%20b=c' })
  })
  it('takes the query alone', () => {
    expect(url('a=1&b=2')).toMatchObject({ Host: '', 'Query Parameters': { a: '1', b: '2' } })
    expect(parseUrlQuery('2=b&1=a')).toBe('{"Query Parameters":{"2":"b","1":"a"}}')
  })
})

describe('parse_path', () => {
  it('knows both systems', () => {
    expect(path('C:\\Users\\ann\\a.tar.gz')).toMatchObject({
      RootPath: 'C:\\',
      DirectoryPath: 'C:\\Users\\ann',
      DirectoryName: 'ann',
      Extension: 'gz',
    })
    expect(path('/etc/passwd')).toMatchObject({ RootPath: '', DirectoryPath: '/etc', Filename: 'passwd', Extension: '' })
    expect(path('file://D:/x/y.txt:ads')).toMatchObject({
      Scheme: 'file',
      RootPath: 'D:/',
      Filename: 'y.txt',
      AlternateDataStreamName: 'ads',
    })
  })
})

describe('parse_xml', () => {
  it('turns elements, attributes and texts into JSON', () => {
    expect(xml('<e/>')).toEqual({ e: null })
    expect(xml('<e n="v" m=\'w\'/>')).toEqual({ e: { '@n': 'v', '@m': 'w' } })
    expect(xml('<e> text <a>x</a> </e>')).toEqual({ e: { '#text': 'text', a: 'x' } })
    expect(xml('<r><d N="a">1</d><d N="b"/><d N="c">&lt;3&#x41;</d></r>')).toEqual({
      r: { d: [{ '@N': 'a', '#text': '1' }, { '@N': 'b' }, { '@N': 'c', '#text': '<3A' }] },
    })
  })
  it('passes over declarations, comments and instructions, and takes CDATA', () => {
    expect(xml('<?xml version="1.0"?><!-- x --><e><![CDATA[a<b]]><?y z?></e>')).toEqual({ e: 'a<b' })
  })
  it('is null where it is not well-formed', () => {
    for (const bad of ['', 'text', '<a>', '<a></b>', '<a/><b/>', '<a>&nbsp;</a>', '<a b="1" b="2"/>', '<a b=1/>'])
      expect(parseXml(bad), bad).toBeNull()
  })
})

describe('records and command lines', () => {
  it('reads a record of CSV', () => {
    expect(parseCsv('a,"b ""c"", d",,e')).toEqual(['a', 'b "c", d', '', 'e'])
    expect(parseCsv('a,\nb')).toEqual(['a', ''])
    expect(parseCsv('')).toEqual([''])
  })
  it('reads a command line as Windows does (the documentation of CommandLineToArgvW and of argv)', () => {
    expect(parseCommandLine('p "abc" d e')).toEqual(['p', 'abc', 'd', 'e'])
    expect(parseCommandLine('p a\\\\b d"e f"g h')).toEqual(['p', 'a\\\\b', 'de fg', 'h'])
    expect(parseCommandLine('p a\\\\\\"b c d')).toEqual(['p', 'a\\"b', 'c', 'd'])
    expect(parseCommandLine('p a\\\\\\\\"b c" d e')).toEqual(['p', 'a\\\\b c', 'd', 'e'])
    expect(parseCommandLine('"C:\\Program Files\\x.exe"  -a')).toEqual(['C:\\Program Files\\x.exe', '-a'])
  })
})

describe('the rest', () => {
  it('encodes and decodes Punycode (samples of RFC 3492)', () => {
    for (const [text, encoded] of [
      ['他们为什么不说中文', 'ihqwcrb4cv8a8dqg056pqjye'],
      ['3年B組金八先生', '3B-ww4c5e180e575a65lsy2b'],
      ['bücher', 'bcher-kva'],
    ] as const) {
      expect(encodePunycode(text)).toBe(encoded)
      expect(decodePunycode(encoded)).toBe(text)
    }
    expect(encodeDomain('münchen。example')).toBe('xn--mnchen-3ya.example')
    expect(decodeDomain('www.xn--mnchen-3ya.example')).toBe('www.münchen.example')
    expect(decodePunycode('é-1')).toBe('')
  })
  it('hashes (test values of xxHash64: the empty text, and one longer than a stripe)', () => {
    expect(BigInt.asUintN(64, xxHash64(Buffer.from('')))).toBe(0xef46db3751d8e999n)
    expect(BigInt.asUintN(64, xxHash64(Buffer.from('a')))).toBe(0xd24ec4f1a98c6e5bn)
    expect(BigInt.asUintN(64, xxHash64(Buffer.from('Nobody inspects the spammish repetition')))).toBe(0xfbcea83c8a378bf1n)
  })
  it('replaces several texts, earlier ones first', () => {
    expect(replaceStrings('cat and dog', ['cat', 'dog'], ['dog', 'bird'])).toBe('dog and bird')
    expect(replaceStrings('This is', ['is', 'This'], ['was', 'That'])).toBe('Thwas was')
    expect(replaceStrings('This is', ['This', 7, 'is'], [1, 'x', 'was'])).toBe('This was')
  })
  it('judges texts beyond ASCII', () => {
    const call = (name: string, ...args: (string | bigint)[]) => regexFunctions[name]?.call(...args)
    expect(call('kql_regex_extract', 'é1 b2', '\\b(\\w)(\\d)', 2n)).toBe('1')
    expect(call('kql_regex_replace', 'éb b', '\\bb', '[\\0]')).toBe('éb [b]')
    expect(call('kql_regex_position', 'é é b', '\\bb', 1n)).toBe(4n)
    expect(call('kql_regex_cut_end', 'é b', '\\bb')).toBe('é ')
    expect(call('kql_re2', '\\d')).toBe('\\p{Nd}')
  })
})
