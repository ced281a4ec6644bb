-- Sets: arrays whose equal elements count once; elements keep the order of their first appearance.

CREATE OR REPLACE MACRO kql_set(list) AS
  list_transform([list], lambda set_list:
    list_select(set_list, kql_first_places(list_transform(set_list, lambda set_item, set_at: {'k': kql_key(set_item), 'at': set_at}))))[1];
-- The elements of a set whose keys are among the others', or are not. Few are looked for one by one, many in the order of the keys.
CREATE OR REPLACE MACRO kql_beside(list, keys) AS
  kql_sorted_pairs(list_concat(
    list_transform(list_distinct(keys), lambda beside_key: {'k': beside_key, 'at': 0::BIGINT}),
    list_transform(list, lambda beside_item, beside_at: {'k': kql_key(beside_item), 'at': beside_at})));
CREATE OR REPLACE MACRO kql_set_keep(list, keys) AS
  list_transform([keys], lambda keep_keys: list_transform([list], lambda keep_list:
    CASE WHEN len(keep_list) <= 30 THEN list_filter(keep_list, lambda keep_item: list_contains(keep_keys, kql_key(keep_item)))
      ELSE list_select(keep_list, list_sort(list_transform(
        list_filter(kql_beside(keep_list, keep_keys), lambda keep_pair: keep_pair[1]['at'] > 0 AND keep_pair[1].k = keep_pair[2].k),
        lambda keep_pair: keep_pair[1]['at']))) END)[1])[1];
CREATE OR REPLACE MACRO kql_set_drop(list, keys) AS
  list_transform([keys], lambda drop_keys: list_transform([list], lambda drop_list:
    CASE WHEN len(drop_list) <= 30 THEN list_filter(drop_list, lambda drop_item: NOT list_contains(drop_keys, kql_key(drop_item)))
      ELSE list_select(drop_list, list_sort(list_transform(
        list_filter(kql_beside(drop_list, drop_keys), lambda drop_pair: drop_pair[1]['at'] > 0 AND drop_pair[1].k IS DISTINCT FROM drop_pair[2].k),
        lambda drop_pair: drop_pair[1]['at']))) END)[1])[1];
CREATE OR REPLACE MACRO kql_items_or_none(x) AS coalesce(kql_items(x), CAST([] AS JSON[]));

CREATE OR REPLACE MACRO kql_set_has_element(x, v) AS list_contains(kql_keys(kql_items(x)), kql_key(v));
CREATE OR REPLACE MACRO kql_set_equals(a, b) AS
  list_sort(list_distinct(kql_keys(kql_items_or_none(a)))) = list_sort(list_distinct(kql_keys(kql_items_or_none(b))));
CREATE OR REPLACE MACRO kql_jaccard_index(a, b) AS
  len(list_intersect(kql_keys(kql_items(a)), kql_keys(kql_items(b))))
  / CAST(len(list_distinct(list_concat(kql_keys(kql_items(a)), kql_keys(kql_items(b))))) AS DOUBLE);
