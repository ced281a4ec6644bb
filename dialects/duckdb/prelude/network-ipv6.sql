-- IPv6 addresses; an IPv4 address stands for its mapped one (::ffff:a.b.c.d). What is malformed gives null.

CREATE OR REPLACE MACRO kql_hex(n) AS lower(to_hex(n));
-- The address without its prefix, the IPv4 part at its end written in hexadecimal; `::a.b.c.d` stands for the mapped address too.
CREATE OR REPLACE MACRO kql_ipv6_tail(n) AS kql_hex(n >> 16) || ':' || kql_hex(n & 65535);
CREATE OR REPLACE MACRO kql_ipv6_plain(x) AS
  CASE WHEN NOT contains(x, '.') THEN x
    WHEN regexp_full_match(x, '(?:::)?[^:]*') THEN '::ffff:' || kql_ipv6_tail(kql_ipv4_number(replace(x, '::', '')))
    ELSE regexp_extract(x, '^(.*:)[^:]*$', 1) || kql_ipv6_tail(kql_ipv4_number(regexp_extract(x, '[^:]*$'))) END;
CREATE OR REPLACE MACRO kql_ipv6_parts(x) AS CASE WHEN x = '' THEN [] ELSE string_split(x, ':') END;
-- The groups of an address; `::` stands for as many zeros as are missing.
CREATE OR REPLACE MACRO kql_ipv6_groups(x) AS
  CASE WHEN contains(x, '::')
    THEN list_concat(kql_ipv6_parts(split_part(x, '::', 1)),
      list_transform(range(8 - len(kql_ipv6_parts(split_part(x, '::', 1))) - len(kql_ipv6_parts(split_part(x, '::', 2)))), lambda ipv6_zero: '0'),
      kql_ipv6_parts(split_part(x, '::', 2)))
    ELSE string_split(x, ':') END;
-- The groups as numbers.
CREATE OR REPLACE MACRO kql_ipv6_join(groups) AS
  CASE WHEN len(groups) = 8 AND len(list_filter(groups, lambda ipv6_group: NOT regexp_full_match(ipv6_group, '[0-9A-Fa-f]{1,4}'))) = 0
    THEN list_transform(groups, lambda ipv6_digits: CAST('0x' || ipv6_digits AS BIGINT)) END;
-- Each step is a lambda of its own, so that what it uses several times is written once.
CREATE OR REPLACE MACRO kql_ipv6_numbers(x) AS
  list_transform(list_transform(list_transform([x],
    lambda ipv6_text: CASE WHEN len(string_split(ipv6_text, '::')) <= 2 THEN kql_ipv6_plain(ipv6_text) END),
    lambda ipv6_hex: kql_ipv6_groups(ipv6_hex)),
    lambda ipv6_groups: kql_ipv6_join(ipv6_groups))[1];
-- A prefix of up to 32 behind an IPv4 address, also a mapped one, counts the bits of that alone.
CREATE OR REPLACE MACRO kql_ipv6_prefix(x) AS
  CASE WHEN NOT contains(x, '/') THEN 128
    WHEN NOT contains(x, ':') THEN 96 + kql_prefix_length(substr(x, position('/' IN x) + 1), 32)
    WHEN regexp_full_match(x, '(?i:::(?:ffff:)?)[0-9.]+/0*(?:[12]?[0-9]|3[0-2])') THEN 96 + kql_prefix_length(substr(x, position('/' IN x) + 1), 32)
    ELSE kql_prefix_length(substr(x, position('/' IN x) + 1), 128) END;
CREATE OR REPLACE MACRO kql_ipv6_keep(numbers, bits) AS
  CASE WHEN bits IS NOT NULL THEN list_transform(numbers, lambda ipv6_number, ipv6_index:
    ipv6_number - ipv6_number % (CAST(1 AS BIGINT) << (16 - least(greatest(bits - 16 * (ipv6_index - 1), 0), 16)))) END;

-- The numbers of both addresses and the bits that count.
CREATE OR REPLACE MACRO kql_ipv6_pair(a, b, bits) AS {
  'left': kql_ipv6_numbers(split_part(a, '/', 1)),
  'right': kql_ipv6_numbers(split_part(b, '/', 1)),
  'bits': kql_shortest(kql_ipv6_prefix(a), kql_ipv6_prefix(b), bits, 128)};
CREATE OR REPLACE MACRO kql_ipv6_sign(a, b) AS CASE WHEN a < b THEN -1 WHEN a > b THEN 1 WHEN a = b THEN 0 END;
CREATE OR REPLACE MACRO kql_ipv6_compare(a, b, bits) AS
  list_transform([kql_ipv6_pair(a, b, bits)], lambda ipv6_pair: CAST(kql_ipv6_sign(
    kql_ipv6_keep(ipv6_pair.left, ipv6_pair.bits), kql_ipv6_keep(ipv6_pair.right, ipv6_pair.bits)) AS BIGINT))[1];
CREATE OR REPLACE MACRO kql_ipv6_is_match(a, b, bits) AS kql_ipv6_compare(a, b, bits) = 0;
CREATE OR REPLACE MACRO kql_ipv6_is_in_range(x, network) AS kql_ipv6_compare(x, network, 128) = 0;
CREATE OR REPLACE MACRO kql_ipv6_is_in_any_range(x, networks) AS
  list_bool_or(list_transform(networks, lambda ipv6_network: kql_ipv6_is_in_range(x, ipv6_network)));

-- Eight groups of four digits; malformed text gives the empty text.
CREATE OR REPLACE MACRO kql_ipv6_text(numbers) AS
  array_to_string(list_transform(numbers, lambda ipv6_part: lpad(kql_hex(ipv6_part), 4, '0')), ':');
CREATE OR REPLACE MACRO kql_parse_ipv6_mask(x, bits) AS
  coalesce(kql_ipv6_text(kql_ipv6_keep(kql_ipv6_numbers(split_part(x, '/', 1)), kql_shortest(kql_ipv6_prefix(x), 128, bits, 128))), '');
CREATE OR REPLACE MACRO kql_parse_ipv6(x) AS kql_parse_ipv6_mask(x, 128);
