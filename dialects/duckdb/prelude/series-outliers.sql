-- Scores of outliers: see src/series/outliers.ts for where the numbers come from.

-- The normal quantile of a percentile; 10 and 90 as the engine has them, else the rational approximation 26.2.23 of Abramowitz and Stegun.
CREATE OR REPLACE MACRO kql_normal_quantile(percent) AS
  list_transform([{p: percent, t: sqrt(-2 * ln(1 - greatest(percent, 100 - percent) / 100))}], lambda kql_v:
    CASE
      WHEN kql_v.p = 90 THEN 1.29682082
      WHEN kql_v.p = 10 THEN -1.29682082
      ELSE sign(kql_v.p - 50.000001) * (kql_v.t - (2.515517 + 0.802853 * kql_v.t + 0.010328 * kql_v.t ** 2)
           / (1 + 1.432788 * kql_v.t + 0.189269 * kql_v.t ** 2 + 0.001308 * kql_v.t ** 3))
    END::DOUBLE)[1];

-- A percentile that a call gives.
CREATE OR REPLACE MACRO kql_percentile_given(percent, otherwise, name) AS
  CASE WHEN coalesce(percent, otherwise) BETWEEN 2 AND 98 THEN coalesce(percent, otherwise)::DOUBLE ELSE error(name || ' is from 2 to 98') END;

-- A score for each element: how far it lies beyond the percentiles of the first `learnt` ones, in their distance; zeros where these coincide.
-- Missing and infinite elements score 0 and are not learnt from. `tukey`: the quartiles, and a distance of 1 is a score of 1.
CREATE OR REPLACE MACRO kql_scores(s, learnt, tukey, low, high) AS
  [{x: list_transform(s, lambda kql_x: CASE WHEN isfinite(kql_x) THEN kql_x END), m: learnt, tukey: tukey, low: low::DOUBLE, high: high::DOUBLE,
    z_low: kql_normal_quantile(low), z_high: kql_normal_quantile(high)}]
  .list_transform(lambda kql_v: {
    x: kql_v.x,
    known: list_sort(list_filter(kql_v.x[:kql_v.m], lambda kql_x: kql_x IS NOT NULL)),
    low: CASE WHEN kql_v.tukey THEN 25 ELSE kql_v.low END,
    high: CASE WHEN kql_v.tukey THEN 75 ELSE kql_v.high END,
    up: CASE WHEN kql_v.tukey THEN 1 ELSE 1.5 * (kql_v.z_high - kql_v.z_low) / (2.7 - kql_v.z_high) END,
    down: CASE WHEN kql_v.tukey THEN 1 ELSE 1.5 * (kql_v.z_high - kql_v.z_low) / (2.7 + kql_v.z_low) END})
  .list_transform(lambda kql_v: {
    x: kql_v.x,
    low: kql_percentile_sorted(kql_v.known, kql_v.low),
    high: kql_percentile_sorted(kql_v.known, kql_v.high),
    up: kql_v.up,
    down: kql_v.down})
  .list_transform(lambda kql_v:
    CASE WHEN kql_v.high - kql_v.low > 1e-12 * greatest(1, abs(kql_v.low), abs(kql_v.high)) THEN
      list_transform(kql_v.x, lambda kql_x: CASE
        WHEN kql_x > kql_v.high THEN (kql_x - kql_v.high) / (kql_v.high - kql_v.low) * kql_v.up
        WHEN kql_x < kql_v.low THEN (kql_x - kql_v.low) / (kql_v.high - kql_v.low) * kql_v.down
        ELSE 0::DOUBLE END)
    ELSE list_transform(kql_v.x, lambda kql_x: 0::DOUBLE) END)[1];

CREATE OR REPLACE MACRO kql_series_outliers(s, kind, ignored, min_percentile, max_percentile, test_points) AS
  [{y: CAST(s AS DOUBLE[]), ignored: ignored::DOUBLE, tukey: kql_word(kind, 'ctukey', ['ctukey', 'tukey'], 'kind') = 'tukey',
    low: CASE WHEN kind = 'tukey' THEN 25 ELSE kql_percentile_given(min_percentile, 10, 'min_percentile') END::DOUBLE,
    high: CASE WHEN kind = 'tukey' THEN 75 ELSE kql_percentile_given(max_percentile, 90, 'max_percentile') END::DOUBLE,
    ahead: coalesce(test_points, 0)::BIGINT}]
  .list_transform(lambda kql_v: kql_scores(
    list_transform(kql_v.y, lambda kql_x: CASE WHEN kql_x IS DISTINCT FROM kql_v.ignored THEN kql_x END),
    greatest(0, len(kql_v.y) - kql_v.ahead), kql_v.tukey, kql_v.low, kql_v.high))[1];
