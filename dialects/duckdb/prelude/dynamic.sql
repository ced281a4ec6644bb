-- Dynamic values. JSON's null is SQL's null everywhere; text that is no JSON is a JSON string.

-- What text stands for: JSON is that value, the empty text and `null` are null, other text is a string.
CREATE OR REPLACE MACRO kql_parse_json(x) AS
  CASE WHEN x = '' OR regexp_full_match(x, '\s*null\s*') THEN NULL ELSE coalesce(TRY(json(x)), to_json(x)) END;

-- The engine's reader takes NaN, infinities and commas in front of a bracket for JSON, Kusto doesn't. Each test begins with a fixed character,
-- which is what makes it fast; what stands in strings doesn't count, so the few texts that they find are looked at without.
CREATE OR REPLACE MACRO kql_looks_lax(x) AS
  regexp_matches(x, ',\s*(?:[\]}]|-?(?i:nan|inf))') OR regexp_matches(x, ':\s*-?(?i:nan|inf)') OR regexp_matches(x, '\[\s*-?(?i:nan|inf)')
  OR regexp_full_match(x, '\s*-?(?i:nan|inf(?:inity)?)\s*');
-- One pass over the text without strings: it occurs once, for where calls are nested every use of `x` multiplies.
CREATE OR REPLACE MACRO kql_is_lax_json(x) AS CASE
  WHEN kql_looks_lax(x) THEN regexp_matches(regexp_replace(x, '"(?:[^"\\]|\\.)*"', '""', 'g'),
    ',\s*(?:[\]}]|-?(?i:nan|inf))|[:\[]\s*-?(?i:nan|inf)|\A\s*-?(?i:nan|inf(?:inity)?)\s*\z')
  ELSE false END;
-- The text that parse_json is given: what is no JSON for Kusto becomes a JSON string, everything else stays text that has yet to be read.
CREATE OR REPLACE MACRO kql_json_text(x) AS CASE WHEN kql_is_lax_json(x) THEN CAST(to_json(x) AS VARCHAR) ELSE x END;

-- A property of text that may be no JSON, and of JSON; JSON's null is null. With `_text`: as tostring writes it, but null stays null.
-- One text that can't be read makes the engine read its whole batch of rows once more, one by one. Most of such texts are cut off: those that don't
-- end as an object or array does are left out beforehand.
CREATE OR REPLACE MACRO kql_is_whole(x) AS regexp_matches(x, '[\]}\s]\z');
CREATE OR REPLACE MACRO kql_text_get(x, path) AS list_filter([CASE WHEN kql_is_whole(x) THEN TRY(json_extract(x, path)) END], lambda text_got: text_got <> 'null')[1];
CREATE OR REPLACE MACRO kql_json_get(x, path) AS list_filter([json_extract(x, path)], lambda json_got: json_got <> 'null')[1];
CREATE OR REPLACE MACRO kql_text_get_text(x, path) AS CASE WHEN kql_is_whole(x) THEN TRY(json_extract_string(x, path)) END;
CREATE OR REPLACE MACRO kql_json_get_text(x, path) AS json_extract_string(x, path);
-- The same of what parse_json makes of a text that is computed. As a list of one it is computed once: of calls in calls each use would multiply it.
CREATE OR REPLACE MACRO kql_parsed_texts(x) AS list_transform([x], lambda unread_text: kql_json_text(unread_text));
CREATE OR REPLACE MACRO kql_parsed_get(x, path) AS list_transform(kql_parsed_texts(x), lambda parsed_text: kql_text_get(parsed_text, path))[1];
CREATE OR REPLACE MACRO kql_parsed_get_text(x, path) AS list_transform(kql_parsed_texts(x), lambda parsed_text: kql_text_get_text(parsed_text, path))[1];
CREATE OR REPLACE MACRO kql_parsed_json(x) AS list_transform(kql_parsed_texts(x), lambda parsed_text: kql_parse_json(parsed_text))[1];
CREATE OR REPLACE MACRO kql_parsed_tostring(x) AS list_transform(kql_parsed_texts(x), lambda parsed_text: kql_text_tostring(parsed_text))[1];
-- Steps that are computed: a property's name, an element's number (from the end where negative), either. The engine takes a star in a path
-- for a wildcard and no empty name, so names go into pointers, which take digits for a number in turn.
CREATE OR REPLACE MACRO kql_property_path(key) AS
  CASE WHEN key <> '' AND translate(key, '0123456789', '') = '' THEN '$."' || key || '"' ELSE '/' || replace(replace(key, '~', '~0'), '/', '~1') END;
CREATE OR REPLACE MACRO kql_json_property(x, key) AS kql_json_get(x, kql_property_path(key));
CREATE OR REPLACE MACRO kql_json_element(x, i) AS kql_json_get(x, CASE WHEN i < 0 THEN '$[#' || i || ']' ELSE '$[' || i || ']' END);
-- The place in a native list of an element with this number.
CREATE OR REPLACE MACRO kql_list_place(i) AS CASE WHEN i < 0 THEN i WHEN i > 2147483646 THEN 2147483647 ELSE i + 1 END;
CREATE OR REPLACE MACRO kql_json_member(x, key) AS
  CASE WHEN json_type(key) = 'VARCHAR' THEN kql_json_property(x, json_extract_string(key, '$')) ELSE kql_json_element(x, TRY_CAST(key AS BIGINT)) END;

-- What a dynamic holds as another type, null where it holds something else.
CREATE OR REPLACE MACRO kql_json_string(x) AS list_transform([x], lambda string_json: CASE WHEN json_type(string_json) = 'VARCHAR' THEN json_extract_string(string_json, '$') END)[1];

-- Arrays as native lists; null where it is no array.
CREATE OR REPLACE MACRO kql_elements(x) AS list_transform([x], lambda elements_json: kql_elements_of(elements_json))[1];
CREATE OR REPLACE MACRO kql_elements_of(x) AS
  CASE json_type(x)
    WHEN 'ARRAY' THEN list_transform(CAST(json_extract(x, '$[*]') AS JSON[]), lambda element_item: nullif(element_item, 'null')::JSON)
    WHEN 'OBJECT' THEN list_transform(kql_entries(x), lambda element_entry: json_object(element_entry[1], element_entry[2]))
    WHEN 'NULL' THEN NULL
    ELSE [x]
  END;
CREATE OR REPLACE MACRO kql_elements_array(x) AS
  CASE WHEN json_type(x) = 'OBJECT' THEN list_transform(kql_entries(x), lambda pair_entry: json_array(pair_entry[1], pair_entry[2])) ELSE kql_elements(x) END;
CREATE OR REPLACE MACRO kql_has_elements(x) AS coalesce(CAST(x AS VARCHAR) NOT IN ('[]', '{}'), true);
-- Elements that are no numbers are null; text and booleans would be cast to numbers, but for NaN and the infinities, which JSON writes as text.
CREATE OR REPLACE MACRO kql_json_list_real(x) AS
  CASE WHEN json_type(x) = 'ARRAY' THEN
    CASE WHEN regexp_matches(CAST(x AS VARCHAR), '["tf]') THEN
      list_transform(CAST(x AS JSON[]), lambda number_item:
        CASE WHEN json_type(number_item) IN ('BIGINT', 'UBIGINT', 'DOUBLE') OR number_item IN ('"NaN"', '"Infinity"', '"-Infinity"') THEN CAST(number_item AS DOUBLE) END)
    ELSE TRY_CAST(x AS DOUBLE[])
    END
  END;
CREATE OR REPLACE MACRO kql_json_list_long(x) AS
  CASE WHEN kql_json_integral(x) THEN CAST(x AS BIGINT[]) WHEN json_type(x) = 'ARRAY' THEN list_transform(CAST(x AS JSON[]), lambda number_item: kql_json_long(number_item)) END;
-- Whether it is an array whose elements are whole numbers or null.
CREATE OR REPLACE MACRO kql_json_integral(x) AS regexp_full_match(CAST(x AS VARCHAR), '\[(\s*(-?[0-9]{1,18}|null)\s*,?)*\s*\]');
-- The strings of an array, or a string alone.
CREATE OR REPLACE MACRO kql_json_texts(x) AS
  list_filter(list_transform(CASE WHEN json_type(x) = 'ARRAY' THEN kql_items(x) ELSE [x] END, lambda text_item: kql_json_string(text_item)), lambda text_value: text_value IS NOT NULL);

-- Native lists as JSON.
CREATE OR REPLACE MACRO kql_list_real_json(x) AS to_json(list_transform(x, lambda real_value: kql_real_json(real_value)));
CREATE OR REPLACE MACRO kql_list_long_json(x) AS to_json(x);
CREATE OR REPLACE MACRO kql_list_int_json(x) AS to_json(x);
CREATE OR REPLACE MACRO kql_list_bool_json(x) AS to_json(x);
CREATE OR REPLACE MACRO kql_list_string_json(x) AS to_json(x);
CREATE OR REPLACE MACRO kql_list_datetime_json(x) AS to_json(list_transform(x, lambda datetime_item: kql_datetime_json(datetime_item)));
CREATE OR REPLACE MACRO kql_list_timespan_json(x) AS to_json(list_transform(x, lambda timespan_item: kql_timespan_json(timespan_item)));
CREATE OR REPLACE MACRO kql_list_guid_json(x) AS to_json(x);
CREATE OR REPLACE MACRO kql_list_decimal_json(x) AS to_json(list_transform(x, lambda decimal_item: kql_decimal_json(decimal_item)));

-- Values as JSON.
CREATE OR REPLACE MACRO kql_string_json(x) AS to_json(x);
CREATE OR REPLACE MACRO kql_bool_json(x) AS to_json(x);
CREATE OR REPLACE MACRO kql_int_json(x) AS to_json(x);
CREATE OR REPLACE MACRO kql_long_json(x) AS to_json(x);
CREATE OR REPLACE MACRO kql_real_json(x) AS
  CASE WHEN isnan(x) THEN '"NaN"'::JSON WHEN isinf(x) THEN to_json(CASE WHEN x > 0 THEN 'Infinity' ELSE '-Infinity' END) ELSE to_json(x) END;
CREATE OR REPLACE MACRO kql_guid_json(x) AS to_json(x);
CREATE OR REPLACE MACRO kql_timespan_json(x) AS to_json(nullif(kql_timespan_tostring(x), ''));
CREATE OR REPLACE MACRO kql_decimal_json(x) AS to_json(nullif(kql_decimal_tostring(x), ''));
CREATE OR REPLACE MACRO kql_datetime_json(x) AS to_json(nullif(kql_datetime_tostring(x), ''));

-- tostring of a dynamic: a string without its quotes, all else as compact JSON; text that has yet to be read may be no JSON.
CREATE OR REPLACE MACRO kql_dynamic_tostring(x) AS coalesce(json_extract_string(x, '$'), '');
CREATE OR REPLACE MACRO kql_text_tostring(x) AS
  coalesce(TRY(json_extract_string(x, '$')), CASE WHEN regexp_full_match(x, '\s*null\s*') THEN '' ELSE x END, '');

-- A text that a datetime or a guid would have in a dynamic is taken for one, as the engine does when it reads JSON.
CREATE OR REPLACE MACRO kql_gettype_text(x) AS
  CASE
    WHEN regexp_full_match(x, '"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{7}Z"') THEN 'datetime'
    WHEN regexp_full_match(x, '"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}"') THEN 'guid'
    ELSE 'string'
  END;
CREATE OR REPLACE MACRO kql_gettype(x) AS
  CASE json_type(x) WHEN 'OBJECT' THEN 'dictionary' WHEN 'ARRAY' THEN 'array' WHEN 'VARCHAR' THEN kql_gettype_text(CAST(x AS VARCHAR)) WHEN 'BOOLEAN' THEN 'bool'
    WHEN 'BIGINT' THEN 'long' WHEN 'UBIGINT' THEN 'long' WHEN 'DOUBLE' THEN 'double' ELSE 'null' END;

-- Ranges, both ends included, of at most 2^20 elements; a step of 0 gives null.
CREATE OR REPLACE MACRO kql_long_range(first, last, step) AS
  CASE WHEN last IS NULL THEN NULL WHEN step > 0 THEN generate_series(first, TRY_CAST(least(last, first + 1048575 * step::HUGEINT) AS BIGINT), step)
    WHEN step < 0 THEN generate_series(first, TRY_CAST(greatest(last, first + 1048575 * step::HUGEINT) AS BIGINT), step) END;
CREATE OR REPLACE MACRO kql_real_range(first, last, step) AS
  CASE WHEN step <> 0 AND last IS NOT NULL AND first IS NOT NULL THEN list_transform(
    range(CAST(least(greatest(floor(CAST(last - first AS DOUBLE) / step) + 1, 0), 1048576) AS BIGINT)), lambda range_at: CAST(first AS DOUBLE) + range_at * step) END;
CREATE OR REPLACE MACRO kql_datetime_range(first, last, step) AS
  CASE WHEN step <> INTERVAL 0 SECOND THEN
    generate_series(first, CASE
      WHEN abs(epoch_us(last) - epoch_us(first)) > 1048575 * abs(epoch_us(step)::HUGEINT) THEN make_timestamp(epoch_us(first) + 1048575 * epoch_us(step))
      ELSE last END, step) END;

-- The negated number of a dynamic; null where it is none.
CREATE OR REPLACE MACRO kql_dynamic_negate(x) AS
  list_transform([x], lambda negated_json:
    CASE
      WHEN json_type(negated_json) IN ('BIGINT', 'UBIGINT') THEN to_json(kql_wrap(-CAST(negated_json AS HUGEINT)))
      WHEN json_type(negated_json) = 'DOUBLE' THEN to_json(-CAST(negated_json AS DOUBLE))
    END)[1];
