-- Sets: arrays whose equal elements count once; elements keep the order of their first appearance.

CREATE OR REPLACE MACRO kql_set(list) AS
  list_filter(list, lambda set_item, set_at: list_position(kql_keys(list), kql_key(set_item)) = set_at);
-- The elements of one list whose keys are among the others', or are not.
CREATE OR REPLACE MACRO kql_set_keep(list, keys) AS list_filter(list, lambda keep_item: list_contains(keys, kql_key(keep_item)));
CREATE OR REPLACE MACRO kql_set_drop(list, keys) AS list_filter(list, lambda drop_item: NOT list_contains(keys, kql_key(drop_item)));
CREATE OR REPLACE MACRO kql_items_or_none(x) AS coalesce(kql_items(x), CAST([] AS JSON[]));

CREATE OR REPLACE MACRO kql_set_has_element(x, v) AS list_contains(kql_keys(kql_items(x)), kql_key(v));
CREATE OR REPLACE MACRO kql_set_equals(a, b) AS
  len(kql_set_drop(kql_items_or_none(a), kql_keys(kql_items_or_none(b)))) = 0
  AND len(kql_set_drop(kql_items_or_none(b), kql_keys(kql_items_or_none(a)))) = 0;
CREATE OR REPLACE MACRO kql_jaccard_index(a, b) AS
  len(list_intersect(kql_keys(kql_items(a)), kql_keys(kql_items(b))))
  / CAST(len(list_distinct(list_concat(kql_keys(kql_items(a)), kql_keys(kql_items(b))))) AS DOUBLE);
