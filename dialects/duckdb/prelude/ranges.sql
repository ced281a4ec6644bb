-- The bin of a value on an axis of make-series that begins at f; x is not below f.
CREATE OR REPLACE MACRO kql_axis_bin(x, f, s) AS
  CASE
    WHEN f >= 0 OR x <= 0 OR x - 9223372036854775807 <= f THEN f + (x::BIGINT - f) // s * s
    ELSE CAST(f::HUGEINT + (x::HUGEINT - f) // s * s AS BIGINT)
  END;
CREATE OR REPLACE MACRO kql_axis_bin_real(x, f, s) AS f + floor((x - f) / s) * s;

-- The operator range. Rows between ends that are computed are held in a list, which has its limits; null gives no row.
CREATE OR REPLACE MACRO kql_range_step(s) AS CASE WHEN s = 0 THEN error('the step of range is 0') ELSE s END;
CREATE OR REPLACE MACRO kql_range_too_long() AS error('a range of more than 16,777,216 rows whose ends are computed is not supported');
CREATE OR REPLACE MACRO kql_range_longs(a, b, s) AS
  CASE
    WHEN abs((b::HUGEINT - a) // kql_range_step(s)) >= 16777216 AND (b > a) = (s > 0) THEN kql_range_too_long()
    ELSE generate_series(a::BIGINT, b::BIGINT, s::BIGINT)
  END;
CREATE OR REPLACE MACRO kql_range_times(a, b, s) AS
  CASE
    WHEN abs((epoch_us(b) - epoch_us(a)) // kql_range_step(epoch_us(s))) >= 16777216 AND (b > a) = (epoch_us(s) > 0) THEN kql_range_too_long()
    ELSE generate_series(a, b, s)
  END;
-- How many steps lie between two values.
CREATE OR REPLACE MACRO kql_range_count(n) AS
  CASE WHEN n >= 9007199254740992 THEN error('a range without an end is not supported') WHEN n >= 0 THEN CAST(floor(n) AS BIGINT) END;
CREATE OR REPLACE MACRO kql_range_ticks(a, b, ticks) AS
  CASE WHEN (b >= a AND ticks > 0) OR (b <= a AND ticks < 0) THEN CAST((epoch_us(b) - epoch_us(a))::HUGEINT * 10 // ticks AS BIGINT) END;

CREATE OR REPLACE MACRO kql_row_count(n) AS CASE WHEN n >= 0 THEN n ELSE error('what a null or negative number of rows means is not documented') END;
