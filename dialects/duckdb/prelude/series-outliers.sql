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

-- A score for each element: how far it lies beyond the percentiles of the first points, in their distance; zeros where these coincide.
-- Missing, infinite and ignored elements score 0 and are not learnt from.
CREATE OR REPLACE MACRO kql_outlier_scores(s, kind, ignored, min_percentile, max_percentile, test_points) AS
  list_transform([{
    x: list_transform([{s: s, ignored: ignored::DOUBLE}], lambda kql_v:
      list_transform(kql_v.s, lambda kql_x: CASE WHEN isfinite(kql_x) AND kql_x IS DISTINCT FROM kql_v.ignored THEN kql_x END))[1],
    tukey: kind = 'tukey', points: coalesce(test_points, 0)::BIGINT,
    low: CASE WHEN kind = 'tukey' THEN 25 ELSE kql_percentile_given(min_percentile, 10, 'min_percentile') END::DOUBLE,
    high: CASE WHEN kind = 'tukey' THEN 75 ELSE kql_percentile_given(max_percentile, 90, 'max_percentile') END::DOUBLE}], lambda kql_v:
    list_transform([list_sort(list_filter(list_slice(kql_v.x, 1, greatest(0, len(kql_v.x) - kql_v.points)), lambda kql_x: kql_x IS NOT NULL))], lambda kql_known:
      list_transform([{
        low: kql_percentile_sorted(kql_known, kql_v.low), high: kql_percentile_sorted(kql_known, kql_v.high),
        up: CASE WHEN kql_v.tukey THEN 1 ELSE 1.5 * (kql_normal_quantile(kql_v.high) - kql_normal_quantile(kql_v.low)) / (2.7 - kql_normal_quantile(kql_v.high)) END,
        down: CASE WHEN kql_v.tukey THEN 1 ELSE 1.5 * (kql_normal_quantile(kql_v.high) - kql_normal_quantile(kql_v.low)) / (2.7 + kql_normal_quantile(kql_v.low)) END}], lambda kql_f:
        CASE WHEN kql_f.high - kql_f.low > 1e-12 * greatest(1, abs(kql_f.low), abs(kql_f.high)) THEN
          list_transform(kql_v.x, lambda kql_x: CASE
            WHEN kql_x > kql_f.high THEN (kql_x - kql_f.high) / (kql_f.high - kql_f.low) * kql_f.up
            WHEN kql_x < kql_f.low THEN (kql_x - kql_f.low) / (kql_f.high - kql_f.low) * kql_f.down
            ELSE 0 END::DOUBLE)
        ELSE list_transform(kql_v.x, lambda kql_x: 0::DOUBLE) END)[1])[1])[1];

CREATE OR REPLACE MACRO kql_series_outliers(s, kind, ignored, min_percentile, max_percentile, test_points) AS
  kql_outlier_scores(kql_series_elements(s), kql_word(kind, 'ctukey', ['ctukey', 'tukey'], 'kind'), ignored, min_percentile, max_percentile, test_points);
