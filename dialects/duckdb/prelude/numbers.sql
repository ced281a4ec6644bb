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
CREATE OR REPLACE MACRO kql_long_toreal(x) AS CAST(x AS DOUBLE);
CREATE OR REPLACE MACRO kql_int_toreal(x) AS CAST(x AS DOUBLE);
-- Towards zero; beyond the range null.
CREATE OR REPLACE MACRO kql_real_tolong(x) AS TRY_CAST(trunc(x) AS BIGINT);
