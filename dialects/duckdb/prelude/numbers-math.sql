-- Mathematics in doubles. The engine's functions fail outside of their domain; here it has a value or is null.

CREATE OR REPLACE MACRO kql_sqrt(x) AS CASE WHEN x < 0 THEN 'NaN'::DOUBLE ELSE sqrt(x::DOUBLE) END;
CREATE OR REPLACE MACRO kql_pow(base, exponent) AS pow(base::DOUBLE, exponent::DOUBLE);
CREATE OR REPLACE MACRO kql_exp(x) AS exp(x::DOUBLE);
CREATE OR REPLACE MACRO kql_exp2(x) AS pow(2::DOUBLE, x::DOUBLE);
CREATE OR REPLACE MACRO kql_exp10(x) AS pow(10::DOUBLE, x::DOUBLE);
CREATE OR REPLACE MACRO kql_log(x) AS CASE WHEN x > 0 THEN ln(x::DOUBLE) WHEN x = 0 THEN '-Infinity'::DOUBLE END;
CREATE OR REPLACE MACRO kql_log2(x) AS CASE WHEN x > 0 THEN log2(x::DOUBLE) WHEN x = 0 THEN '-Infinity'::DOUBLE END;
CREATE OR REPLACE MACRO kql_log10(x) AS CASE WHEN x > 0 THEN log10(x::DOUBLE) WHEN x = 0 THEN '-Infinity'::DOUBLE END;

CREATE OR REPLACE MACRO kql_sin(x) AS CASE WHEN isinf(x::DOUBLE) THEN 'NaN'::DOUBLE ELSE sin(x::DOUBLE) END;
CREATE OR REPLACE MACRO kql_cos(x) AS CASE WHEN isinf(x::DOUBLE) THEN 'NaN'::DOUBLE ELSE cos(x::DOUBLE) END;
CREATE OR REPLACE MACRO kql_tan(x) AS CASE WHEN isinf(x::DOUBLE) THEN 'NaN'::DOUBLE ELSE tan(x::DOUBLE) END;
CREATE OR REPLACE MACRO kql_cot(x) AS 1 / kql_tan(x);
CREATE OR REPLACE MACRO kql_asin(x) AS CASE WHEN x BETWEEN -1 AND 1 THEN asin(x::DOUBLE) WHEN isnan(x::DOUBLE) THEN x::DOUBLE END;
CREATE OR REPLACE MACRO kql_acos(x) AS CASE WHEN x BETWEEN -1 AND 1 THEN acos(x::DOUBLE) WHEN isnan(x::DOUBLE) THEN x::DOUBLE END;
CREATE OR REPLACE MACRO kql_atan(x) AS atan(x::DOUBLE);
CREATE OR REPLACE MACRO kql_atan2(y, x) AS atan2(y::DOUBLE, x::DOUBLE);
CREATE OR REPLACE MACRO kql_degrees(x) AS degrees(x::DOUBLE);
CREATE OR REPLACE MACRO kql_radians(x) AS radians(x::DOUBLE);
CREATE OR REPLACE MACRO kql_gamma(x) AS CASE WHEN x = 0 THEN 'Infinity'::DOUBLE ELSE gamma(x::DOUBLE) END;
CREATE OR REPLACE MACRO kql_loggamma(x) AS CASE WHEN x = 0 THEN 'Infinity'::DOUBLE ELSE lgamma(x::DOUBLE) END;
CREATE OR REPLACE MACRO kql_sign(x) AS CAST(sign(x) AS DOUBLE);

CREATE OR REPLACE MACRO kql_rand(n) AS floor(random() * n);

-- Bits of longs.
CREATE OR REPLACE MACRO kql_binary_and(a, b) AS a::BIGINT & b::BIGINT;
CREATE OR REPLACE MACRO kql_binary_or(a, b) AS a::BIGINT | b::BIGINT;
CREATE OR REPLACE MACRO kql_binary_xor(a, b) AS xor(a::BIGINT, b::BIGINT);
CREATE OR REPLACE MACRO kql_binary_not(a) AS ~(a::BIGINT);
CREATE OR REPLACE MACRO kql_binary_shift_left(a, n) AS CASE WHEN n >= 0 THEN kql_wrap(a::HUGEINT * (1::HUGEINT << (n % 64)::INTEGER)) END;
CREATE OR REPLACE MACRO kql_binary_shift_right(a, n) AS CASE WHEN n >= 0 THEN a::BIGINT >> (n % 64)::INTEGER END;
CREATE OR REPLACE MACRO kql_bitset_count_ones(a) AS CAST(bit_count(a::BIGINT) AS BIGINT);
