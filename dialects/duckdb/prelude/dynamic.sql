-- Dynamic values. JSON's null is SQL's null everywhere; text that is no JSON is a JSON string.

-- What parse_json makes of text.
CREATE OR REPLACE MACRO kql_parse_json(x) AS
  CASE WHEN x IS NULL OR x = '' THEN NULL WHEN json_valid(x) THEN nullif(json(x), 'null')::JSON ELSE to_json(x) END;

-- parse_json of a dynamic: a string is read as JSON, everything else stays. Text in, text out.
CREATE OR REPLACE MACRO kql_reparse(x) AS
  CASE WHEN starts_with(x, '"') THEN coalesce(TRY(json_extract_string(x, '$')), x) ELSE x END;

-- A property of text that may be no JSON.
CREATE OR REPLACE MACRO kql_text_get(x, path) AS nullif(TRY(json_extract(x, path)), 'null')::JSON;
-- A property of JSON.
CREATE OR REPLACE MACRO kql_json_get(x, path) AS nullif(json_extract(x, path), 'null')::JSON;
-- Steps that are computed: a property's name, an element's number (from the end where negative), either.
CREATE OR REPLACE MACRO kql_json_property(x, key) AS
  nullif(json_extract(x, '$."' || replace(replace(key, '\', '\\'), '"', '\"') || '"'), 'null')::JSON;
CREATE OR REPLACE MACRO kql_json_element(x, i) AS
  nullif(json_extract(x, CASE WHEN i < 0 THEN '$[#' || i || ']' ELSE '$[' || i || ']' END), 'null')::JSON;
CREATE OR REPLACE MACRO kql_json_member(x, key) AS
  CASE WHEN json_type(key) = 'VARCHAR' THEN kql_json_property(x, json_extract_string(key, '$')) ELSE kql_json_element(x, TRY_CAST(key AS BIGINT)) END;

-- What a dynamic holds as another type, null where it holds something else.
CREATE OR REPLACE MACRO kql_json_string(x) AS CASE WHEN json_type(x) = 'VARCHAR' THEN json_extract_string(x, '$') END;

-- Arrays as native lists; null where it is no array.
CREATE OR REPLACE MACRO kql_elements(x) AS
  CASE json_type(x)
    WHEN 'ARRAY' THEN list_transform(CAST(x AS JSON[]), lambda v: nullif(v, 'null')::JSON)
    WHEN 'OBJECT' THEN list_transform(json_keys(x), lambda k: json_object(k, kql_json_property(x, k)))
    WHEN 'NULL' THEN NULL
    ELSE [x]
  END;
CREATE OR REPLACE MACRO kql_elements_array(x) AS
  CASE WHEN json_type(x) = 'OBJECT' THEN list_transform(json_keys(x), lambda k: json_array(k, kql_json_property(x, k))) ELSE kql_elements(x) END;
CREATE OR REPLACE MACRO kql_json_list_real(x) AS
  CASE WHEN json_type(x) = 'ARRAY' THEN list_transform(CAST(x AS JSON[]), lambda v: TRY_CAST(v AS DOUBLE)) END;

-- Native lists as JSON.
CREATE OR REPLACE MACRO kql_list_real_json(x) AS to_json(list_transform(x, lambda v: kql_real_json(v)));
CREATE OR REPLACE MACRO kql_list_long_json(x) AS to_json(x);
CREATE OR REPLACE MACRO kql_list_int_json(x) AS to_json(x);
CREATE OR REPLACE MACRO kql_list_bool_json(x) AS to_json(x);
CREATE OR REPLACE MACRO kql_list_string_json(x) AS to_json(x);
CREATE OR REPLACE MACRO kql_list_datetime_json(x) AS to_json(list_transform(x, lambda v: kql_datetime_tostring(v)));

-- Values as JSON.
CREATE OR REPLACE MACRO kql_string_json(x) AS to_json(x);
CREATE OR REPLACE MACRO kql_bool_json(x) AS to_json(x);
CREATE OR REPLACE MACRO kql_int_json(x) AS to_json(x);
CREATE OR REPLACE MACRO kql_long_json(x) AS to_json(x);
CREATE OR REPLACE MACRO kql_real_json(x) AS
  CASE WHEN isnan(x) THEN '"NaN"'::JSON WHEN isinf(x) THEN to_json(CASE WHEN x > 0 THEN 'Infinity' ELSE '-Infinity' END) ELSE to_json(x) END;
CREATE OR REPLACE MACRO kql_datetime_json(x) AS to_json(nullif(kql_datetime_tostring(x), ''));

-- tostring of a dynamic: a string without its quotes, all else as compact JSON.
CREATE OR REPLACE MACRO kql_dynamic_tostring(x) AS
  coalesce(CASE WHEN json_type(x) = 'VARCHAR' THEN json_extract_string(x, '$') ELSE CAST(x AS VARCHAR) END, '');
