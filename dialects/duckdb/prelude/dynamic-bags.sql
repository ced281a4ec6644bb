-- Property bags. A value that is no bag gives null.

CREATE OR REPLACE MACRO kql_bag_names(x) AS CAST(json_keys(x) AS VARCHAR[]);
-- Keys and values side by side, in order.
CREATE OR REPLACE MACRO kql_entries(x) AS
  CASE WHEN json_type(x) = 'OBJECT' THEN list_zip(kql_bag_names(x), CAST(json_extract(x, '$.*') AS JSON[])) END;
CREATE OR REPLACE MACRO kql_bag(entries) AS to_json(map_from_entries(entries));
-- The first of the entries with the same key stays.
CREATE OR REPLACE MACRO kql_first_entries(entries) AS
  list_transform([entries], lambda first_list:
    list_select(first_list, kql_first_places(list_transform(first_list, lambda first_entry, first_at: {'k': first_entry[1], 'at': first_at}))))[1];

CREATE OR REPLACE MACRO kql_bag_keys(x) AS CASE WHEN json_type(x) = 'OBJECT' THEN to_json(kql_bag_names(x)) END;
CREATE OR REPLACE MACRO kql_bag_has_key(x, key) AS CASE WHEN json_type(x) = 'OBJECT' THEN list_contains(kql_bag_names(x), key) END;
CREATE OR REPLACE MACRO kql_bag_without(x, keys) AS
  kql_bag(list_filter(kql_entries(x), lambda without_entry: NOT list_contains(keys, without_entry[1])));
CREATE OR REPLACE MACRO kql_bag_with(x, key, value) AS
  kql_bag(CASE WHEN list_contains(kql_bag_names(x), key)
    THEN list_transform(kql_entries(x), lambda with_entry: CASE WHEN with_entry[1] = key THEN row(key, value) ELSE with_entry END)
    ELSE list_append(kql_entries(x), row(key, value)) END);
-- Keys that are no strings are left out, missing values are null.
CREATE OR REPLACE MACRO kql_bag_zip(keys, vals) AS
  CASE WHEN json_type(keys) = 'ARRAY' THEN kql_bag(kql_first_entries(list_filter(list_transform(
    list_zip(kql_items(keys), list_resize(kql_items(vals), json_array_length(keys)::BIGINT)),
    lambda zip_pair: row(kql_json_string(zip_pair[1]), zip_pair[2])), lambda zip_entry: zip_entry[1] IS NOT NULL))) END;

-- A bag without what is null or an empty string.
CREATE OR REPLACE MACRO kql_bag_filled(x) AS
  kql_bag(list_filter(kql_entries(x), lambda filled_entry: filled_entry[2] <> 'null' AND filled_entry[2] <> '""'));
CREATE OR REPLACE MACRO kql_bag_or_null(x) AS CASE WHEN json_type(x) = 'OBJECT' THEN x END;
-- Names that are known only when the query runs: a path among them stops the query.
CREATE OR REPLACE MACRO kql_plain_name(name) AS
  CASE WHEN starts_with(name, '$') THEN error('a path of properties must be a constant: ' || name) ELSE name END;
CREATE OR REPLACE MACRO kql_is_key_path(key) AS regexp_full_match(key, '\$(?:\.[A-Za-z_][A-Za-z_0-9]*)+');
CREATE OR REPLACE MACRO kql_bag_has_any_key(x, key) AS
  CASE WHEN json_type(x) <> 'OBJECT' THEN NULL
    -- The engine reads constants as paths whether they are used or not.
    WHEN kql_is_key_path(key) THEN json_exists(x, CASE WHEN kql_is_key_path(key) THEN key ELSE '$' END)
    ELSE kql_bag_has_key(x, kql_plain_name(key)) END;
CREATE OR REPLACE MACRO kql_bag_remove_names(x, names) AS
  kql_bag_without(x, list_transform(kql_json_texts(names), lambda removed_name: kql_plain_name(removed_name)));
