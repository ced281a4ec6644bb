-- A series as season, trend and rest, and what follows from that. The mathematics is that of src/series/decompose.ts and outliers.ts, where its
-- sources stand.

-- For each of n points the median of those of the first `learnt` points that stand in its phase; zeros without a period.
CREATE OR REPLACE MACRO kql_season(y, learnt, period) AS
  list_transform([{y: y, n: len(y), m: learnt, p: period}], lambda kql_v:
    CASE WHEN kql_v.p > 0 THEN
      repeat(
        list_transform(range(least(kql_v.p, kql_v.n)), lambda kql_i: coalesce(list_median(kql_v.y[kql_i + 1:kql_v.m:kql_v.p]), 0)::DOUBLE),
        kql_v.n // kql_v.p + 1)[:kql_v.n]
    ELSE list_transform(kql_v.y, lambda kql_x: 0::DOUBLE) END)[1];

-- The line or level of what the season leaves: its interception and slope.
CREATE OR REPLACE MACRO kql_trend(rest, kind) AS
  list_transform([{rest: rest, kind: kind}], lambda kql_v:
    CASE
      WHEN kql_v.kind = 'none' THEN {slope: 0::DOUBLE, interception: 0::DOUBLE}
      WHEN kql_v.kind = 'linefit' THEN kql_line(kql_v.rest)
      ELSE {slope: 0::DOUBLE, interception: list_avg(kql_v.rest)}
    END)[1];

-- Season and trend as a list of one struct: for each point its value, season and place, from 1 on; the line of the trend; how many points were learnt
-- from; and `more`, handed on. No points where there is nothing to learn from, or a value to learn from is missing.
CREATE OR REPLACE MACRO kql_fitted(s, seasonality, trend, test_points, threshold, more) AS
  [{y: kql_series_elements(s), period: coalesce(seasonality, -1)::BIGINT, kind: trend, ahead: coalesce(test_points, 0)::BIGINT,
    least: coalesce(threshold, 0.6)::DOUBLE, more: more}]
  .list_transform(lambda kql_v: {y: kql_v.y, m: len(kql_v.y) - kql_v.ahead, period: kql_v.period, kind: kql_v.kind, least: kql_v.least, more: kql_v.more})
  .list_transform(lambda kql_v: {m: kql_v.m, kind: kql_v.kind, more: kql_v.more, points:
    CASE WHEN kql_v.m BETWEEN 1 AND len(kql_v.y) AND kql_all_finite(kql_v.y[:kql_v.m]) THEN
      list_zip(
        kql_v.y,
        kql_season(kql_v.y, kql_v.m, CASE WHEN kql_v.period = -1 THEN kql_best_period(kql_v.y[:kql_v.m], kql_v.least) ELSE kql_v.period END),
        range(1, len(kql_v.y) + 1)::DOUBLE[])
    END})
  .list_transform(lambda kql_v: {m: kql_v.m, more: kql_v.more, points: kql_v.points, line:
    kql_trend(list_transform(kql_v.points[:kql_v.m], lambda kql_x: kql_x[1] - kql_x[2]), kql_v.kind)});

-- The four components; null as above.
CREATE OR REPLACE MACRO kql_decomposition(s, seasonality, trend, test_points, threshold) AS
  kql_fitted(s, seasonality, trend, test_points, threshold, NULL)
  .list_transform(lambda kql_v: CASE WHEN kql_v.points IS NOT NULL THEN {
    baseline: list_transform(kql_v.points, lambda kql_x: kql_v.line.interception + kql_v.line.slope * kql_x[3] + kql_x[2]),
    seasonal: list_transform(kql_v.points, lambda kql_x: kql_x[2]),
    trend: list_transform(kql_v.points, lambda kql_x: kql_v.line.interception + kql_v.line.slope * kql_x[3]),
    residual: list_transform(kql_v.points, lambda kql_x: kql_x[1] - (kql_v.line.interception + kql_v.line.slope * kql_x[3] + kql_x[2]))} END)[1];

CREATE OR REPLACE MACRO kql_series_decompose(s, seasonality, trend, test_points, threshold) AS
  kql_decomposition(s, seasonality, kql_word(trend, 'avg', ['avg', 'linefit', 'none'], 'trend'), test_points, threshold);

-- The trend is a line unless it is given.
CREATE OR REPLACE MACRO kql_series_decompose_forecast(s, points, seasonality, trend, threshold) AS
  CASE WHEN points IS NOT NULL THEN
    kql_decomposition(s, seasonality, kql_word(trend, 'linefit', ['avg', 'linefit', 'none'], 'trend'), points, threshold) END;

CREATE OR REPLACE MACRO kql_series_decompose_anomalies(s, threshold, seasonality, trend, test_points, method, seasonality_threshold) AS
  kql_fitted(s, seasonality, kql_word(trend, 'avg', ['avg', 'linefit', 'none'], 'trend'), test_points, seasonality_threshold,
    {tukey: kql_word(method, 'ctukey', ['ctukey', 'tukey'], 'method') = 'tukey', least: coalesce(threshold, 1.5)::DOUBLE})
  .list_transform(lambda kql_v: {least: kql_v.more.least,
    baseline: list_transform(kql_v.points, lambda kql_x: kql_v.line.interception + kql_v.line.slope * kql_x[3] + kql_x[2]),
    score: kql_scores(
      list_transform(kql_v.points, lambda kql_x: kql_x[1] - (kql_v.line.interception + kql_v.line.slope * kql_x[3] + kql_x[2])),
      kql_v.m, kql_v.more.tukey, 10, 90)})
  .list_transform(lambda kql_v: CASE WHEN kql_v.baseline IS NOT NULL THEN {
    ad_flag: list_transform(kql_v.score, lambda kql_x: CASE WHEN kql_x > kql_v.least THEN 1::BIGINT WHEN kql_x < -kql_v.least THEN -1::BIGINT ELSE 0::BIGINT END),
    ad_score: kql_v.score,
    baseline: kql_v.baseline} END)[1];

CREATE OR REPLACE MACRO kql_series_seasonal(s, period, test_points) AS
  [{y: kql_series_elements(s), period: coalesce(period, -1)::BIGINT, ahead: coalesce(test_points, 0)::BIGINT}]
  .list_transform(lambda kql_v: {y: kql_v.y, m: len(kql_v.y) - kql_v.ahead, period: kql_v.period})
  .list_transform(lambda kql_v:
    CASE WHEN kql_v.m BETWEEN 0 AND len(kql_v.y) AND kql_all_finite(kql_v.y[:kql_v.m]) THEN
      kql_season(kql_v.y, kql_v.m, CASE WHEN kql_v.period = -1 THEN kql_best_period(kql_v.y[:kql_v.m], 0.7) ELSE kql_v.period END)
    END)[1];
