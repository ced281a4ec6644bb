/** Functions of IP addresses. */
import { type FunctionDef, macro, primitive, scalar, undocumented } from './define.ts'

export const network: readonly FunctionDef[] = [
  scalar('parse_ipv4', '(ip: string): long', {
    doc: 'The number of an IPv4 address, its bits behind the prefix cut; null for other text.',
    examples: [
      { kql: "parse_ipv4('192.168.1.1')", result: 3232235777 },
      { kql: "parse_ipv4('192.168.1.1/24')", result: 3232235776 },
      { kql: "parse_ipv4('192.168.1')", result: null },
    ],
  }),
  scalar('parse_ipv4_mask', '(ip: string, prefix: long): long', {
    doc: 'The number of an IPv4 address of which so many bits count.',
    examples: [{ kql: 'parse_ipv4_mask("127.0.0.1", 24)', result: 2130706432 }],
  }),
  scalar(
    'format_ipv4',
    [
      ['(ip: string, prefix: long?): string', macro('kql_format_ipv4', 32n)],
      ['(ip: Number, prefix: long?): string', macro('kql_format_ipv4_number', 32n)],
      undocumented('(ip: Scalar, prefix: long?): string'),
    ],
    {
      nulls: 'never',
      doc: 'An IPv4 address of which so many bits count as text; empty for what is none.',
      examples: [
        { kql: "format_ipv4('192.168.1.1', 24)", result: '192.168.1.0' },
        { kql: "format_ipv4('192.168.1.1/24', 32)", result: '192.168.1.0' },
        { kql: "format_ipv4('192.168.1.1/24', -1)", result: '' },
        { kql: 'format_ipv4(3232236031)', result: '192.168.1.255' },
      ],
    },
  ),
  scalar(
    'format_ipv4_mask',
    [
      ['(ip: string, prefix: long?): string', macro('kql_format_ipv4_mask', 32n)],
      ['(ip: Number, prefix: long?): string', macro('kql_format_ipv4_mask_number', 32n)],
      undocumented('(ip: Scalar, prefix: long?): string'),
    ],
    {
      nulls: 'never',
      doc: 'An IPv4 network in CIDR notation; empty for what is none.',
      examples: [
        { kql: "format_ipv4_mask('192.168.1.1', 24)", result: '192.168.1.0/24' },
        { kql: "format_ipv4_mask('192.168.1.1/24', 32)", result: '192.168.1.0/24' },
      ],
    },
  ),
  scalar('ipv4_netmask_suffix', '(ip: string): long', {
    doc: 'The length of the prefix of an IPv4 address, 32 where it has none.',
    examples: [
      { kql: "ipv4_netmask_suffix('10.1.2.3')", result: 32 },
      { kql: "ipv4_netmask_suffix('192.168.1.1/24')", result: 24 },
    ],
  }),
  scalar('ipv4_range_to_cidr_list', '(start_ip: string, end_ip: string): dynamic', {
    doc: 'The fewest networks that make up the range between two IPv4 addresses.',
    examples: [{ kql: "ipv4_range_to_cidr_list('1.1.128.0', '1.1.140.255')", result: ['1.1.128.0/21', '1.1.136.0/22', '1.1.140.0/24'] }],
  }),
  scalar('ipv4_is_private', '(ip: string): bool', {
    lower: primitive('ipv4_is_private'),
    doc: 'Whether an IPv4 address is one of a private network; null for other text.',
    examples: [
      { kql: "ipv4_is_private('10.1.2.3')", result: true },
      { kql: "ipv4_is_private('192.168.1.1/24')", result: true },
      { kql: "ipv4_is_private('127.0.0.1')", result: false },
      { kql: "ipv4_is_private('10.0.0')", result: null },
    ],
  }),
  scalar('ipv4_compare', '(ip1: string, ip2: string, prefix: long?): long', {
    lower: macro('kql_ipv4_compare', 32n),
    doc: 'How two IPv4 addresses compare (-1, 0 or 1) in the bits that all prefixes leave.',
    examples: [
      { kql: "ipv4_compare('192.168.1.1/24', '192.168.1.255', 31)", result: 0 },
      { kql: "ipv4_compare('10.0.0.1', '10.0.0.2')", result: -1 },
    ],
  }),
  scalar('ipv4_is_match', '(ip1: string, ip2: string, prefix: long?): bool', {
    lower: primitive('ipv4_is_match'),
    doc: 'Whether two IPv4 addresses are equal in the bits that all prefixes leave.',
    examples: [
      { kql: "ipv4_is_match('192.168.1.1/24', '192.168.1.255')", result: true },
      { kql: "ipv4_is_match('192.168.1.1', '192.168.1.0', 31)", result: true },
      { kql: "ipv4_is_match('192.168.1.1', '192.168.2.1')", result: false },
    ],
  }),
  scalar('ipv4_is_in_range', '(ip: string, ip_range: string): bool', {
    lower: primitive('ipv4_is_in_range'),
    doc: 'Whether an IPv4 address lies in a network in CIDR notation.',
    examples: [
      { kql: "ipv4_is_in_range('192.168.1.1', '192.168.1.255/24')", result: true },
      { kql: "ipv4_is_in_range('192.168.2.1', '192.168.1.255/24')", result: false },
      { kql: "ipv4_is_in_range('x', '192.168.1.255/24')", result: null },
    ],
  }),
  scalar('ipv4_is_in_any_range', ['(ip: StringOrDynamic, ranges: string+): bool', '(ip: StringOrDynamic, ranges: DynamicArray): bool'], {
    lower: primitive('ipv4_is_in_any_range'),
    doc: 'Whether an IPv4 address lies in one of several networks.',
    examples: [
      { kql: "ipv4_is_in_any_range('192.168.1.6', '192.168.1.1/24', '10.0.0.1/8', '127.1.0.1/16')", result: true },
      { kql: 'ipv4_is_in_any_range("1.1.1.1", dynamic(["127.0.0.1", "192.168.1.1/16"]))', result: false },
    ],
  }),
  scalar('has_ipv4', '(source: StringOrDynamic, ip: string): bool', {
    lower: primitive('has_ipv4'),
    nulls: 'never',
    doc: 'Whether an IPv4 address stands in the text, between characters that are no letters or digits.',
    examples: [
      { kql: "has_ipv4('05:04:54 127.0.0.1 GET /favicon.ico 404', '127.0.0.1')", result: true },
      { kql: "has_ipv4('05:04:54 127.0.0.256 GET /favicon.ico 404', '127.0.0.256')", result: false },
    ],
  }),
  scalar('has_any_ipv4', ['(source: StringOrDynamic, ips: string+): bool', '(source: StringOrDynamic, ips: DynamicArray): bool'], {
    lower: primitive('has_any_ipv4'),
    nulls: 'never',
    doc: 'Whether one of several IPv4 addresses stands in the text.',
    examples: [{ kql: "has_any_ipv4('05:04:54 127.0.0.1 GET', dynamic(['127.0.0.1', '127.0.0.2']))", result: true }],
  }),
  scalar('has_ipv4_prefix', '(source: StringOrDynamic, ip_prefix: string): bool', {
    lower: primitive('has_ipv4_prefix'),
    nulls: 'never',
    doc: 'Whether an IPv4 address that begins so stands in the text; a prefix ends with a dot.',
    examples: [
      { kql: "has_ipv4_prefix('05:04:54 127.0.0.1 GET', '127.0.')", result: true },
      { kql: "has_ipv4_prefix('05:04:54 127.0.0.1 GET', '127.0')", result: false },
      { kql: "has_ipv4_prefix('05:04:54 127.0.0.256 GET', '127.0.')", result: false },
    ],
  }),
  scalar(
    'has_any_ipv4_prefix',
    ['(source: StringOrDynamic, ip_prefixes: string+): bool', '(source: StringOrDynamic, ip_prefixes: DynamicArray): bool'],
    {
      lower: primitive('has_any_ipv4_prefix'),
      nulls: 'never',
      doc: 'Whether an IPv4 address that begins with one of several prefixes stands in the text.',
      examples: [{ kql: "has_any_ipv4_prefix('05:04:54 127.0.0.1 GET', '127.0.', '192.168.')", result: true }],
    },
  ),
  scalar('parse_ipv6', '(ip: string): string', {
    nulls: 'never',
    doc: 'An IPv6 or IPv4 address as eight groups of four digits; empty for other text.',
    examples: [{ kql: "parse_ipv6('192.168.255.255/24')", result: '0000:0000:0000:0000:0000:ffff:c0a8:ff00' }],
  }),
  scalar('parse_ipv6_mask', '(ip: string, prefix: long): string', {
    nulls: 'never',
    doc: 'An IPv6 or IPv4 address of which so many bits count.',
    examples: [{ kql: "parse_ipv6_mask('fe80::85d:e82c:9446:7994', 120)", result: 'fe80:0000:0000:0000:085d:e82c:9446:7900' }],
  }),
  scalar('ipv6_compare', '(ip1: string, ip2: string, prefix: long?): long', {
    lower: macro('kql_ipv6_compare', 128n),
    doc: 'How two IPv6 or IPv4 addresses compare (-1, 0 or 1) in the bits that all prefixes leave.',
    examples: [{ kql: "ipv6_compare('192.168.1.1/24', '::ffff:c0a8:01ff')", result: 0 }],
  }),
  scalar('ipv6_is_match', '(ip1: string, ip2: string, prefix: long?): bool', {
    lower: macro('kql_ipv6_is_match', 128n),
    doc: 'Whether two IPv6 or IPv4 addresses are equal in the bits that all prefixes leave.',
    examples: [{ kql: "ipv6_is_match('fe80::85d:e82c:9446:7994', 'fe80::85d:e82c:9446:7998/120')", result: true }],
  }),
  scalar('ipv6_is_in_range', '(ip: string, ip_range: string): bool', {
    doc: 'Whether an IPv6 address lies in a network.',
    examples: [
      { kql: "ipv6_is_in_range('a5e:f127:8a9d:146d:e102:b5d3:c755:abcd', 'a5e:f127:8a9d:146d:e102:b5d3:c755:0000/112')", result: true },
      { kql: "ipv6_is_in_range('a5e:f127:8a9d:146d:e102:b5d3:c755:abcd', '0:0:0:0:0:ffff:c0a8:ac/60')", result: false },
    ],
  }),
  scalar('ipv6_is_in_any_range', ['(ip: StringOrDynamic, ranges: string+): bool', '(ip: StringOrDynamic, ranges: DynamicArray): bool'], {
    lower: primitive('ipv6_is_in_any_range'),
    doc: 'Whether an IPv6 address lies in one of several networks.',
    examples: [{ kql: 'ipv6_is_in_any_range("a5e:f127::abcd", dynamic(["a5e:f127::/32"]))', result: true }],
  }),
]
