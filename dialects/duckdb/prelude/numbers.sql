-- Numbers. Longs wrap on overflow.

CREATE OR REPLACE MACRO kql_wrap(x) AS
  CAST(((x + 9223372036854775808) % 18446744073709551616 + 18446744073709551616) % 18446744073709551616 - 9223372036854775808 AS BIGINT);
CREATE OR REPLACE MACRO kql_add(a, b) AS coalesce(TRY(a::BIGINT + b::BIGINT), kql_wrap(a::HUGEINT + b::HUGEINT));
CREATE OR REPLACE MACRO kql_subtract(a, b) AS coalesce(TRY(a::BIGINT - b::BIGINT), kql_wrap(a::HUGEINT - b::HUGEINT));
CREATE OR REPLACE MACRO kql_multiply(a, b) AS coalesce(TRY(a::BIGINT * b::BIGINT), kql_wrap(a::HUGEINT * b::HUGEINT));
-- The remainder, never negative.
CREATE OR REPLACE MACRO kql_mod(a, b) AS ((a % b) + abs(b)) % abs(b);
CREATE OR REPLACE MACRO kql_bin(x, step) AS CASE WHEN step > 0 THEN x - kql_mod(x, step) END;
CREATE OR REPLACE MACRO kql_bin_real(x, step) AS CASE WHEN step > 0 THEN floor(x / step) * step END;

CREATE OR REPLACE MACRO kql_bool_tostring(x) AS CASE WHEN x THEN 'True' WHEN NOT x THEN 'False' ELSE '' END;
CREATE OR REPLACE MACRO kql_real_tostring(x) AS
  CASE
    WHEN x IS NULL THEN ''
    WHEN isnan(x) THEN 'NaN'
    WHEN isinf(x) THEN CASE WHEN x > 0 THEN 'inf' ELSE '-inf' END
    ELSE CAST(x AS VARCHAR)
  END;

-- The greatest long has no counterpart: the least one is its own absolute value.
CREATE OR REPLACE MACRO kql_abs_long(x) AS coalesce(TRY(abs(CAST(x AS BIGINT))), CAST(x AS BIGINT));
CREATE OR REPLACE MACRO kql_ceiling_decimal(x) AS CAST(ceil(x) AS DECIMAL(38, 18));
-- Away from zero at halves.
CREATE OR REPLACE MACRO kql_round(x, digits := 0) AS round(x, digits::INTEGER);
CREATE OR REPLACE MACRO kql_round_long(x, digits) AS round(x, digits::INTEGER);
CREATE OR REPLACE MACRO kql_round_decimal(x, digits := 0) AS CAST(round(x, digits::INTEGER) AS DECIMAL(38, 18));

CREATE OR REPLACE MACRO kql_bin_at(x, step, origin) AS CASE WHEN step > 0 THEN x - kql_mod(x - origin, step) END;
CREATE OR REPLACE MACRO kql_bin_at_real(x, step, origin) AS CASE WHEN step > 0 THEN origin + floor((x - origin) / step) * step END;
CREATE OR REPLACE MACRO kql_bin_at_decimal(x, step, origin) AS
  CASE WHEN step > 0 THEN CAST(origin + floor((x - origin) / CAST(step AS DECIMAL(38, 18))) * step AS DECIMAL(38, 18)) END;
CREATE OR REPLACE MACRO kql_bin_at_datetime(t, ticks, origin) AS
  CASE
    WHEN ticks > 0
    THEN kql_in_range(make_timestamp((kql_year_us(t) * 10 - kql_mod((kql_year_us(t) - kql_year_us(origin)) * 10, ticks)) // 10 - 62135596800000000))
  END;
