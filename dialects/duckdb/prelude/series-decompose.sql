-- A series as season, trend and rest, and what follows from that. The mathematics is that of src/series/decompose.ts and outliers.ts, where its
-- sources stand.

-- For each of n points the median of those of the first `learnt` points that stand in its phase; zeros without a period.
CREATE OR REPLACE MACRO kql_season(y, learnt, period) AS
  list_transform([{y: y, n: len(y), m: learnt, p: period}], lambda kql_v:
    CASE WHEN kql_v.p > 0 THEN
      list_select(
        list_transform(range(least(kql_v.p, kql_v.n)), lambda kql_i: coalesce(list_median(kql_v.y[kql_i + 1:kql_v.m:kql_v.p]), 0)::DOUBLE),
        list_transform(range(kql_v.n), lambda kql_i: kql_i % kql_v.p + 1))
    ELSE list_transform(kql_v.y, lambda kql_x: 0::DOUBLE) END)[1];

-- The line or level of what the season leaves: its interception and slope.
CREATE OR REPLACE MACRO kql_trend(rest, kind) AS
  CASE
    WHEN kind = 'none' THEN {slope: 0::DOUBLE, interception: 0::DOUBLE}
    WHEN kind = 'linefit' THEN kql_line(rest)
    ELSE {slope: 0::DOUBLE, interception: list_avg(rest)}
  END;

-- The four components; null where there is nothing to learn from, or a value to learn from is missing.
CREATE OR REPLACE MACRO kql_decomposition(s, seasonality, trend, test_points, threshold) AS
  list_transform([{y: kql_series_elements(s), period: coalesce(seasonality, -1)::BIGINT, kind: trend, m: len(s) - coalesce(test_points, 0)::BIGINT,
                   least: coalesce(threshold, 0.6)::DOUBLE}], lambda kql_v:
    CASE WHEN kql_v.m BETWEEN 1 AND len(kql_v.y) AND kql_all_finite(kql_v.y[:kql_v.m]) THEN
      list_transform([kql_season(kql_v.y, kql_v.m,
        CASE WHEN kql_v.period = -1 THEN kql_best_period(kql_v.y[:kql_v.m], kql_v.least) ELSE kql_v.period END)], lambda kql_seasonal:
        list_transform([kql_trend(list_transform(kql_v.y[:kql_v.m], lambda kql_x, kql_i: kql_x - kql_seasonal[kql_i]), kql_v.kind)], lambda kql_t:
          list_transform([list_transform(range(len(kql_v.y)), lambda kql_i: kql_t.interception + kql_t.slope * (kql_i + 1))], lambda kql_line:
            {baseline: list_transform(kql_line, lambda kql_x, kql_i: kql_x + kql_seasonal[kql_i]),
             seasonal: kql_seasonal,
             trend: kql_line,
             residual: list_transform(kql_line, lambda kql_x, kql_i: kql_v.y[kql_i] - (kql_x + kql_seasonal[kql_i]))})[1])[1])[1]
    END)[1];

CREATE OR REPLACE MACRO kql_series_decompose(s, seasonality, trend, test_points, threshold) AS
  kql_decomposition(s, seasonality, kql_word(trend, 'avg', ['avg', 'linefit', 'none'], 'trend'), test_points, threshold);

-- The trend is a line unless it is given.
CREATE OR REPLACE MACRO kql_series_decompose_forecast(s, points, seasonality, trend, threshold) AS
  CASE WHEN points IS NOT NULL THEN
    kql_decomposition(s, seasonality, kql_word(trend, 'linefit', ['avg', 'linefit', 'none'], 'trend'), points, threshold) END;

CREATE OR REPLACE MACRO kql_series_decompose_anomalies(s, threshold, seasonality, trend, test_points, method, seasonality_threshold) AS
  list_transform([{
    d: kql_decomposition(s, seasonality, kql_word(trend, 'avg', ['avg', 'linefit', 'none'], 'trend'), test_points, seasonality_threshold),
    method: kql_word(method, 'ctukey', ['ctukey', 'tukey'], 'method'), points: test_points, least: coalesce(threshold, 1.5)::DOUBLE}], lambda kql_v:
    CASE WHEN kql_v.d IS NOT NULL THEN
      list_transform([kql_outlier_scores(kql_v.d.residual, kql_v.method, NULL, NULL, NULL, kql_v.points)], lambda kql_score:
        {ad_flag: list_transform(kql_score, lambda kql_x: (CASE WHEN kql_x > kql_v.least THEN 1 WHEN kql_x < -kql_v.least THEN -1 ELSE 0 END)::BIGINT),
         ad_score: kql_score,
         baseline: kql_v.d.baseline})[1]
    END)[1];

CREATE OR REPLACE MACRO kql_series_seasonal(s, period, test_points) AS
  list_transform([{y: kql_series_elements(s), period: coalesce(period, -1)::BIGINT, m: len(s) - coalesce(test_points, 0)::BIGINT}], lambda kql_v:
    CASE WHEN kql_v.m BETWEEN 0 AND len(kql_v.y) AND kql_all_finite(kql_v.y[:kql_v.m]) THEN
      kql_season(kql_v.y, kql_v.m, CASE WHEN kql_v.period = -1 THEN kql_best_period(kql_v.y[:kql_v.m], 0.7) ELSE kql_v.period END)
    END)[1];
