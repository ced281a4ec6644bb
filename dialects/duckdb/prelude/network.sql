-- IPv4 addresses: four decimal numbers, behind them perhaps `/` and the length of a prefix. What is malformed gives null.

CREATE OR REPLACE MACRO kql_ipv4_join(parts) AS
  CASE WHEN len(parts) = 4 AND parts[1] <= 255 AND parts[2] <= 255 AND parts[3] <= 255 AND parts[4] <= 255
    THEN parts[1] * 16777216 + parts[2] * 65536 + parts[3] * 256 + parts[4] END;
-- The number of an address without a prefix.
CREATE OR REPLACE MACRO kql_ipv4_number(x) AS
  CASE WHEN translate(x, '0123456789.', '') = ''
    THEN list_transform([TRY_CAST(string_split(x, '.') AS BIGINT[])], lambda ipv4_parts: kql_ipv4_join(ipv4_parts))[1] END;
CREATE OR REPLACE MACRO kql_prefix_length(x, longest) AS
  CASE WHEN regexp_full_match(x, '[0-9]{1,3}') AND CAST(x AS INTEGER) <= longest THEN CAST(x AS INTEGER) END;
CREATE OR REPLACE MACRO kql_ipv4_prefix(x) AS
  CASE WHEN contains(x, '/') THEN kql_prefix_length(substr(x, position('/' IN x) + 1), 32) ELSE 32 END;
CREATE OR REPLACE MACRO kql_ipv4_keep(n, bits) AS CASE WHEN bits BETWEEN 0 AND 32 THEN n - n % (CAST(1 AS BIGINT) << (32 - bits)) END;

CREATE OR REPLACE MACRO kql_parse_ipv4_mask(x, bits) AS
  kql_ipv4_keep(kql_ipv4_number(split_part(x, '/', 1)), CASE WHEN bits BETWEEN 0 AND 32 THEN CASE WHEN kql_ipv4_prefix(x) < bits THEN kql_ipv4_prefix(x) WHEN kql_ipv4_prefix(x) IS NOT NULL THEN bits END END);
CREATE OR REPLACE MACRO kql_parse_ipv4(x) AS
  CASE WHEN contains(x, '/') THEN kql_ipv4_keep(kql_ipv4_number(split_part(x, '/', 1)), kql_ipv4_prefix(x)) ELSE kql_ipv4_number(x) END;
CREATE OR REPLACE MACRO kql_ipv4_netmask_suffix(x) AS
  CASE WHEN kql_ipv4_number(split_part(x, '/', 1)) IS NOT NULL THEN CAST(kql_ipv4_prefix(x) AS BIGINT) END;

-- The shortest of two prefixes and a length that is given; null where one is missing or out of range.
CREATE OR REPLACE MACRO kql_shortest(a, b, bits, longest) AS
  CASE WHEN a IS NOT NULL AND b IS NOT NULL AND bits BETWEEN 0 AND longest THEN least(a, b, bits) END;
CREATE OR REPLACE MACRO kql_ipv4_compare(a, b, bits) AS
  list_transform([kql_shortest(kql_ipv4_prefix(a), kql_ipv4_prefix(b), bits, 32)], lambda ipv4_bits: CAST(sign(
    kql_ipv4_keep(kql_ipv4_number(split_part(a, '/', 1)), ipv4_bits) - kql_ipv4_keep(kql_ipv4_number(split_part(b, '/', 1)), ipv4_bits)) AS BIGINT))[1];
CREATE OR REPLACE MACRO kql_ipv4_is_match(a, b, bits) AS kql_ipv4_compare(a, b, bits) = 0;
CREATE OR REPLACE MACRO kql_ipv4_is_in_range(x, network) AS kql_ipv4_compare(x, network, 32) = 0;
CREATE OR REPLACE MACRO kql_ipv4_is_private(x) AS
  list_transform([kql_ipv4_number(x)], lambda private_ip: private_ip >> 24 = 10 OR private_ip >> 20 = 2753 OR private_ip >> 16 = 49320)[1];
-- In one of the ranges; null where the address or every range is malformed.
CREATE OR REPLACE MACRO kql_ipv4_is_in_any_range(x, networks) AS
  list_bool_or(list_transform(networks, lambda ipv4_network: kql_ipv4_is_in_range(x, ipv4_network)));

CREATE OR REPLACE MACRO kql_ipv4_text(n) AS (n >> 24) || '.' || ((n >> 16) & 255) || '.' || ((n >> 8) & 255) || '.' || (n & 255);
CREATE OR REPLACE MACRO kql_format_ipv4(x, bits) AS coalesce(kql_ipv4_text(kql_parse_ipv4_mask(x, bits)), '');
CREATE OR REPLACE MACRO kql_format_ipv4_mask(x, bits) AS
  coalesce(kql_ipv4_text(kql_parse_ipv4_mask(x, bits)) || '/' || least(kql_ipv4_prefix(x), bits), '');
-- The same of an address that is given as a number.
CREATE OR REPLACE MACRO kql_ipv4_of(n, bits) AS CASE WHEN n BETWEEN 0 AND 4294967295 THEN kql_ipv4_text(kql_ipv4_keep(CAST(n AS BIGINT), bits)) END;
CREATE OR REPLACE MACRO kql_format_ipv4_number(n, bits) AS coalesce(kql_ipv4_of(n, bits), '');
CREATE OR REPLACE MACRO kql_format_ipv4_mask_number(n, bits) AS coalesce(kql_ipv4_of(n, bits) || '/' || bits, '');

-- The largest aligned blocks that make up a range: at each size only the outermost two can be among them.
CREATE OR REPLACE MACRO kql_ipv4_blocks(first, last) AS
  list_sort(list_distinct(list_filter(
    flatten(list_transform(list_transform(range(33), lambda block_bits: CAST(1 AS BIGINT) << block_bits), lambda block_size: [
      {'start': (first + block_size - 1) // block_size * block_size, 'size': block_size},
      {'start': ((last + 1) // block_size - 1) * block_size, 'size': block_size}])),
    lambda block: block.start >= first AND block.start + block.size - 1 <= last
      AND NOT (block.start - block.start % (2 * block.size) >= first AND block.start - block.start % (2 * block.size) + 2 * block.size - 1 <= last))));
CREATE OR REPLACE MACRO kql_ipv4_range_to_cidr_list(first, last) AS
  list_transform([{'first': kql_parse_ipv4(first), 'last': kql_parse_ipv4(last)}], lambda cidr_range: CASE WHEN cidr_range.first <= cidr_range.last THEN
    to_json(list_transform(kql_ipv4_blocks(cidr_range.first, cidr_range.last), lambda cidr_block:
      kql_ipv4_text(cidr_block.start) || '/' || CAST(32 - log2(cidr_block.size) AS INTEGER))) END)[1];

-- Addresses within text stand between characters that are no letters or digits.
CREATE OR REPLACE MACRO kql_has_ipv4(text, ip) AS
  contains(text, ip) AND kql_ipv4_number(ip) IS NOT NULL AND regexp_matches(text, '(?:^|[^\pL\pN])' || regexp_escape(ip) || '(?:$|[^\pL\pN])');
-- A prefix is a whole address, or numbers with a dot behind each.
CREATE OR REPLACE MACRO kql_has_ipv4_prefix(text, prefix) AS
  CASE WHEN kql_ipv4_number(prefix) IS NOT NULL THEN kql_has_ipv4(text, prefix)
    WHEN contains(text, prefix) AND regexp_full_match(prefix, '(?:(?:25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])\.){1,3}')
    THEN regexp_matches(text, '(?:^|[^\pL\pN])' || regexp_escape(prefix) || repeat('(?:25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])\.', 3 - len(string_split(prefix, '.')) + 1)
      || '(?:25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])(?:$|[^\pL\pN])')
    ELSE false END;
CREATE OR REPLACE MACRO kql_has_any_ipv4(text, ips) AS
  coalesce(list_bool_or(list_transform(ips, lambda any_ip: kql_has_ipv4(text, any_ip))), false);
CREATE OR REPLACE MACRO kql_has_any_ipv4_prefix(text, prefixes) AS
  coalesce(list_bool_or(list_transform(prefixes, lambda any_prefix: kql_has_ipv4_prefix(text, any_prefix))), false);
