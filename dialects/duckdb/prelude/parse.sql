-- parse-kv. The pairs of a text: what stands between pair delimiters and holds a delimiter of keys and values, which is the first one.
CREATE OR REPLACE MACRO kql_trim(x) AS trim(x, E' \t\r\n\f' || chr(11));
CREATE OR REPLACE MACRO kql_kv_pairs(x, pairs, kv) AS
  list_transform(
    list_filter(string_split(x, pairs), lambda p: contains(p, kv)),
    lambda p: {'key': kql_trim(p[:strpos(p, kv) - 1]), 'value': kql_trim(p[strpos(p, kv) + length(kv):])}
  );
-- The pairs that an expression with two groups finds.
CREATE OR REPLACE MACRO kql_kv_matches(x, pattern) AS
  list_transform(
    list_zip(regexp_extract_all(x, pattern, 1), regexp_extract_all(x, pattern, 2)),
    lambda p: {'key': kql_trim(p[1]), 'value': kql_trim(p[2])}
  );
-- The value of the first pair with this key, '' where there is none.
CREATE OR REPLACE MACRO kql_kv_value(found, wanted) AS coalesce(list_filter(found, lambda p: p.key = wanted)[1].value, '');
