-- Arrays. Elements are JSON, a null element is SQL's null or JSON's; a value that is no array gives null unless said otherwise.
-- A lambda computes what it names for every element, and a list that it names is copied for each: so lists get a name, list_transform([…], lambda …)[1], and
-- stand beside each other, list_zip, where elements are compared.

CREATE OR REPLACE MACRO kql_items(x) AS CASE WHEN json_type(x) = 'ARRAY' THEN CAST(json_extract(x, '$[*]') AS JSON[]) END;
-- What elements are compared by: numbers by their value, everything else by its text.
CREATE OR REPLACE MACRO kql_key(x) AS
  CASE WHEN json_type(x) = 'DOUBLE' AND CAST(x AS DOUBLE) = trunc(CAST(x AS DOUBLE)) AND abs(CAST(x AS DOUBLE)) < 9e15
    THEN CAST(CAST(CAST(x AS DOUBLE) AS BIGINT) AS VARCHAR) ELSE coalesce(CAST(x AS VARCHAR), 'null') END;
CREATE OR REPLACE MACRO kql_keys(list) AS list_transform(list, lambda key_item: kql_key(key_item));
-- Entries of a key and a place in their order, each beside the one before it; and the places where a key stands for the first time.
CREATE OR REPLACE MACRO kql_sorted_pairs(entries) AS
  list_transform([list_sort(entries)], lambda pairs_sorted: list_zip(pairs_sorted, list_concat([NULL], pairs_sorted), TRUE))[1];
CREATE OR REPLACE MACRO kql_first_places(entries) AS
  list_sort(list_transform(
    list_filter(kql_sorted_pairs(entries), lambda first_pair: first_pair[1].k IS DISTINCT FROM first_pair[2].k),
    lambda first_pair: first_pair[1]['at']));

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
-- The engine computes fillers for a null list too, where least() would pass over its length.
CREATE OR REPLACE MACRO kql_list_shift(list, n, filler) AS
  list_transform([list], lambda shift_list: CASE
    WHEN shift_list IS NULL THEN NULL
    WHEN n >= 0 THEN list_resize(list_slice(shift_list, least(n, len(shift_list)) + 1, len(shift_list)), len(shift_list), filler)
    WHEN n < 0 THEN list_concat(
      repeat([filler], -greatest(n, -coalesce(len(shift_list), 0))),
      list_slice(shift_list, 1, len(shift_list) + greatest(n, -len(shift_list)))) END)[1];
-- New elements of an array of strings are empty.
CREATE OR REPLACE MACRO kql_filler(x) AS CASE WHEN json_type(x, '$[0]') = 'VARCHAR' THEN '""'::JSON END;

-- The place of the nth element that equals the value, searched from a place on in so many elements (-1: all); -1 where there is none.
CREATE OR REPLACE MACRO kql_list_index_of(list, key, first, count, nth) AS
  CASE WHEN nth <= 0 OR count < -1 THEN NULL ELSE
    list_transform([list], lambda index_list: CASE WHEN index_list IS NOT NULL THEN
      list_transform([{'key': key, 'first': CASE WHEN first < 0 THEN greatest(len(index_list) + first, 0) ELSE first END}], lambda index_of:
        coalesce(list_filter(list_transform(index_list, lambda index_item, index_at:
          CASE WHEN index_item = index_of.key AND index_at > index_of.first AND (count = -1 OR index_at - 1 - index_of.first < count) THEN index_at - 1 END),
          lambda index_found: index_found IS NOT NULL)[nth], -1))[1] END)[1] END;
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

-- Conditions are booleans, or numbers, of which 0 is false; an element that is neither gives null.
CREATE OR REPLACE MACRO kql_choose(condition, a, b) AS
  CASE json_type(condition)
    WHEN 'BOOLEAN' THEN CASE WHEN CAST(condition AS BOOLEAN) THEN a ELSE b END
    WHEN 'BIGINT' THEN CASE WHEN CAST(condition AS BIGINT) <> 0 THEN a ELSE b END
    WHEN 'UBIGINT' THEN CASE WHEN CAST(condition AS UBIGINT) <> 0 THEN a ELSE b END
    WHEN 'DOUBLE' THEN CASE WHEN CAST(condition AS DOUBLE) <> 0 THEN a ELSE b END
  END;
-- The element at a place, or n of them: of a value that is no array the value itself. The engine may compute both sides of a CASE: no array is repeated.
CREATE OR REPLACE MACRO kql_at(x, i) AS CASE WHEN json_type(x) = 'ARRAY' THEN json_extract(x, '$[' || i || ']') ELSE x END;
CREATE OR REPLACE MACRO kql_each(x, n) AS CASE WHEN json_type(x) = 'ARRAY' THEN list_resize(kql_items(x), n) ELSE repeat([CASE WHEN json_type(x) <> 'ARRAY' THEN x END], n) END;
-- Few elements are read one by one.
CREATE OR REPLACE MACRO kql_is_short(x) AS coalesce(strlen(CAST(x AS VARCHAR)) <= 200, true);
CREATE OR REPLACE MACRO kql_array_iff(conditions, a, b) AS
  CASE
    WHEN json_type(conditions) <> 'ARRAY' THEN NULL
    WHEN kql_is_short(conditions) THEN to_json(list_transform(kql_items(CASE WHEN kql_is_short(conditions) THEN conditions END),
      lambda iff_item, iff_at: kql_choose(iff_item, kql_at(a, iff_at - 1), kql_at(b, iff_at - 1))))
    ELSE to_json(list_transform(
      list_zip(kql_items(conditions), kql_each(a, json_array_length(conditions)::BIGINT), kql_each(b, json_array_length(conditions)::BIGINT)),
      lambda iff_item: kql_choose(iff_item[1], iff_item[2], iff_item[3])))
  END;

-- Sorting: numbers, then strings, then all else in their order; null elements stand at the end or in front.
CREATE OR REPLACE MACRO kql_is_null_item(x) AS (x IS NULL OR x = 'null');
CREATE OR REPLACE MACRO kql_null_places(list) AS
  list_filter(list_transform(list, lambda null_item, null_at: CASE WHEN kql_is_null_item(null_item) THEN null_at END), lambda null_place: null_place IS NOT NULL);
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
    'at': CASE WHEN descending THEN -sort_at ELSE sort_at END,
    'none': kql_is_null_item(sort_item)});
-- The places of a list's elements in their order; `descending` and `nulls_last` are constants.
CREATE OR REPLACE MACRO kql_sort_places(list, descending, nulls_last) AS
  list_transform([list], lambda sort_list: list_concat(
    CASE WHEN nulls_last THEN [] ELSE kql_null_places(sort_list) END,
    list_transform(
      list_sort(list_filter(kql_sort_entries(sort_list, descending), lambda sort_entry: NOT sort_entry.none),
        CASE WHEN descending THEN 'DESC' ELSE 'ASC' END, 'NULLS FIRST'),
      lambda sorted_entry: abs(sorted_entry['at'])),
    CASE WHEN nulls_last THEN kql_null_places(sort_list) ELSE [] END))[1];
CREATE OR REPLACE MACRO kql_array_sort(x, descending, nulls_last) AS
  to_json(list_transform([kql_items(x)], lambda sort_items: list_select(sort_items, kql_sort_places(sort_items, descending, nulls_last)))[1]);
-- An array in the order of another; null where their lengths differ.
CREATE OR REPLACE MACRO kql_array_sort_by(x, leader, descending, nulls_last) AS
  list_transform([{'items': kql_items(x), 'leader': kql_items(leader)}], lambda sort_by:
    CASE WHEN len(sort_by.items) = len(sort_by.leader)
      THEN to_json(list_select(sort_by.items, kql_sort_places(sort_by.leader, descending, nulls_last))) END)[1];
