-- Encodings of texts and bytes.

CREATE OR REPLACE MACRO kql_base64_encode_tostring(x) AS to_base64(encode(x));
-- Bytes in base64, with their padding; null where it is none.
CREATE OR REPLACE MACRO kql_base64_bytes(x) AS
  CASE WHEN regexp_full_match(x, '(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?') THEN TRY(from_base64(x)) END;
CREATE OR REPLACE MACRO kql_base64_decode_tostring(x) AS coalesce(TRY(decode(kql_base64_bytes(x))), '');
CREATE OR REPLACE MACRO kql_hex_byte(digits, i) AS CAST('0x' || substr(digits, 2 * i + 1, 2) AS BIGINT);
CREATE OR REPLACE MACRO kql_hex_bytes(digits) AS list_transform(range(length(digits) // 2), lambda kql_i: kql_hex_byte(digits, kql_i));
CREATE OR REPLACE MACRO kql_base64_decode_toarray(x) AS kql_hex_bytes(hex(kql_base64_bytes(x)));
CREATE OR REPLACE MACRO kql_base64_encode_fromarray(bytes) AS
  coalesce(
    CASE
      WHEN list_bool_and(list_transform(bytes, lambda kql_byte: kql_byte BETWEEN 0 AND 255))
      THEN to_base64(from_hex(array_to_string(list_transform(bytes, lambda kql_byte: printf('%02x', kql_byte)), '')))
    END,
    ''
  );
-- A guid's first parts stand with their lowest byte first: three when it is written, two when it is read, as the examples of both pages have it.
CREATE OR REPLACE MACRO kql_guid_swapped(d) AS substr(d, 7, 2) || substr(d, 5, 2) || substr(d, 3, 2) || substr(d, 1, 2) || substr(d, 11, 2) || substr(d, 9, 2);
CREATE OR REPLACE MACRO kql_guid_bytes(d) AS from_hex(kql_guid_swapped(d) || substr(d, 15, 2) || substr(d, 13, 2) || substr(d, 17));
CREATE OR REPLACE MACRO kql_base64_encode_fromguid(x) AS coalesce(to_base64(kql_guid_bytes(replace(CAST(x AS VARCHAR), '-', ''))), '');
CREATE OR REPLACE MACRO kql_base64_decode_toguid(x) AS
  CASE WHEN octet_length(kql_base64_bytes(x)) = 16 THEN CAST(kql_guid_swapped(hex(kql_base64_bytes(x))) || substr(hex(kql_base64_bytes(x)), 13) AS UUID) END;

-- Parts of URLs: small hexadecimal digits; letters, digits and a few signs stay.
CREATE OR REPLACE MACRO kql_url_encode_component(x) AS
  array_to_string(
    list_transform(
      string_split(x, ''),
      lambda kql_c: CASE WHEN regexp_full_match(kql_c, '[A-Za-z0-9_.!*()-]?') THEN kql_c WHEN kql_c = '~' THEN '%7e' ELSE lower(url_encode(kql_c)) END
    ),
    ''
  );
CREATE OR REPLACE MACRO kql_url_encode(x) AS replace(kql_url_encode_component(x), '%20', '+');
CREATE OR REPLACE MACRO kql_url_decode(x) AS coalesce(TRY(url_decode(replace(x, '+', ' '))), x);

CREATE OR REPLACE MACRO kql_unicode_codepoints_from_string(x) AS
  CASE WHEN x = '' THEN CAST([] AS BIGINT[]) ELSE list_transform(string_split(x, ''), lambda kql_c: CAST(unicode(kql_c) AS BIGINT)) END;
CREATE OR REPLACE MACRO kql_is_codepoint(n) AS coalesce(n BETWEEN 0 AND 55295 OR n BETWEEN 57344 AND 1114111, FALSE);
CREATE OR REPLACE MACRO kql_codepoints_text(list) AS
  coalesce(
    CASE
      WHEN list_bool_and(list_transform(list, lambda kql_point: kql_is_codepoint(kql_point)))
      THEN array_to_string(list_transform(list, lambda kql_point: chr(CAST(kql_point AS INTEGER))), '')
    END,
    ''
  );

-- At most sixteen digits.
CREATE OR REPLACE MACRO kql_pad_hex(digits, least_digits) AS
  coalesce(lpad(digits, CAST(greatest(length(digits), greatest(0, least(least_digits, 16))) AS INTEGER), '0'), '');

CREATE OR REPLACE MACRO kql_hash_md5(x) AS CASE WHEN x = '' THEN '' ELSE md5(x) END;
CREATE OR REPLACE MACRO kql_hash_sha1(x) AS CASE WHEN x = '' THEN '' ELSE sha1(x) END;
CREATE OR REPLACE MACRO kql_hash_sha256(x) AS CASE WHEN x = '' THEN '' ELSE sha256(x) END;
-- The remainder of a hash, taken as a number without a sign.
CREATE OR REPLACE MACRO kql_hash_mod(h, n) AS
  CASE WHEN n > 0 THEN CAST((h + CASE WHEN h < 0 THEN 18446744073709551616::HUGEINT ELSE 0::HUGEINT END) % n AS BIGINT) END;
