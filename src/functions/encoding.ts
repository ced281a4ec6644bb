import { type FunctionDef, primitive, scalar, udf, unsupported } from './define.ts'

const COMPRESSION = unsupported("the bytes depend on the engine's compressor")

/** Functions that encode, decode and hash texts. */
export const encodings: readonly FunctionDef[] = [
  scalar('base64_encode_tostring', '(text: string): string', {
    aliases: ['base64_encodestring'],
    doc: 'The UTF-8 bytes of the text in base64.',
    examples: [{ kql: 'base64_encode_tostring("Kusto")', result: 'S3VzdG8=' }],
  }),
  scalar('base64_decode_tostring', '(base64: string): string', {
    aliases: ['base64_decodestring'],
    doc: "The text whose UTF-8 bytes stand in base64; '' where it is none.",
    examples: [
      { kql: 'base64_decode_tostring("S3VzdG8=")', result: 'Kusto' },
      { kql: 'base64_decode_tostring("U3RyaW5n0KHR0tGA0L7Rh9C60LA=")', result: '' },
    ],
  }),
  scalar('base64_decode_toarray', '(base64: string): long[]', {
    doc: 'The bytes that stand in base64; null where it is none.',
    examples: [{ kql: 'base64_decode_toarray("S3VzdG8=")', result: [75, 117, 115, 116, 111] }],
  }),
  scalar('base64_encode_fromarray', '(bytes: long[]): string', {
    doc: "The bytes of an array in base64; '' where it holds anything else.",
    examples: [{ kql: 'base64_encode_fromarray(dynamic([75, 117, 115, 116, 111]))', result: 'S3VzdG8=' }],
  }),
  scalar('base64_encode_fromguid', '(guid: guid): string', {
    doc: 'The sixteen bytes of a guid in base64.',
    examples: [{ kql: 'base64_encode_fromguid(toguid("ae3133f2-6e22-49ae-b06a-16e6a9b212eb"))', result: '8jMxriJurkmwahbmqbIS6w==' }],
  }),
  scalar('base64_decode_toguid', '(base64: string): guid', {
    doc: 'The guid whose sixteen bytes stand in base64; null where it is none.',
    examples: [
      { kql: 'base64_decode_toguid("JpbpECu8dUy7Pv5gbeJXAA==")', result: '10e99626-bc2b-754c-bb3e-fe606de25700' },
      { kql: 'base64_decode_toguid("abcd1231")', result: null },
    ],
  }),
  scalar('url_encode', '(text: string): string', {
    doc: "The text as part of a URL, spaces as '+'.",
    examples: [{ kql: "url_encode('https://www.bing.com/hello world')", result: 'https%3a%2f%2fwww.bing.com%2fhello+world' }],
  }),
  scalar('url_encode_component', '(text: string): string', {
    doc: "The text as part of a URL, spaces as '%20'.",
    examples: [
      {
        kql: "url_encode_component('https://www.bing.com/hello world/')",
        result: 'https%3a%2f%2fwww.bing.com%2fhello%20world%2f',
        source: 'recorded result of the engine',
      },
    ],
  }),
  scalar('url_decode', '(text: string): string', {
    doc: 'The text that a part of a URL stands for.',
    limit: 'Text that is not UTF-8 when decoded stays as it is.',
    examples: [{ kql: "url_decode('https%3a%2f%2fwww.bing.com%2f')", result: 'https://www.bing.com/' }],
  }),
  scalar('punycode_from_string', '(text: string): string', {
    lower: udf('kql_punycode_from_string'),
    doc: 'The text in Punycode.',
    examples: [{ kql: "punycode_from_string('académie-française')", result: 'acadmie-franaise-npb1a' }],
  }),
  scalar('punycode_to_string', '(text: string): string', {
    lower: udf('kql_punycode_to_string'),
    doc: "The text that Punycode stands for; '' where it is none.",
    examples: [{ kql: "punycode_to_string('acadmie-franaise-npb1a')", result: 'académie-française' }],
  }),
  scalar('punycode_domain_from_string', '(domain: string): string', {
    lower: udf('kql_punycode_domain_from_string'),
    doc: 'A domain name with its encoded labels decoded.',
    examples: [{ kql: "punycode_domain_from_string('xn--Ge-mia.Bulg.edu')", result: 'Gáe.Bulg.edu' }],
  }),
  scalar('punycode_domain_to_string', '(domain: string): string', {
    lower: udf('kql_punycode_domain_to_string'),
    doc: 'A domain name with labels beyond ASCII encoded.',
    examples: [{ kql: "punycode_domain_to_string('Riðill｡Skáldskaparmál｡org')", result: 'xn--Riill-jta.xn--Skldskaparml-dbbj.org' }],
  }),
  scalar('gzip_decompress_from_base64_string', '(base64: string): string', {
    lower: udf('kql_gzip_decompress'),
    doc: "The text that was compressed with gzip and written in base64; '' where it is none.",
    examples: [
      {
        kql: 'gzip_decompress_from_base64_string("H4sIAAAAAAAA/wEUAOv/MTIzNDU2Nzg5MHF3ZXJ0eXVpb3A6m7f2FAAAAA==")',
        result: '1234567890qwertyuiop',
      },
      { kql: 'gzip_decompress_from_base64_string("x0x0x0")', result: '' },
    ],
  }),
  scalar('zlib_decompress_from_base64_string', '(base64: string): string', {
    lower: udf('kql_zlib_decompress'),
    doc: "The text that was compressed with zlib and written in base64; '' where it is none.",
    examples: [{ kql: 'zlib_decompress_from_base64_string("eJwLSS0uUSguKcrMS1cwNDIGACxqBQ4=")', result: 'Test string 123' }],
  }),
  scalar('gzip_compress_to_base64_string', '(text: string): string', {
    lower: COMPRESSION,
    doc: 'The text compressed with gzip, in base64.',
  }),
  scalar('zlib_compress_to_base64_string', '(text: string): string', {
    lower: COMPRESSION,
    doc: 'The text compressed with zlib, in base64.',
  }),
  scalar('hash_md5', '(source: PlainText): string', {
    doc: "The MD5 of the value's text in hexadecimal digits; '' of ''.",
    examples: [
      { kql: 'hash_md5("World")', result: 'f5a7924e621e84c9280a9a27e1bcb7f6' },
      { kql: 'hash_md5(datetime(2020-01-01))', result: '786c530672d1f8db31fee25ea8a9390b' },
    ],
  }),
  scalar('hash_sha1', '(source: PlainText): string', {
    doc: "The SHA-1 of the value's text in hexadecimal digits; '' of ''.",
    examples: [{ kql: 'hash_sha1("World")', result: '70c07ec18ef89c5309bbb0937f3a6342411e1fdd' }],
  }),
  scalar('hash_sha256', '(source: PlainText): string', {
    doc: "The SHA-256 of the value's text in hexadecimal digits; '' of ''.",
    examples: [{ kql: 'hash_sha256("World")', result: '78ae647dc5544d227130a0682a51e30bc7777fbb6d8a8f17007463a3ecd1d524' }],
  }),
  scalar(
    'hash',
    [
      ['(source: Hashable, mod: Integer?): long', primitive('hash')],
      ['(source: NotDynamic, mod: Integer?): long', unsupported('the bytes that the engine hashes for this type are not documented')],
    ],
    {
      aliases: ['hash_xxhash64'],
      doc: 'The xxHash64 of a value, or its remainder.',
      examples: [
        { kql: 'hash("World")', result: '1846988464401551951' },
        { kql: 'hash("World", 100)', result: 51 },
        { kql: 'hash(datetime("2015-01-01"))', result: '1380966698541616202' },
      ],
    },
  ),
  scalar('hash_combine', '(hash: Scalar{2,}): long', {
    lower: unsupported('how hashes are combined is not documented'),
    doc: 'One hash of several.',
  }),
  scalar('hash_many', '(source: NotDynamic+): long', {
    lower: unsupported('how hashes are combined is not documented'),
    doc: 'The hashes of several values combined.',
  }),
  scalar('unicode_codepoints_from_string', '(text: Text): long[]', {
    aliases: ['to_utf8'],
    doc: 'The code points of a text.',
    examples: [{ kql: 'unicode_codepoints_from_string("⒦⒰⒮⒯⒪")', result: [9382, 9392, 9390, 9391, 9386] }],
  }),
  scalar('unicode_codepoints_to_string', '(value: IntegerOrArray+): string', {
    lower: primitive('unicode_codepoints_to_string'),
    aliases: ['make_string'],
    doc: "The text of code points, which may stand in arrays; '' where one is none.",
    examples: [
      { kql: 'unicode_codepoints_to_string(75, 117, 115, 116, 111)', result: 'Kusto' },
      { kql: 'unicode_codepoints_to_string(dynamic([75, 117, 115]), 116, 111)', result: 'Kusto' },
    ],
  }),
  scalar('tohex', '(value: Integer, minLength: Integer?): string', {
    lower: primitive('tohex'),
    resultName: 'argument',
    doc: 'An integer in hexadecimal digits, negative ones as two’s complement of their size.',
    examples: [
      { kql: 'tohex(256)', result: '100' },
      { kql: 'tohex(-256)', result: 'ffffffffffffff00' },
      { kql: 'tohex(toint(-256), 8)', result: 'ffffff00' },
      { kql: 'tohex(256, 8)', result: '00000100' },
    ],
  }),
]
