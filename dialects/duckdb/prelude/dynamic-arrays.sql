-- Arrays. Elements are JSON, a null element is SQL's null or JSON's; a value that is no array gives null unless said otherwise.

CREATE OR REPLACE MACRO kql_items(x) AS CASE WHEN json_type(x) = 'ARRAY' THEN CAST(json_extract(x, '$[*]') AS JSON[]) END;
-- What elements are compared by: numbers by their value, everything else by its text.
CREATE OR REPLACE MACRO kql_key(x) AS
  CASE WHEN json_type(x) = 'DOUBLE' AND CAST(x AS DOUBLE) = trunc(CAST(x AS DOUBLE)) AND abs(CAST(x AS DOUBLE)) < 9e15
    THEN CAST(CAST(CAST(x AS DOUBLE) AS BIGINT) AS VARCHAR) ELSE coalesce(CAST(x AS VARCHAR), 'null') END;
CREATE OR REPLACE MACRO kql_keys(list) AS list_transform(list, lambda key_item: kql_key(key_item));

CREATE OR REPLACE MACRO kql_array_length(x) AS CASE WHEN json_type(x) = 'ARRAY' THEN CAST(json_array_length(x) AS BIGINT) END;
CREATE OR REPLACE MACRO kql_array_reverse(x) AS to_json(list_reverse(kql_items(x)));

-- The elements from one place to another, both included; a negative place counts from the end, what lies outside is left out.
CREATE OR REPLACE MACRO kql_place(i, n) AS CASE WHEN i < 0 THEN n + i ELSE i END;
CREATE OR REPLACE MACRO kql_list_slice(list, first, last) AS
  CASE WHEN list IS NULL OR first IS NULL OR last IS NULL THEN NULL
    ELSE list_slice(list, least(greatest(kql_place(first, len(list)), 0), len(list)) + 1, greatest(least(kql_place(last, len(list)), len(list) - 1), -1) + 1) END;
CREATE OR REPLACE MACRO kql_array_slice(x, first, last) AS to_json(kql_list_slice(kql_items(x), first, last));

-- Elements moved to the left; those that fall out come back at the end, or the default fills the places.
CREATE OR REPLACE MACRO kql_list_rotate(list, n) AS
  CASE WHEN list IS NULL OR n IS NULL THEN NULL WHEN len(list) = 0 THEN list
    ELSE list_concat(list_slice(list, kql_mod(n, len(list)) + 1, len(list)), list_slice(list, 1, kql_mod(n, len(list)))) END;
CREATE OR REPLACE MACRO kql_array_rotate_left(x, n) AS to_json(kql_list_rotate(kql_items(x), n));
CREATE OR REPLACE MACRO kql_array_rotate_right(x, n) AS to_json(kql_list_rotate(kql_items(x), -kql_mod(n, greatest(json_array_length(x)::BIGINT, 1))));
CREATE OR REPLACE MACRO kql_list_shift(list, n, filler) AS
  CASE WHEN n IS NULL THEN NULL
    -- Written so that no number leaves its range.
    ELSE list_transform(range(len(list)), lambda shift_at: CASE WHEN n BETWEEN -shift_at AND len(list) - 1 - shift_at THEN list[shift_at + n + 1] ELSE filler END) END;
-- New elements of an array of strings are empty.
CREATE OR REPLACE MACRO kql_filler(x) AS CASE WHEN json_type(x, '$[0]') = 'VARCHAR' THEN '""'::JSON END;

-- The place of the nth element that equals the value, searched from a place on in so many elements (-1: all); -1 where there is none.
CREATE OR REPLACE MACRO kql_list_index_of(list, key, first, count, nth) AS
  CASE WHEN list IS NULL OR nth <= 0 OR count < -1 THEN NULL
    ELSE coalesce(list_filter(range(len(list)), lambda index_at: list[index_at + 1] = key
      AND index_at >= CASE WHEN first < 0 THEN greatest(len(list) + first, 0) ELSE first END
      AND (count = -1 OR index_at - CASE WHEN first < 0 THEN greatest(len(list) + first, 0) ELSE first END < count))[nth], -1) END;
CREATE OR REPLACE MACRO kql_array_index_of(x, v, first, count, nth) AS
  CAST(kql_list_index_of(kql_keys(kql_items(x)), kql_key(v), first, count, nth) AS BIGINT);

-- Null elements don't count; any other that is no number makes the sum null.
CREATE OR REPLACE MACRO kql_array_sum(x) AS
  CASE WHEN len(list_filter(kql_items(x), lambda sum_item: json_type(sum_item) NOT IN ('BIGINT', 'UBIGINT', 'DOUBLE', 'NULL'))) = 0
    THEN coalesce(list_sum(CAST(kql_items(x) AS DOUBLE[])), 0.0) END;

-- The stretches between the places; a place before the one in front of it gives an empty stretch.
CREATE OR REPLACE MACRO kql_list_split(list, places) AS
  CASE WHEN list IS NOT NULL THEN list_transform(range(len(places) + 1), lambda split_at: list_slice(list,
    CASE WHEN split_at = 0 THEN 0 ELSE places[split_at] END + 1,
    CASE WHEN split_at = len(places) THEN len(list) ELSE places[split_at + 1] END)) END;
CREATE OR REPLACE MACRO kql_array_split(x, places) AS
  to_json(kql_list_split(kql_items(x), list_transform(places, lambda split_place:
    least(greatest(kql_place(split_place, len(kql_items(x))), 0), len(kql_items(x))))));

-- An element, or the value itself where it is no array.
CREATE OR REPLACE MACRO kql_at(x, i) AS CASE WHEN json_type(x) = 'ARRAY' THEN json_extract(x, '$[' || i || ']') ELSE x END;
-- Conditions are booleans, or numbers, of which 0 is false; an element that is neither gives null.
CREATE OR REPLACE MACRO kql_array_iff(conditions, a, b) AS
  to_json(list_transform(kql_items(conditions), lambda iff_item, iff_at:
    CASE json_type(iff_item)
      WHEN 'BOOLEAN' THEN CASE WHEN CAST(iff_item AS BOOLEAN) THEN kql_at(a, iff_at - 1) ELSE kql_at(b, iff_at - 1) END
      WHEN 'BIGINT' THEN CASE WHEN CAST(iff_item AS BIGINT) <> 0 THEN kql_at(a, iff_at - 1) ELSE kql_at(b, iff_at - 1) END
      WHEN 'UBIGINT' THEN CASE WHEN CAST(iff_item AS UBIGINT) <> 0 THEN kql_at(a, iff_at - 1) ELSE kql_at(b, iff_at - 1) END
      WHEN 'DOUBLE' THEN CASE WHEN CAST(iff_item AS DOUBLE) <> 0 THEN kql_at(a, iff_at - 1) ELSE kql_at(b, iff_at - 1) END
    END));

-- Sorting: numbers, then strings, then all else in their order; null elements stand at the end or in front.
CREATE OR REPLACE MACRO kql_is_null_item(x) AS (x IS NULL OR x = 'null');
CREATE OR REPLACE MACRO kql_null_places(list) AS list_filter(range(1, len(list) + 1), lambda null_at: kql_is_null_item(list[null_at]));
CREATE OR REPLACE MACRO kql_sort_rank(x) AS
  CASE json_type(x) WHEN 'BIGINT' THEN 0 WHEN 'UBIGINT' THEN 0 WHEN 'DOUBLE' THEN 0 WHEN 'VARCHAR' THEN 1 ELSE 2 END;
-- Timespans are text in JSON: they go by their length, for which a text of digits stands.
CREATE OR REPLACE MACRO kql_sort_text(x) AS
  coalesce(CASE WHEN regexp_full_match(x, '-?(?:\d+\.)?\d\d:\d\d:\d\d(?:\.\d{7})?') THEN printf('%020d', kql_string_totimespan(x)::HUGEINT + 9223372036854775808) END, x);
-- Each element as what it is sorted by, with its place behind; places fall where the order does, so that equal elements keep theirs.
CREATE OR REPLACE MACRO kql_sort_entries(list, descending) AS
  list_transform(list, lambda sort_item, sort_at: {
    'rank': kql_sort_rank(sort_item),
    'number': CASE WHEN kql_sort_rank(sort_item) = 0 THEN CAST(sort_item AS DOUBLE) END,
    'exact': CASE WHEN json_type(sort_item) IN ('BIGINT', 'UBIGINT') THEN CAST(sort_item AS HUGEINT) END,
    'text': CASE WHEN kql_sort_rank(sort_item) = 1 THEN kql_sort_text(json_extract_string(sort_item, '$')) END,
    'at': CASE WHEN descending THEN -sort_at ELSE sort_at END});
-- The places of a list's elements in their order; `descending` and `nulls_last` are constants.
CREATE OR REPLACE MACRO kql_sort_places(list, descending, nulls_last) AS list_concat(
  CASE WHEN nulls_last THEN [] ELSE kql_null_places(list) END,
  list_transform(
    list_sort(list_filter(kql_sort_entries(list, descending), lambda sort_entry: NOT kql_is_null_item(list[abs(sort_entry.at)])),
      CASE WHEN descending THEN 'DESC' ELSE 'ASC' END, 'NULLS FIRST'),
    lambda sorted_entry: abs(sorted_entry.at)),
  CASE WHEN nulls_last THEN kql_null_places(list) ELSE [] END);
CREATE OR REPLACE MACRO kql_list_select(list, places) AS CASE WHEN list IS NOT NULL THEN list_transform(places, lambda select_at: list[select_at]) END;
CREATE OR REPLACE MACRO kql_array_sort(x, descending, nulls_last) AS
  to_json(kql_list_select(kql_items(x), kql_sort_places(kql_items(x), descending, nulls_last)));
-- An array in the order of another; null where their lengths differ.
CREATE OR REPLACE MACRO kql_array_sort_by(x, leader, descending, nulls_last) AS
  CASE WHEN len(kql_items(x)) = len(kql_items(leader))
    THEN to_json(kql_list_select(kql_items(x), kql_sort_places(kql_items(leader), descending, nulls_last))) END;
