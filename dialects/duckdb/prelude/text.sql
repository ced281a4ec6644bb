-- Texts. Names of lambdas' parameters are such that no column bears them.

-- Whether a text has a term: runs of letters and digits. A side of the term that is no letter or digit needs no boundary.
CREATE OR REPLACE MACRO kql_term_pattern(term, before, after) AS
  CASE WHEN before AND regexp_matches(term, '^[\pL\pN]') THEN '(?:^|[^\pL\pN])' ELSE '' END || regexp_escape(term)
  || CASE WHEN after AND regexp_matches(term, '[\pL\pN]$') THEN '(?:$|[^\pL\pN])' ELSE '' END;
CREATE OR REPLACE MACRO kql_has_term(x, term, before, after) AS
  CASE WHEN contains(x, term) THEN regexp_matches(x, kql_term_pattern(term, before, after)) ELSE FALSE END;
-- Texts are in lower case, terms in any.
CREATE OR REPLACE MACRO kql_has_any(x, terms) AS
  coalesce(list_bool_or(list_transform(terms, lambda kql_term: kql_has_term(x, lower(kql_term), TRUE, TRUE))), FALSE);
CREATE OR REPLACE MACRO kql_has_all(x, terms) AS
  coalesce(list_bool_and(list_transform(terms, lambda kql_term: kql_has_term(x, lower(kql_term), TRUE, TRUE))), TRUE);
CREATE OR REPLACE MACRO kql_in_folded(x, list) AS coalesce(list_contains(list_transform(list, lambda kql_item: lower(kql_item)), x), FALSE);
-- The elements of an array; a value that is no array stands for itself.
CREATE OR REPLACE MACRO kql_json_items(x) AS CASE WHEN json_type(x) = 'ARRAY' THEN kql_items(x) ELSE [x] END;
CREATE OR REPLACE MACRO kql_array_texts(x) AS
  list_transform(kql_json_items(x), lambda kql_json_item: kql_dynamic_tostring(nullif(kql_json_item, 'null')::JSON));
-- A number without a fraction.
CREATE OR REPLACE MACRO kql_json_whole(x) AS list_transform([x], lambda whole_json: kql_whole_of(whole_json))[1];
CREATE OR REPLACE MACRO kql_whole_of(x) AS
  CASE
    WHEN json_type(x) IN ('BIGINT', 'UBIGINT') THEN TRY_CAST(x AS BIGINT)
    WHEN json_type(x) = 'DOUBLE' AND CAST(x AS DOUBLE) = trunc(CAST(x AS DOUBLE)) THEN TRY_CAST(CAST(x AS DOUBLE) AS BIGINT)
  END;

-- Whether a dynamic is null or an empty text; `text` is text that has yet to be read as JSON.
CREATE OR REPLACE MACRO kql_text_isnull(x) AS coalesce(trim(x, E' \t\r\n') IN ('', 'null'), TRUE);
CREATE OR REPLACE MACRO kql_text_isempty(x) AS coalesce(trim(x, E' \t\r\n') IN ('', 'null', '""'), TRUE);
CREATE OR REPLACE MACRO kql_json_isempty(x) AS coalesce(CAST(x AS VARCHAR) = '""', TRUE);

CREATE OR REPLACE MACRO kql_tolower(x) AS lower(x);
-- The letter ß has no upper case of one letter; DuckDB takes ẞ.
CREATE OR REPLACE MACRO kql_toupper(x) AS
  CASE WHEN contains(x, 'ß') THEN array_to_string(list_transform(string_split(x, 'ß'), lambda kql_piece: upper(kql_piece)), 'ß') ELSE upper(x) END;
CREATE OR REPLACE MACRO kql_strlen(x) AS length(x);
CREATE OR REPLACE MACRO kql_string_size(x) AS strlen(x);
-- By code points, not by graphemes as reverse() does.
CREATE OR REPLACE MACRO kql_reverse(x) AS
  CASE WHEN length(x) = strlen(x) THEN reverse(x) ELSE array_to_string(list_reverse(string_split(x, '')), '') END;

-- Parts. A start before the text's first character gives nothing.
-- A place or a length beyond what any text has means what the longest one would.
CREATE OR REPLACE MACRO kql_within_text(n) AS CASE WHEN n > 2147483646 THEN 2147483646 WHEN n < -2147483647 THEN -2147483647 ELSE n END;
CREATE OR REPLACE MACRO kql_substring(x, start) AS
  coalesce(
    CASE
      WHEN start >= 0 THEN substring(x, kql_within_text(start) + 1)
      WHEN length(x) + kql_within_text(start) >= 0 THEN substring(x, length(x) + kql_within_text(start) + 1)
    END,
    ''
  );
CREATE OR REPLACE MACRO kql_substring_length(x, start, size) AS
  coalesce(
    CASE
      WHEN size <= 0 THEN ''
      WHEN start >= 0 THEN substring(x, kql_within_text(start) + 1, kql_within_text(size))
      WHEN length(x) + kql_within_text(start) >= 0 THEN substring(x, length(x) + kql_within_text(start) + 1, kql_within_text(size))
    END,
    ''
  );
CREATE OR REPLACE MACRO kql_split(x, delimiter) AS
  CASE WHEN delimiter = '' THEN error('split(): what an empty delimiter does is not documented') ELSE string_split(x, delimiter) END;
CREATE OR REPLACE MACRO kql_part(parts, i) AS CASE WHEN i >= 0 AND i < len(parts) THEN [parts[i + 1]] END;
CREATE OR REPLACE MACRO kql_strcat_array(a, delimiter) AS
  CASE
    WHEN json_array_length(a) > 0
    -- The engine's own joins take constant delimiters only.
    THEN list_reduce(kql_array_texts(a), lambda kql_text, kql_next: kql_text || delimiter || kql_next)
    ELSE ''
  END;
CREATE OR REPLACE MACRO kql_strrep(x, n, delimiter) AS
  CASE
    WHEN n > 1024 THEN error('strrep() beyond 1024 repetitions is not supported')
    WHEN n < 1 OR n IS NULL THEN ''
    ELSE repeat(concat(x, delimiter), n - 1) || x
  END;
CREATE OR REPLACE MACRO kql_repeat(x, n) AS
  CASE WHEN n > 1048576 THEN error('repeat() beyond 1048576 elements is not supported') WHEN n >= 0 THEN list_transform(range(n), lambda kql_i: x) END;
CREATE OR REPLACE MACRO kql_translate(search, replacement, x) AS
  translate(x, search, CASE WHEN replacement = '' THEN '' ELSE rpad(replacement, greatest(length(search), length(replacement))::INTEGER, right(replacement, 1)) END);
CREATE OR REPLACE MACRO kql_replace_string(x, lookup, rewrite) AS CASE WHEN lookup = '' THEN x ELSE replace(x, lookup, rewrite) END;

-- Searches.
CREATE OR REPLACE MACRO kql_count_apart(x, part) AS (strlen(x) - strlen(replace(x, part, ''))) // strlen(part);
CREATE OR REPLACE MACRO kql_count_overlapping(x, part) AS
  CASE
    WHEN part = '' THEN error('countof(): what the number of empty texts is, is not documented')
    WHEN NOT contains(x, part) THEN 0
    ELSE len(list_filter(range(1, length(x) - length(part) + 2), lambda kql_i: substring(x, kql_i, length(part)) = part))
  END;
-- An empty lookup has no position.
CREATE OR REPLACE MACRO kql_indexof(x, part) AS CASE WHEN part <> '' THEN instr(x, part) - 1 END;
-- A negative start counts from the end. The length says where a match may begin, not where it must end.
CREATE OR REPLACE MACRO kql_range_start(x, start) AS CASE WHEN start < 0 THEN greatest(length(x) + kql_within_text(start), 0) ELSE kql_within_text(start) END;
CREATE OR REPLACE MACRO kql_within(found, start, size) AS CASE WHEN found < 0 OR (size >= 0 AND found >= size) THEN -1 ELSE found + start END;
CREATE OR REPLACE MACRO kql_next_position(rest, part, start) AS
  CASE WHEN contains(substring(rest, start + 1), part) THEN instr(substring(rest, start + 1), part) - 1 + start ELSE -1 END;
-- The place of the n-th occurrence. A text has fewer than it has characters.
CREATE OR REPLACE MACRO kql_nth_position(rest, part, n) AS
  list_reduce(
    range(1, least(n, coalesce(length(rest), 0) + 2)),
    lambda kql_found, kql_i: CASE WHEN kql_found < 0 THEN -1 ELSE kql_next_position(rest, part, kql_found + length(part)) END,
    kql_next_position(rest, part, 0)
  );
CREATE OR REPLACE MACRO kql_indexof_range(x, part, start, size, n) AS
  CASE
    WHEN part = '' OR size < -1 OR n < 1 THEN NULL
    ELSE kql_within(kql_nth_position(substring(x, kql_range_start(x, start) + 1), part, n), kql_range_start(x, start), size)
  END;

-- Regular expressions. What stands in front of a match is the shortest text in front of one.
CREATE OR REPLACE MACRO kql_texts_or_null(texts) AS
  CASE WHEN len(texts) > 0 THEN to_json(list_transform(texts, lambda kql_text: coalesce(kql_text, ''))) END;
CREATE OR REPLACE MACRO kql_rows_of_texts(groups) AS
  CASE
    WHEN len(groups[1]) > 0
    THEN to_json(list_transform(range(1, len(groups[1]) + 1), lambda kql_i: list_transform(groups, lambda kql_group: coalesce(kql_group[kql_i], ''))))
  END;
CREATE OR REPLACE MACRO kql_indexof_regex(x, re) AS
  CASE WHEN regexp_matches(x, re) THEN length(regexp_extract(x, '^((?s:.)*?)(?:' || re || ')', 1)) ELSE -1 END;
-- The n-th match begins behind the n first parts and the n - 1 first matches.
CREATE OR REPLACE MACRO kql_indexof_nth_match(x, re, n) AS
  CASE
    WHEN len(regexp_extract_all(x, re)) < n THEN -1
    ELSE length(array_to_string(string_split_regex(x, re)[1:n], '')) + length(array_to_string(regexp_extract_all(x, re)[1:n - 1], ''))
  END;
CREATE OR REPLACE MACRO kql_indexof_regex_range(found, start, size, n) AS
  CASE WHEN start < 0 OR size < -1 OR n < 1 THEN NULL ELSE kql_within(found, start, size) END;
-- A group, or several, of each match; each row is the whole and the groups of a match.
CREATE OR REPLACE MACRO kql_matched_group(matches, n) AS CASE WHEN len(matches) > 0 THEN to_json(list_transform(matches, lambda kql_match: kql_match[n + 1])) END;
CREATE OR REPLACE MACRO kql_matched_groups(matches, numbers) AS
  CASE WHEN len(matches) > 0 THEN to_json(list_transform(matches, lambda kql_match: list_transform(numbers, lambda kql_n: kql_match[kql_n + 1]))) END;
