-- Aggregates. Those of the engine stand in the query; these finish what they yield.

-- Means. The mean of decimals is computed on their digits, since the engine's quotient of decimals is a double.
CREATE OR REPLACE MACRO kql_decimal_mean(total, number) AS CASE WHEN number > 0 THEN kql_decimal_quotient(total, number) END;
CREATE OR REPLACE MACRO kql_decimal_quotient(a, n) AS
  CAST(kql_decimal_of_digits(CAST(replace(CAST(CAST(a AS DECIMAL(38, 18)) AS VARCHAR), '.', '') AS HUGEINT) // n) AS DECIMAL(38, 18));
CREATE OR REPLACE MACRO kql_decimal_of_digits(d) AS
  CASE WHEN d < 0 THEN '-' ELSE '' END || CAST(abs(d) // 1000000000000000000 AS VARCHAR) || '.'
  || lpad(CAST(abs(d) % 1000000000000000000 AS VARCHAR), 18, '0');
CREATE OR REPLACE MACRO kql_datetime_mean(microseconds, number) AS
  CASE WHEN number > 0 THEN make_timestamp(CAST(microseconds // number AS BIGINT)) END;

-- The elements that a dynamic puts into make_list and make_set: those of an array, else itself. In a set JSON's null is a value.
CREATE OR REPLACE MACRO kql_list_items(x) AS
  CASE WHEN json_type(x) = 'ARRAY' THEN list_transform(CAST(x AS JSON[]), lambda v: nullif(v, 'null')::JSON) ELSE [x] END;

CREATE OR REPLACE MACRO kql_set_items(x) AS
  CASE WHEN json_type(x) = 'ARRAY' THEN list_transform(CAST(x AS JSON[]), lambda v: coalesce(v, 'null'::JSON)) ELSE [coalesce(x, 'null'::JSON)] END;

-- The distinct elements but null, in the order of their first appearance. Searching is faster while there are few.
CREATE OR REPLACE MACRO kql_first_seen(l) AS
  CASE WHEN len(l) <= 500
    THEN list_transform(list_sort(list_transform(list_distinct(l), lambda v: {'i': list_position(l, v), 'v': v})), lambda e: e.v)
    WHEN len(l) > 500 THEN kql_first_sorted(list_sort(list_transform(l, lambda v, i: {'v': v, 'i': i})))
  END;
-- Each element beside the one before it: a lambda that names the list would take a copy of it for every element.
CREATE OR REPLACE MACRO kql_first_sorted(s) AS
  list_transform(
    list_sort(list_transform(
      list_filter(
        list_zip(s, list_concat([NULL], s[:-2])),
        lambda p: p[1].v IS NOT NULL AND (p[2] IS NULL OR p[2].v IS DISTINCT FROM p[1].v)),
      lambda p: {'i': p[1].i, 'v': p[1].v})),
    lambda e: e.v);

-- The properties of a bag as key and value; anything else has none.
CREATE OR REPLACE MACRO kql_bag_entries(x) AS
  list_transform([x], lambda bag: CASE WHEN json_type(bag) = 'OBJECT' THEN list_transform(json_keys(bag), lambda k: {'k': k, 'v': kql_json_property(bag, k)}) ELSE [] END)[1];
-- The bag of the first `most` keys of entries; of several values of a key the first.
CREATE OR REPLACE MACRO kql_bag_of(entries, most) AS
  kql_bag_of_keys(entries, list_transform(entries, lambda e: e.k), most);
CREATE OR REPLACE MACRO kql_bag_of_keys(entries, ks, most) AS
  CAST('{' || coalesce(array_to_string(list_transform([{'e': entries, 'k': ks}],
    lambda b: list_transform(list_slice(kql_first_seen(b.k), 1, most),
      lambda k: to_json(k) || ':' || coalesce(CAST(b.e[list_position(b.k, k)].v AS VARCHAR), 'null')))[1], ','), '') || '}' AS JSON);

-- The value at which the weights of sorted pairs reach a sum.
CREATE OR REPLACE MACRO kql_weighted_rank(pairs, target) AS
  list_reduce(pairs, lambda a, b: CASE WHEN a.w >= target THEN a ELSE {'v': b.v, 'w': a.w + b.w} END).v;

-- Windows.

-- An int that overflowed.
CREATE OR REPLACE MACRO kql_wrap_int(x) AS CAST(((x + 2147483648) % 4294967296 + 4294967296) % 4294967296 - 2147483648 AS INTEGER);
-- The rows that begin a session among rows in order: the first, then each that is at least so far behind the last such row.
CREATE OR REPLACE MACRO kql_session_starts(l, distance) AS
  list_reduce(list_transform(l, lambda e: {'t': e.t, 'r': [e.r]}),
    lambda a, e: CASE WHEN e.t >= a.t + distance THEN {'t': e.t, 'r': a.r || e.r} ELSE a END).r;

-- The variance of numbers that aren't all small enough for their squares.
CREATE OR REPLACE MACRO kql_strange_spread(infinite) AS
  CASE WHEN infinite THEN 'nan'::DOUBLE ELSE error('the spread of numbers whose squares are beyond the range of reals is not documented') END;
