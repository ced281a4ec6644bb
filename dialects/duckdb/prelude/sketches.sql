-- Intermediate results of dcount: a JSON array of the distinct values' texts.
CREATE OR REPLACE MACRO kql_dcount_hll(x) AS CASE WHEN json_type(x) = 'ARRAY' THEN CAST(json_array_length(x) AS BIGINT) END;
CREATE OR REPLACE MACRO kql_hll_merge(l) AS
  to_json(list_distinct(flatten(list_transform(list_filter(l, lambda x: json_type(x) = 'ARRAY'), lambda x: CAST(x AS VARCHAR[])))));

-- Intermediate results of percentiles: the kind of the values, then values with weights.
CREATE OR REPLACE MACRO kql_tdigest_of(kind, pairs) AS CASE WHEN pairs IS NOT NULL THEN json_array(kind, pairs) END;
CREATE OR REPLACE MACRO kql_tdigest_of_counts(kind, counts) AS
  CASE WHEN counts IS NOT NULL THEN json_array(kind, list_transform(map_entries(counts), lambda e: {'v': e.key, 'w': e.value})) END;
-- Integers and reals together are reals; what else differs in kind can't be merged.
CREATE OR REPLACE MACRO kql_tdigest_kind(kinds) AS
  CASE WHEN len(kinds) = 1 THEN kinds[1] WHEN len(list_filter(kinds, lambda k: k NOT IN ('long', 'real'))) = 0 THEN 'real' END;
CREATE OR REPLACE MACRO kql_tdigest_merge_known(l) AS
  CASE
    WHEN len(l) > 0 AND kql_tdigest_kind(list_distinct(list_transform(l, lambda x: json_extract_string(x, '$[0]')))) IS NOT NULL
    THEN json_array(
      kql_tdigest_kind(list_distinct(list_transform(l, lambda x: json_extract_string(x, '$[0]')))),
      flatten(list_transform(l, lambda x: CAST(json_extract(x, '$[1]') AS JSON[]))))
  END;
-- What is no digest counts as none.
CREATE OR REPLACE MACRO kql_tdigest_merge(l) AS
  kql_tdigest_merge_known(list_filter(l, lambda x: json_type(x, '$[1]') = 'ARRAY' AND json_extract_string(x, '$[0]') IN ('real', 'long', 'timespan', 'datetime')));

CREATE OR REPLACE MACRO kql_tdigest_longs(x) AS list_sort(json_transform(json_extract(x, '$[1]'), '[{"v":"BIGINT","w":"HUGEINT"}]'));
CREATE OR REPLACE MACRO kql_tdigest_reals(x) AS list_sort(json_transform(json_extract(x, '$[1]'), '[{"v":"DOUBLE","w":"HUGEINT"}]'));
CREATE OR REPLACE MACRO kql_tdigest_total(pairs) AS list_sum(list_transform(pairs, lambda e: e.w));
-- Not binary fractions are a trifle smaller, so that a rank that is a whole number doesn't become the next one by rounding.
-- The pairs and the rank are bound first: within the walk over the pairs they would be computed for each of them.
CREATE OR REPLACE MACRO kql_tdigest_at(pairs, p) AS
  CASE
    WHEN p BETWEEN 0 AND 100
    THEN list_transform(
      list_transform([pairs], lambda l: {'l': l, 't': kql_tdigest_total(l) * CASE WHEN p % 25 = 0 THEN p / 100 ELSE p / 100 * (1 - 1e-15) END}),
      lambda s: kql_weighted_rank(s.l, s.t))[1]
  END;
CREATE OR REPLACE MACRO kql_tdigest_percentile(x, p) AS
  CASE json_extract_string(x, '$[0]')
    WHEN 'real' THEN kql_real_json(kql_tdigest_at(kql_tdigest_reals(x), p))
    WHEN 'long' THEN kql_long_json(kql_tdigest_at(kql_tdigest_longs(x), p))
    WHEN 'timespan' THEN kql_timespan_json(kql_tdigest_at(kql_tdigest_longs(x), p))
    WHEN 'datetime' THEN kql_datetime_json(make_timestamp(kql_tdigest_at(kql_tdigest_longs(x), p)))
  END;
CREATE OR REPLACE MACRO kql_tdigest_percentiles(x, ps) AS to_json(list_transform(ps, lambda p: kql_tdigest_percentile(x, p)));
-- Values of another kind than the digest's have no rank, but numbers are compared as numbers.
CREATE OR REPLACE MACRO kql_tdigest_below(pairs, value) AS
  coalesce(CAST(kql_tdigest_total(list_filter(pairs, lambda e: e.v <= value)) AS DOUBLE), 0);
CREATE OR REPLACE MACRO kql_tdigest_rank(x, kind, value) AS
  CASE
    WHEN value IS NULL THEN NULL
    WHEN json_extract_string(x, '$[0]') = kind OR (json_extract_string(x, '$[0]') IN ('long', 'real') AND kind IN ('long', 'real')) THEN kql_tdigest_below(kql_tdigest_reals(x), value)
  END;
CREATE OR REPLACE MACRO kql_tdigest_percentrank(x, kind, value) AS
  100 * kql_tdigest_rank(x, kind, value) / CAST(kql_tdigest_total(kql_tdigest_longs(x)) AS DOUBLE);
