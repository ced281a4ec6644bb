-- Numbers. Longs wrap on overflow.

CREATE OR REPLACE MACRO kql_wrap(x) AS
  CAST(((x + 9223372036854775808) % 18446744073709551616 + 18446744073709551616) % 18446744073709551616 - 9223372036854775808 AS BIGINT);
CREATE OR REPLACE MACRO kql_add(a, b) AS coalesce(TRY(a::BIGINT + b::BIGINT), kql_wrap(a::HUGEINT + b::HUGEINT));
CREATE OR REPLACE MACRO kql_subtract(a, b) AS coalesce(TRY(a::BIGINT - b::BIGINT), kql_wrap(a::HUGEINT - b::HUGEINT));
CREATE OR REPLACE MACRO kql_multiply(a, b) AS coalesce(TRY(a::BIGINT * b::BIGINT), kql_wrap(a::HUGEINT * b::HUGEINT));
-- The remainder, never negative; nothing overflows on the way.
CREATE OR REPLACE MACRO kql_mod(a, b) AS
  CASE WHEN b = -1 AND a < -9223372036854775807 THEN a * 0 WHEN a % b >= 0 THEN a % b WHEN b > 0 THEN a % b + b ELSE a % b - b END;
CREATE OR REPLACE MACRO kql_bin_plain(x, step) AS CASE WHEN step > 0 THEN CAST(x AS BIGINT) - kql_mod(CAST(x AS BIGINT), step) END;
-- Null where the bin begins below the least long.
CREATE OR REPLACE MACRO kql_bin(x, step) AS TRY(kql_bin_plain(x, step));
CREATE OR REPLACE MACRO kql_bin_decimal(x, step) AS CASE WHEN step > 0 THEN CAST(x - kql_mod(x, step) AS DECIMAL(38, 18)) END;
CREATE OR REPLACE MACRO kql_bin_real(x, step) AS CASE WHEN step > 0 THEN floor(x / step) * step END;

CREATE OR REPLACE MACRO kql_bool_tostring(x) AS CASE WHEN x THEN 'True' WHEN NOT x THEN 'False' ELSE '' END;
-- Up to 15 digits there is one shortest text; beyond, and with exponents, the engine's printer has ways of its own.
CREATE OR REPLACE MACRO kql_real_tostring(x) AS
  CASE
    WHEN x IS NULL THEN ''
    WHEN isnan(x) THEN 'NaN'
    WHEN isinf(x) THEN CASE WHEN x > 0 THEN 'inf' ELSE '-inf' END
    WHEN x = 0 OR (abs(x) BETWEEN 1e-4 AND 1e15 AND length(CAST(x AS VARCHAR)) <= 16) THEN CAST(x AS VARCHAR)
    ELSE kql_js_real_tostring(x)
  END;

-- The greatest long has no counterpart: the least one is its own absolute value.
CREATE OR REPLACE MACRO kql_abs_long(x) AS
  CASE WHEN x >= -9223372036854775807 THEN abs(CAST(x AS BIGINT)) ELSE CAST(x AS BIGINT) END;
CREATE OR REPLACE MACRO kql_ceiling_decimal(x) AS CAST(ceil(x) AS DECIMAL(38, 18));
-- Away from zero at halves.
-- More digits than any number has mean the same as all.
CREATE OR REPLACE MACRO kql_digits(n) AS CAST(greatest(-400, least(400, n)) AS INTEGER);
CREATE OR REPLACE MACRO kql_round(x, digits := 0) AS
  CASE WHEN NOT isfinite(x) OR (digits >= 0 AND abs(x) >= 4503599627370496) THEN x ELSE round(x, kql_digits(digits)) END;
CREATE OR REPLACE MACRO kql_round_long(x, digits) AS TRY_CAST(round(x::HUGEINT, kql_digits(digits)) AS BIGINT);
CREATE OR REPLACE MACRO kql_round_decimal(x, digits := 0) AS CAST(round(x, kql_digits(digits)) AS DECIMAL(38, 18));

CREATE OR REPLACE MACRO kql_bin_at(x, step, origin) AS
  CASE WHEN step > 0 THEN TRY_CAST(x::HUGEINT - kql_mod(x::HUGEINT - origin, step) AS BIGINT) END;
CREATE OR REPLACE MACRO kql_bin_at_real(x, step, origin) AS CASE WHEN step > 0 THEN origin + floor((x::DOUBLE - origin) / step) * step END;
CREATE OR REPLACE MACRO kql_bin_at_decimal(x, step, origin) AS
  CASE WHEN step > 0 THEN TRY(CAST(
    TRY_CAST(x AS DECIMAL(38, 18)) - kql_mod(TRY_CAST(x AS DECIMAL(38, 18)) - TRY_CAST(origin AS DECIMAL(38, 18)), TRY_CAST(step AS DECIMAL(38, 18)))
    AS DECIMAL(38, 18))) END;
CREATE OR REPLACE MACRO kql_bin_at_datetime(t, ticks, origin) AS
  CASE
    WHEN ticks > 0
    THEN kql_in_range(make_timestamp((kql_year_us(t) * 10 - kql_mod((kql_year_us(t) - kql_year_us(origin)) * 10, ticks)) // 10 - 62135596800000000))
  END;

-- The engine computes what occurs twice within TRY before it, where it is not tried. Within a lambda it doesn't.
-- Decimals have 18 digits behind the point; the engine's own products and quotients have other types.
CREATE OR REPLACE MACRO kql_decimal_fraction(x) AS CAST((x - trunc(x)) * 1000000000000000000::DECIMAL(19, 0) AS HUGEINT);
CREATE OR REPLACE MACRO kql_decimal_unscale(units) AS
  CAST(units // 1000000000000000000 AS DECIMAL(38, 18)) + CAST(units % 1000000000000000000 AS DECIMAL(19, 0)) * 0.000000000000000001::DECIMAL(18, 18);
CREATE OR REPLACE MACRO kql_decimal_multiply_parts(ai, af, bi, bf) AS
  TRY(list_transform([ai * bi * 1000000000000000000 + ai * bf + af * bi + af * bf // 1000000000000000000], lambda kql_units: kql_decimal_unscale(kql_units))[1]);
CREATE OR REPLACE MACRO kql_decimal_multiply(a, b) AS
  kql_decimal_multiply_parts(CAST(trunc(a) AS HUGEINT), kql_decimal_fraction(a), CAST(trunc(b) AS HUGEINT), kql_decimal_fraction(b));
CREATE OR REPLACE MACRO kql_decimal_units(x) AS CAST(trunc(x) AS HUGEINT) * 1000000000000000000 + kql_decimal_fraction(x);
-- In two steps of nine digits, as the remainder times ten to the eighteenth may not fit.
CREATE OR REPLACE MACRO kql_decimal_divide_units(a, b) AS
  CAST(a // b AS DECIMAL(38, 18))
  + CAST((a % b) * 1000000000 // b AS DECIMAL(19, 0)) * 0.000000001::DECIMAL(18, 18)
  + CAST(((a % b) * 1000000000 % b) * 1000000000 // b AS DECIMAL(19, 0)) * 0.000000000000000001::DECIMAL(18, 18);
CREATE OR REPLACE MACRO kql_decimal_divide(a, b) AS
  TRY(list_transform([{a: kql_decimal_units(a), b: kql_decimal_units(b)}], lambda kql_units: kql_decimal_divide_units(kql_units.a, kql_units.b))[1]);
