-- Texts taken apart and judged, values as texts.

CREATE OR REPLACE MACRO kql_strcmp(a, b) AS CASE WHEN a < b THEN -1 WHEN a > b THEN 1 ELSE 0 END;
CREATE OR REPLACE MACRO kql_regex_quote(x) AS regexp_replace(x, '[\\.+*?()|\[\]{}^$#&~-]', '\\\0', 'g');
CREATE OR REPLACE MACRO kql_isascii(x) AS length(x) = strlen(x);
CREATE OR REPLACE MACRO kql_isutf8(x) AS TRUE;
CREATE OR REPLACE MACRO kql_assert(predicate, message) AS
  CASE WHEN predicate THEN TRUE ELSE error('assert() has failed with message: ''' || message || '''') END;
CREATE OR REPLACE MACRO kql_new_guid() AS uuid();

-- Four parts of eight digits.
CREATE OR REPLACE MACRO kql_version_number(parts) AS
  CAST(list_reduce(parts, lambda kql_sum, kql_part: kql_sum * 100000000 + kql_part, CAST(0 AS HUGEINT)) AS DECIMAL(38, 0));
CREATE OR REPLACE MACRO kql_parse_version(x) AS
  CASE
    WHEN regexp_full_match(x, '[0-9]{1,8}(?:\.[0-9]{1,8}){0,3}')
    THEN kql_version_number(list_resize(list_transform(string_split(x, '.'), lambda kql_digits: CAST(kql_digits AS HUGEINT)), 4, CAST(0 AS HUGEINT)))
  END;

-- Terms in any case, the text in lower case.
CREATE OR REPLACE MACRO kql_has_any_index(x, terms) AS
  coalesce(list_position(list_transform(terms, lambda kql_term: kql_has_term(x, lower(kql_term), TRUE, TRUE)), TRUE), 0) - 1;

-- Which power of 1024 a number of bytes is written with.
CREATE OR REPLACE MACRO kql_bytes_unit(size) AS len(list_filter(range(1, 7), lambda kql_power: abs(size) >= pow(1024, kql_power)));
CREATE OR REPLACE MACRO kql_bytes_text(x, digits) AS
  CASE
    WHEN abs(x) >= 1e15 OR NOT isfinite(x) THEN error('format_bytes(): how numbers of this size are written is not documented')
    WHEN digits = 0 THEN CAST(CAST(round(x) AS HUGEINT) AS VARCHAR)
    WHEN round(x, kql_digits(digits)) = round(x, kql_digits(digits) - 1) THEN error('format_bytes(): whether closing zeros are written is not documented')
    ELSE CAST(round(x, kql_digits(digits)) AS VARCHAR)
  END;
CREATE OR REPLACE MACRO kql_format_bytes(size, digits, unit) AS
  coalesce(
    kql_bytes_text(size / pow(1024, unit), digits) || ' ' || list_extract(['Bytes', 'KB', 'MB', 'GB', 'TB', 'PB', 'EB'], CAST(unit + 1 AS BIGINT)),
    ''
  );
