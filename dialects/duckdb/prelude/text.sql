-- Terms: runs of letters and digits.
CREATE OR REPLACE MACRO kql_term_pattern(needle, before, after, fold) AS
  CASE WHEN fold THEN '(?i)' ELSE '' END || CASE WHEN before THEN '(?:^|[^\pL\pN])' ELSE '' END || regexp_escape(needle)
  || CASE WHEN after THEN '(?:$|[^\pL\pN])' ELSE '' END;

-- Whether a dynamic is null or an empty text; `text` is text that has yet to be read as JSON.
CREATE OR REPLACE MACRO kql_text_isnull(x) AS coalesce(trim(x, E' \t\r\n') IN ('', 'null'), TRUE);
CREATE OR REPLACE MACRO kql_text_isempty(x) AS coalesce(trim(x, E' \t\r\n') IN ('', 'null', '""'), TRUE);
CREATE OR REPLACE MACRO kql_json_isempty(x) AS coalesce(CAST(x AS VARCHAR) = '""', TRUE);

CREATE OR REPLACE MACRO kql_tolower(x) AS lower(x);
-- The letter ß has no upper case of one letter; DuckDB takes ẞ.
CREATE OR REPLACE MACRO kql_toupper(x) AS
  CASE WHEN contains(x, 'ß') THEN array_to_string(list_transform(string_split(x, 'ß'), lambda part: upper(part)), 'ß') ELSE upper(x) END;
CREATE OR REPLACE MACRO kql_strlen(x) AS length(x);
CREATE OR REPLACE MACRO kql_string_size(x) AS strlen(x);
-- By code points, not by graphemes as reverse() does.
CREATE OR REPLACE MACRO kql_reverse(x) AS
  CASE WHEN length(x) = strlen(x) THEN reverse(x) ELSE array_to_string(list_reverse(string_split(x, '')), '') END;

-- Parts. A start before the text's first character gives nothing.
CREATE OR REPLACE MACRO kql_substring(x, start) AS
  coalesce(CASE WHEN start >= 0 THEN substring(x, start + 1) WHEN length(x) + start >= 0 THEN substring(x, length(x) + start + 1) END, '');
CREATE OR REPLACE MACRO kql_substring_length(x, start, size) AS
  coalesce(
    CASE
      WHEN size <= 0 THEN ''
      WHEN start >= 0 THEN substring(x, start + 1, size)
      WHEN length(x) + start >= 0 THEN substring(x, length(x) + start + 1, size)
    END,
    ''
  );
CREATE OR REPLACE MACRO kql_part(parts, i) AS CASE WHEN i >= 0 AND i < len(parts) THEN [parts[i + 1]] END;
CREATE OR REPLACE MACRO kql_strcat_array(a, delimiter) AS
  CASE
    WHEN json_type(a) = 'ARRAY'
    THEN array_to_string(list_transform(CAST(a AS JSON[]), lambda v: kql_dynamic_tostring(nullif(v, 'null')::JSON)), delimiter)
    ELSE ''
  END;
CREATE OR REPLACE MACRO kql_strrep(x, n, delimiter) AS
  CASE
    WHEN n > 1024 THEN error('strrep() beyond 1024 repetitions is not supported')
    WHEN n < 1 OR n IS NULL THEN ''
    ELSE repeat(concat(x, delimiter), n - 1) || x
  END;
CREATE OR REPLACE MACRO kql_repeat(x, n) AS CASE WHEN n >= 0 THEN list_transform(range(n), lambda i: x) END;
CREATE OR REPLACE MACRO kql_translate(search, replacement, x) AS
  translate(x, search, CASE WHEN replacement = '' THEN '' ELSE rpad(replacement, greatest(length(search), length(replacement))::INTEGER, right(replacement, 1)) END);
CREATE OR REPLACE MACRO kql_replace_string(x, lookup, rewrite) AS CASE WHEN lookup = '' THEN x ELSE replace(x, lookup, rewrite) END;

-- Searches.
CREATE OR REPLACE MACRO kql_count_apart(x, part) AS (strlen(x) - strlen(replace(x, part, ''))) // strlen(part);
CREATE OR REPLACE MACRO kql_count_overlapping(x, part) AS
  CASE
    WHEN NOT contains(x, part) OR part = '' THEN 0
    ELSE len(list_filter(range(1, length(x) - length(part) + 2), lambda i: substring(x, i, length(part)) = part))
  END;
-- An empty lookup has no position.
CREATE OR REPLACE MACRO kql_indexof(x, part) AS CASE WHEN part <> '' THEN instr(x, part) - 1 END;
CREATE OR REPLACE MACRO kql_position(found, start) AS CASE WHEN found > 0 THEN start + found - 1 ELSE -1 END;
CREATE OR REPLACE MACRO kql_range_start(x, start) AS CASE WHEN start < 0 THEN greatest(length(x) + start, 0) ELSE start END;
CREATE OR REPLACE MACRO kql_range(x, start, size) AS CASE WHEN size < 0 THEN substring(x, start + 1) ELSE substring(x, start + 1, size) END;
CREATE OR REPLACE MACRO kql_indexof_from(x, part, start, size) AS kql_position(instr(kql_range(x, start, size), part), start);
-- For each further occurrence the range begins anew behind the one before.
CREATE OR REPLACE MACRO kql_indexof_range(x, part, start, size, n) AS
  CASE
    WHEN part = '' OR size < -1 OR n < 1 THEN NULL
    ELSE list_reduce(
      range(1, n),
      lambda found, i: CASE WHEN found < 0 THEN found ELSE kql_indexof_from(x, part, found + length(part), size) END,
      kql_indexof_from(x, part, kql_range_start(x, start), size)
    )
  END;

-- Regular expressions. What stands in front of a match is the shortest text in front of one.
CREATE OR REPLACE MACRO kql_texts_or_null(texts) AS
  CASE WHEN len(texts) > 0 THEN to_json(list_transform(texts, lambda t: coalesce(t, ''))) END;
CREATE OR REPLACE MACRO kql_rows_of_texts(groups) AS
  CASE
    WHEN len(groups[1]) > 0
    THEN to_json(list_transform(range(1, len(groups[1]) + 1), lambda i: list_transform(groups, lambda g: coalesce(g[i], ''))))
  END;
CREATE OR REPLACE MACRO kql_indexof_regex(x, re) AS
  CASE WHEN regexp_matches(x, re) THEN length(regexp_extract(x, '^((?s:.)*?)(?:' || re || ')', 1)) ELSE -1 END;
-- The n-th match begins behind the n first parts and the n - 1 first matches.
CREATE OR REPLACE MACRO kql_indexof_nth_match(x, re, n) AS
  CASE
    WHEN len(regexp_extract_all(x, re)) < n THEN -1
    ELSE length(array_to_string(string_split_regex(x, re)[1:n], '')) + length(array_to_string(regexp_extract_all(x, re)[1:n - 1], ''))
  END;
CREATE OR REPLACE MACRO kql_from_start(found, start) AS CASE WHEN found < 0 THEN found ELSE found + start END;
CREATE OR REPLACE MACRO kql_indexof_regex_range(x, re, start, size, n) AS
  CASE WHEN start < 0 OR size < -1 OR n < 1 THEN NULL ELSE kql_from_start(kql_indexof_nth_match(kql_range(x, start, size), re, n), start) END;
