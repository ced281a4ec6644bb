-- The straight line through a series, and its statistics. See src/series/line.ts and stats.ts.

-- Null for an empty series and where an element is missing or infinite.
CREATE OR REPLACE MACRO kql_series_fit_line(s) AS
  [kql_series_elements(s)]
  .list_transform(lambda kql_y: CASE WHEN len(kql_y) > 0 AND kql_all_finite(kql_y) THEN
    {y: kql_y, line: kql_line(kql_y), mean: list_avg(kql_y), places: range(1, len(kql_y) + 1)::DOUBLE[]} END)
  .list_transform(lambda kql_v: {
    line: kql_v.line,
    fit: list_transform(kql_v.places, lambda kql_x: kql_v.line.interception + kql_v.line.slope * kql_x),
    variance: list_sum(list_transform(kql_v.y, lambda kql_x: (kql_x - kql_v.mean) ** 2)) / greatest(1, len(kql_v.y) - 1),
    rvariance: list_sum(list_transform(list_zip(kql_v.y, kql_v.places), lambda kql_x: (kql_x[1] - (kql_v.line.interception + kql_v.line.slope * kql_x[2])) ** 2))
      / greatest(1, len(kql_v.y) - 1)})
  .list_transform(lambda kql_v: CASE WHEN kql_v.fit IS NOT NULL THEN {
    rsquare: CASE WHEN kql_v.variance > 0 THEN 1 - kql_v.rvariance / kql_v.variance ELSE 1 END::DOUBLE,
    slope: kql_v.line.slope,
    variance: kql_v.variance,
    rvariance: kql_v.rvariance,
    interception: kql_v.line.interception,
    line_fit: kql_v.fit} END)[1];
CREATE OR REPLACE MACRO kql_series_fit_line_dynamic(s) AS
  list_transform([kql_series_fit_line(s)], lambda kql_f:
    CASE WHEN kql_f IS NOT NULL THEN
      {slope: kql_f.slope, interception: kql_f.interception, rsquare: kql_f.rsquare, variance: kql_f.variance, rvariance: kql_f.rvariance, line_fit: kql_f.line_fit}
    END)[1];

-- Null where an element is missing or infinite, unless these are to be ignored, and where none is left.
CREATE OR REPLACE MACRO kql_series_stats_dynamic(s, ignore_nonfinite) AS
  list_transform([{y: kql_series_elements(s), ignore: coalesce(ignore_nonfinite, false)}], lambda kql_v:
    list_transform([list_filter(kql_v.y, lambda kql_x: isfinite(kql_x))], lambda kql_known:
      CASE WHEN len(kql_known) > 0 AND (kql_v.ignore OR len(kql_known) = len(kql_v.y)) THEN
        {min: list_min(kql_known), min_idx: list_position(kql_v.y, list_min(kql_known))::BIGINT - 1,
         max: list_max(kql_known), max_idx: list_position(kql_v.y, list_max(kql_known))::BIGINT - 1,
         avg: list_sum(kql_known) / len(kql_known),
         stdev: coalesce(list_stddev_samp(kql_known), 0), variance: coalesce(list_var_samp(kql_known), 0),
         sum: list_sum(kql_known), len: len(kql_v.y)}
      END)[1])[1];
CREATE OR REPLACE MACRO kql_series_stats(s, ignore_nonfinite) AS
  list_transform([kql_series_stats_dynamic(s, ignore_nonfinite)], lambda kql_f:
    CASE WHEN kql_f IS NOT NULL THEN
      {min: kql_f.min, min_idx: kql_f.min_idx, max: kql_f.max, max_idx: kql_f.max_idx, avg: kql_f.avg, stdev: kql_f.stdev, variance: kql_f.variance}
    END)[1];
