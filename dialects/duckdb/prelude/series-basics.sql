-- What the series functions in SQL are made of. They stand for the registered functions where a file has to run without them, and take the same
-- arguments: a series is a DOUBLE[], null stands for an argument that is left out.
-- A macro copies its arguments to wherever it names them, and evaluates them as often: list_transform([…], lambda …)[1] gives a value a name and
-- computes it once. A longer macro is a chain of such steps, [{…}].list_transform(…).list_transform(…)[1]: each makes a struct of the one before it, which
-- keeps what later steps need, and no step but the first names the arguments. Nested they would copy what lies within at every level.
-- Costly in a lambda is its second parameter, the place, and an element of another list at a place: list_zip with the other list, or with
-- range(n)::DOUBLE[] for the places, takes a third of the time. list_select is slower than repeat where elements recur, slices copy.
-- The engine looks at the elements of all rows of a chunk before it computes inner products, also of rows that a CASE leaves out: hence coalesce() on
-- what can't be null.

CREATE OR REPLACE MACRO kql_nan() AS CAST('NaN' AS DOUBLE);

-- A series as the functions see it: null where an element is null or no number.
CREATE OR REPLACE MACRO kql_series_elements(s) AS list_transform(CAST(s AS DOUBLE[]), lambda kql_x: CASE WHEN NOT isnan(kql_x) THEN kql_x END);
-- Whether all elements of a list are finite numbers.
CREATE OR REPLACE MACRO kql_all_finite(s) AS len(list_filter(s, lambda kql_x: kql_x IS NULL OR NOT isfinite(kql_x))) = 0;
-- The percentile of a sorted list, interpolated on rank (n - 1) * percent / 100.
CREATE OR REPLACE MACRO kql_percentile_sorted(sorted, percent) AS
  list_transform([{s: sorted, h: (len(sorted) - 1) * (percent / 100)}], lambda kql_v:
    kql_v.s[floor(kql_v.h)::BIGINT + 1]
    + (kql_v.h - floor(kql_v.h)) * (kql_v.s[least(floor(kql_v.h)::BIGINT + 2, len(kql_v.s))] - kql_v.s[floor(kql_v.h)::BIGINT + 1]))[1];
-- One of a few words; anything else is a fault.
CREATE OR REPLACE MACRO kql_word(word, otherwise, words, name) AS
  CASE WHEN list_contains(words, coalesce(word, otherwise)) THEN coalesce(word, otherwise) ELSE error(name || ' is one of ' || array_to_string(words, ', ')) END;

-- Slope and interception of the least-squares line through (1, y[1]), (2, y[2]) …; a single point is its own line. y is not empty, and finite.
CREATE OR REPLACE MACRO kql_line(y) AS
  [y]
  .list_transform(lambda kql_y: {y: kql_y, n: len(kql_y)::DOUBLE, mean: list_avg(kql_y), middle: (len(kql_y) - 1) / 2})
  .list_transform(lambda kql_v: {n: kql_v.n, mean: kql_v.mean, slope:
    CASE WHEN kql_v.n = 1 THEN 0 ELSE
      list_inner_product(
        list_transform(kql_v.y, lambda kql_x: coalesce(kql_x - kql_v.mean, 0)),
        list_transform(range(len(kql_v.y))::DOUBLE[], lambda kql_x: kql_x - kql_v.middle)) * 12 / (kql_v.n * (kql_v.n * kql_v.n - 1))
    END})
  .list_transform(lambda kql_v: {slope: kql_v.slope, interception: kql_v.mean - kql_v.slope * (kql_v.n + 1) / 2})[1];
