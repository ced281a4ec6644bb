-- Functions of a series' elements, and of one or two whole series that SQL computes as well as code would.
-- Lists are DOUBLE[] unless said otherwise; null stands for a missing element, and results that would be NaN are null.
-- A lambda's parameter hides columns of its name, hence the prefix.

-- Pairs of two lists' elements, as many as the longer has; null where one is no list.
CREATE OR REPLACE MACRO kql_zip(a, b) AS CASE WHEN a IS NOT NULL AND b IS NOT NULL THEN list_zip(a, b) END;

-- Comparisons of reals, null where one is no number.
CREATE OR REPLACE MACRO kql_real_equals(x, y) AS CASE WHEN NOT isnan(x) AND NOT isnan(y) THEN x = y END;
CREATE OR REPLACE MACRO kql_real_not_equals(x, y) AS CASE WHEN NOT isnan(x) AND NOT isnan(y) THEN x <> y END;
CREATE OR REPLACE MACRO kql_real_less(x, y) AS CASE WHEN NOT isnan(x) AND NOT isnan(y) THEN x < y END;
CREATE OR REPLACE MACRO kql_real_less_equals(x, y) AS CASE WHEN NOT isnan(x) AND NOT isnan(y) THEN x <= y END;
CREATE OR REPLACE MACRO kql_real_greater(x, y) AS CASE WHEN NOT isnan(x) AND NOT isnan(y) THEN x > y END;
CREATE OR REPLACE MACRO kql_real_greater_equals(x, y) AS CASE WHEN NOT isnan(x) AND NOT isnan(y) THEN x >= y END;

-- Longs or reals. The smallest long has no opposite: as elsewhere it wraps to itself.
CREATE OR REPLACE MACRO kql_series_abs(s) AS
  list_transform(s, lambda kql_x: CASE WHEN kql_x < 0 AND kql_x <> -9223372036854775808 THEN -kql_x ELSE kql_x END);
CREATE OR REPLACE MACRO kql_series_sign(s) AS list_transform(s, lambda kql_x: CASE WHEN kql_x > 0 THEN 1 WHEN kql_x < 0 THEN -1 ELSE kql_x END);

CREATE OR REPLACE MACRO kql_series_acos(s) AS list_transform(s, lambda kql_x: CASE WHEN kql_x BETWEEN -1 AND 1 THEN acos(kql_x) END);
CREATE OR REPLACE MACRO kql_series_asin(s) AS list_transform(s, lambda kql_x: CASE WHEN kql_x BETWEEN -1 AND 1 THEN asin(kql_x) END);
CREATE OR REPLACE MACRO kql_series_atan(s) AS list_transform(s, lambda kql_x: atan(kql_x));
CREATE OR REPLACE MACRO kql_series_ceiling(s) AS list_transform(s, lambda kql_x: ceil(kql_x));
CREATE OR REPLACE MACRO kql_series_cos(s) AS list_transform(s, lambda kql_x: CASE WHEN isfinite(kql_x) THEN cos(kql_x) END);
CREATE OR REPLACE MACRO kql_series_exp(s) AS list_transform(s, lambda kql_x: exp(kql_x));
CREATE OR REPLACE MACRO kql_series_floor(s) AS list_transform(s, lambda kql_x: floor(kql_x));
CREATE OR REPLACE MACRO kql_series_log(s) AS
  list_transform(s, lambda kql_x: CASE WHEN kql_x > 0 THEN ln(kql_x) WHEN kql_x = 0 THEN CAST('-Infinity' AS DOUBLE) END);
CREATE OR REPLACE MACRO kql_series_sin(s) AS list_transform(s, lambda kql_x: CASE WHEN isfinite(kql_x) THEN sin(kql_x) END);
CREATE OR REPLACE MACRO kql_series_tan(s) AS list_transform(s, lambda kql_x: CASE WHEN isfinite(kql_x) THEN tan(kql_x) END);

-- Null for an empty series and where an element is missing.
CREATE OR REPLACE MACRO kql_series_sum(s) AS CASE WHEN len(list_filter(s, lambda kql_x: kql_x IS NULL OR isnan(kql_x))) = 0 THEN list_sum(s) END;
CREATE OR REPLACE MACRO kql_series_product(s) AS
  CASE WHEN len(s) > 0 AND len(list_filter(s, lambda kql_x: kql_x IS NULL OR isnan(kql_x))) = 0 THEN list_product(s) END;

-- Pairs of two lists' elements where both have one; null with an empty list.
CREATE OR REPLACE MACRO kql_number_pairs(a, b) AS
  CASE WHEN len(a) > 0 AND len(b) > 0 THEN list_filter(list_zip(a, b), lambda kql_x: NOT isnan(kql_x[1]) AND NOT isnan(kql_x[2])) END;
CREATE OR REPLACE MACRO kql_dot(pairs, i, j) AS coalesce(list_sum(list_transform(pairs, lambda kql_x: kql_x[i] * kql_x[j])), 0);

CREATE OR REPLACE MACRO kql_series_dot_product(a, b) AS
  list_transform([kql_number_pairs(a, b)], lambda kql_p: CASE WHEN kql_p IS NOT NULL THEN kql_dot(kql_p, 1, 2) END)[1];
CREATE OR REPLACE MACRO kql_series_dot_number(s, n) AS
  CASE WHEN len(s) > 0 AND NOT isnan(n) THEN n * coalesce(list_sum(list_filter(s, lambda kql_x: NOT isnan(kql_x))), 0) END;
CREATE OR REPLACE MACRO kql_series_magnitude(s) AS
  CASE WHEN len(s) > 0 THEN sqrt(coalesce(list_sum(list_transform(s, lambda kql_x: CASE WHEN NOT isnan(kql_x) THEN kql_x * kql_x END)), 0)) END;
-- Magnitudes that are given are taken as they are.
CREATE OR REPLACE MACRO kql_series_cosine_similarity(a, b, magnitude_a, magnitude_b) AS
  list_transform([{p: kql_number_pairs(a, b), a: magnitude_a, b: magnitude_b}], lambda kql_v:
    CASE WHEN kql_v.p IS NOT NULL THEN
      kql_dot(kql_v.p, 1, 2) / (coalesce(kql_v.a, sqrt(kql_dot(kql_v.p, 1, 1))) * coalesce(kql_v.b, sqrt(kql_dot(kql_v.p, 2, 2))))
    END)[1];
-- Null for different lengths and where an element is missing.
CREATE OR REPLACE MACRO kql_series_pearson_correlation(a, b) AS
  list_transform([{p: kql_number_pairs(a, b), n: len(a), x: list_avg(a), y: list_avg(b), fits: len(a) = len(b)}], lambda kql_v:
    CASE WHEN kql_v.fits AND len(kql_v.p) = kql_v.n THEN
      list_sum(list_transform(kql_v.p, lambda kql_x: (kql_x[1] - kql_v.x) * (kql_x[2] - kql_v.y)))
      / (sqrt(list_sum(list_transform(kql_v.p, lambda kql_x: (kql_x[1] - kql_v.x) * (kql_x[1] - kql_v.x))))
        * sqrt(list_sum(list_transform(kql_v.p, lambda kql_x: (kql_x[2] - kql_v.y) * (kql_x[2] - kql_v.y)))))
    END)[1];
