-- Conversions between types: kql_<from>_to<to>. What can't be converted is null.

CREATE OR REPLACE MACRO kql_bool_toint(x) AS CAST(x AS INTEGER);
CREATE OR REPLACE MACRO kql_bool_tolong(x) AS CAST(x AS BIGINT);
CREATE OR REPLACE MACRO kql_bool_toreal(x) AS CAST(CAST(x AS INTEGER) AS DOUBLE);
CREATE OR REPLACE MACRO kql_bool_todecimal(x) AS CAST(CAST(x AS INTEGER) AS DECIMAL(38, 18));

CREATE OR REPLACE MACRO kql_int_tobool(x) AS x <> 0;
CREATE OR REPLACE MACRO kql_int_tolong(x) AS CAST(x AS BIGINT);
CREATE OR REPLACE MACRO kql_int_toreal(x) AS CAST(x AS DOUBLE);
CREATE OR REPLACE MACRO kql_int_todecimal(x) AS CAST(x AS DECIMAL(38, 18));

CREATE OR REPLACE MACRO kql_long_tobool(x) AS x <> 0;
-- The lowest 32 bits.
CREATE OR REPLACE MACRO kql_long_toint(x) AS CAST(((x & 4294967295) + 2147483648) % 4294967296 - 2147483648 AS INTEGER);
CREATE OR REPLACE MACRO kql_long_toreal(x) AS CAST(x AS DOUBLE);
CREATE OR REPLACE MACRO kql_long_todecimal(x) AS CAST(x AS DECIMAL(38, 18));

CREATE OR REPLACE MACRO kql_real_tobool(x) AS x <> 0;
-- Towards zero; what is out of range becomes the nearest bound, what is no number null.
CREATE OR REPLACE MACRO kql_real_tolong(x) AS
  CASE
    WHEN NOT isfinite(x) THEN NULL
    WHEN x >= 9223372036854775807.0::DOUBLE THEN 9223372036854775807
    WHEN x <= -9223372036854775808.0::DOUBLE THEN -9223372036854775808
    ELSE CAST(trunc(x) AS BIGINT)
  END;
CREATE OR REPLACE MACRO kql_real_toint(x) AS CASE WHEN isfinite(x) THEN CAST(greatest(-2147483648, least(2147483647, trunc(x))) AS INTEGER) END;
-- By way of the shortest text, which has no digits that the number doesn't.
CREATE OR REPLACE MACRO kql_real_todecimal(x) AS TRY_CAST(CAST(x AS VARCHAR) AS DECIMAL(38, 18));

CREATE OR REPLACE MACRO kql_decimal_tobool(x) AS x <> 0;
CREATE OR REPLACE MACRO kql_decimal_tolong(x) AS TRY_CAST(trunc(x) AS BIGINT);
CREATE OR REPLACE MACRO kql_decimal_toint(x) AS TRY_CAST(trunc(x) AS INTEGER);
CREATE OR REPLACE MACRO kql_decimal_toreal(x) AS CAST(x AS DOUBLE);

CREATE OR REPLACE MACRO kql_string_tolong(x) AS
  CASE WHEN regexp_full_match(x, '\s*(?:[+-]?\d+|0[xX][0-9a-fA-F]+)\s*') THEN TRY_CAST(x AS BIGINT) END;
CREATE OR REPLACE MACRO kql_string_toint(x) AS TRY_CAST(kql_string_tolong(x) AS INTEGER);
CREATE OR REPLACE MACRO kql_string_toreal(x) AS
  CASE
    WHEN regexp_full_match(x, '\s*[+-]?(?:(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?|[iI]nf(?:inity)?|[nN]a[nN])\s*') THEN TRY_CAST(x AS DOUBLE)
  END;
CREATE OR REPLACE MACRO kql_string_todecimal(x) AS
  CASE WHEN regexp_full_match(x, '\s*[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?\s*') THEN TRY_CAST(trim(x) AS DECIMAL(38, 18)) END;
CREATE OR REPLACE MACRO kql_string_tobool(x) AS
  CASE WHEN regexp_full_match(x, '\s*(?i:true)\s*') THEN true WHEN regexp_full_match(x, '\s*(?i:false)\s*') THEN false ELSE kql_string_tolong(x) <> 0 END;
CREATE OR REPLACE MACRO kql_string_toguid(x) AS
  TRY_CAST(left(replace(CASE WHEN regexp_matches(x, '^[0-9a-fA-F]{8}-?[0-9a-fA-F]{4}-?[0-9a-fA-F]{4}-?[0-9a-fA-F]{4}-?[0-9a-fA-F]{12}') THEN x END, '-', ''), 32) AS UUID);

CREATE OR REPLACE MACRO kql_datetime_tolong(x) AS (epoch_us(x) + 62135596800000000) * 10 + CASE WHEN kql_is_last(x) THEN 9 ELSE 0 END;
CREATE OR REPLACE MACRO kql_datetime_toreal(x) AS CAST(kql_datetime_tolong(x) AS DOUBLE);
CREATE OR REPLACE MACRO kql_timespan_tolong(x) AS CAST(x AS BIGINT);
CREATE OR REPLACE MACRO kql_timespan_toreal(x) AS CAST(x AS DOUBLE);

-- Ticks since 0001-01-01.
CREATE OR REPLACE MACRO kql_long_todatetime(x) AS
  CASE WHEN x BETWEEN 0 AND 3155378975999999999 THEN make_timestamp(x // 10 - 62135596800000000) END;
CREATE OR REPLACE MACRO kql_int_todatetime(x) AS kql_long_todatetime(x);
CREATE OR REPLACE MACRO kql_long_totimespan(x) AS CAST(x AS BIGINT);
CREATE OR REPLACE MACRO kql_int_totimespan(x) AS CAST(x AS BIGINT);

-- Year, month, day, time and offset as text; a TIMESTAMPTZ is the same number of microseconds in UTC.
CREATE OR REPLACE MACRO kql_compose_datetime(y, m, d, clock, zone) AS
  CASE WHEN starts_with(clock, '24') THEN NULL ELSE kql_in_range(make_timestamp(epoch_us(TRY_CAST(
    y || '-' || CASE m WHEN '' THEN '01' ELSE m END || '-' || CASE d WHEN '' THEN '01' ELSE d END || ' ' || CASE WHEN clock = '' THEN '00:00:00' WHEN length(replace(clock, ':', '')) = length(clock) - 1 THEN clock || ':00' ELSE clock END
    || CASE WHEN zone[1] IN ('+', '-') THEN left(zone, 3) || ':' || right(zone, 2) ELSE '+00' END
    AS TIMESTAMPTZ)))) END;
CREATE OR REPLACE MACRO kql_iso_todatetime(p) AS kql_compose_datetime(p.y, p.m, p.d, p.clock, p.zone);
CREATE OR REPLACE MACRO kql_rfc_todatetime(p) AS
  kql_compose_datetime(
    CASE WHEN length(p.y) = 4 THEN p.y WHEN p.y < '30' THEN '20' || p.y ELSE '19' || p.y END,
    CAST(nullif(list_position(['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'], lower(p.m)), 0) AS VARCHAR),
    p.d, p.clock, p.zone);
-- The forms of parseDatetime in src/types/datetime.ts: relatives of ISO 8601, month first, RFC 822 and 850.
CREATE OR REPLACE MACRO kql_text_todatetime(x) AS
  CASE
    WHEN regexp_full_match(x, '\s*\d{4}\s*(?:[-./,]\s*\d{1,2}\s*(?:[-./,]\s*\d{1,2}(?:(?:T|\s+)\d{1,2}:\d{1,2}(?::\d{1,2}(?:\.\d+)?)?\s*(?:Z|GMT|UTC|[+-]\d{2}:?\d{2})?)?)?)?\s*') THEN
      list_transform([regexp_extract(x, '(\d{4})\s*(?:[-./,]\s*(\d{1,2})\s*(?:[-./,]\s*(\d{1,2})(?:[T\s]\s*([\d:.]+)\s*([\w:+-]*))?)?)?', ['y', 'm', 'd', 'clock', 'zone'])], lambda p: kql_iso_todatetime(p))[1]
    WHEN regexp_full_match(x, '\s*\d{1,2}[-/]\d{1,2}[-/]\d{4}(?:\s+\d{1,2}:\d{1,2}(?::\d{1,2}(?:\.\d+)?)?\s*(?:Z|GMT|UTC|[+-]\d{2}:?\d{2})?)?\s*') THEN
      list_transform([regexp_extract(x, '(\d{1,2})[-/](\d{1,2})[-/](\d{4})(?:\s+([\d:.]+)\s*([\w:+-]*))?', ['m', 'd', 'y', 'clock', 'zone'])], lambda p: kql_iso_todatetime(p))[1]
    WHEN regexp_full_match(x, '\s*(?:[a-zA-Z]+,\s*)?\d{1,2}[- ][a-zA-Z]{3}[- ](?:\d{4}|[0-25-9]\d)\s+\d{1,2}:\d{1,2}(?::\d{1,2}(?:\.\d+)?)?\s*(?:Z|GMT|UTC|[+-]\d{2}:?\d{2})?\s*') THEN
      list_transform([regexp_extract(x, '(\d{1,2})[- ]([a-zA-Z]{3})[- ](\d{4}|\d{2})\s+([\d:.]+)\s*([\w:+-]*)', ['d', 'm', 'y', 'clock', 'zone'])], lambda p: kql_rfc_todatetime(p))[1]
  END;

-- ISO 8601 first, which the engine reads by itself. A lambda binds what would be copied into the many places of a macro.
CREATE OR REPLACE MACRO kql_string_todatetime(x) AS
  CASE
    WHEN regexp_full_match(x, '\d{4}-\d\d-\d\d(?:[T ](?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d+)?Z?)?') THEN kql_in_range(TRY_CAST(x AS TIMESTAMP))
    ELSE list_transform([x], lambda v: kql_text_todatetime(v))[1]
  END;

-- [-][d.]hh:mm[:ss[.fffffff]], a number with a unit, or a number of days; in ticks.
CREATE OR REPLACE MACRO kql_clock_totimespan(p) AS
  CASE
    WHEN p.h::INTEGER < 24 AND p.m::INTEGER < 60 AND (p.s = '' OR p.s::INTEGER < 60) THEN
      TRY_CAST(
        (CASE p.sign WHEN '-' THEN -1 ELSE 1 END)
        * ((coalesce(TRY_CAST(nullif(p.d, '') AS HUGEINT), 0) * 86400 + p.h::INTEGER * 3600 + p.m::INTEGER * 60 + coalesce(TRY_CAST(nullif(p.s, '') AS INTEGER), 0)) * 10000000
        + CAST(left(rpad(p.f, 7, '0'), 7) AS INTEGER))
        AS BIGINT)
  END;
CREATE OR REPLACE MACRO kql_unit_ticks(unit) AS
  CASE
    WHEN unit IN ('', 'd', 'day', 'days') THEN 864000000000
    WHEN unit IN ('h', 'hr', 'hrs', 'hour', 'hours') THEN 36000000000
    WHEN unit IN ('m', 'min', 'minute', 'minutes') THEN 600000000
    WHEN unit IN ('s', 'sec', 'second', 'seconds') THEN 10000000
    WHEN unit IN ('ms', 'milli', 'millis', 'millisec', 'millisecond', 'milliseconds') THEN 10000
    WHEN unit IN ('micro', 'micros', 'microsec', 'microsecond', 'microseconds') THEN 10
    WHEN unit IN ('tick', 'ticks') THEN 1
    WHEN unit IN ('nano', 'nanos', 'nanosec', 'nanosecond', 'nanoseconds') THEN 0.01
  END;
CREATE OR REPLACE MACRO kql_measure_totimespan(p) AS TRY_CAST(trunc(TRY_CAST(p.number AS DECIMAL(38, 10))::DOUBLE * kql_unit_ticks(p.unit)) AS BIGINT);
CREATE OR REPLACE MACRO kql_string_totimespan(x) AS
  CASE
    WHEN regexp_full_match(x, '\s*-?(?:\d{1,8}\.)?\d{1,2}:\d{1,2}(?::\d{1,2}(?:\.\d+)?)?\s*') THEN
      list_transform(
        [regexp_extract(x, '(-?)(?:(\d+)\.)?(\d{1,2}):(\d{1,2})(?::(\d{1,2})(?:\.(\d+))?)?', ['sign', 'd', 'h', 'm', 's', 'f'])],
        lambda p: kql_clock_totimespan(p))[1]
    WHEN regexp_full_match(x, '\s*[+-]?\d+(?:\.\d+)?\s*[a-z]*\s*') THEN
      list_transform([regexp_extract(x, '([+-]?\d+(?:\.\d+)?)\s*([a-z]*)', ['number', 'unit'])], lambda p: kql_measure_totimespan(p))[1]
  END;

-- What a JSON value is as another type: a number or bool is converted, a string is read, null where it is something else.
CREATE OR REPLACE MACRO kql_long_of(x) AS
  CASE json_type(x)
    WHEN 'BIGINT' THEN CAST(x AS BIGINT)
    WHEN 'UBIGINT' THEN coalesce(TRY_CAST(x AS BIGINT), 9223372036854775807)
    WHEN 'DOUBLE' THEN kql_real_tolong(CAST(x AS DOUBLE))
    WHEN 'VARCHAR' THEN kql_string_tolong(json_extract_string(x, '$'))
    WHEN 'BOOLEAN' THEN CAST(x = 'true' AS BIGINT)
  END;
CREATE OR REPLACE MACRO kql_int_of(x) AS
  CASE json_type(x)
    WHEN 'DOUBLE' THEN kql_real_toint(CAST(x AS DOUBLE))
    WHEN 'VARCHAR' THEN kql_string_toint(json_extract_string(x, '$'))
    ELSE kql_long_toint(kql_long_of(x))
  END;
CREATE OR REPLACE MACRO kql_real_of(x) AS
  CASE json_type(x)
    WHEN 'VARCHAR' THEN kql_string_toreal(json_extract_string(x, '$'))
    WHEN 'BOOLEAN' THEN CAST(CAST(x = 'true' AS INTEGER) AS DOUBLE)
    WHEN 'ARRAY' THEN NULL
    WHEN 'OBJECT' THEN NULL
    ELSE TRY_CAST(x AS DOUBLE)
  END;
CREATE OR REPLACE MACRO kql_decimal_of(x) AS
  CASE json_type(x)
    WHEN 'VARCHAR' THEN kql_string_todecimal(json_extract_string(x, '$'))
    WHEN 'BOOLEAN' THEN CAST(CAST(x = 'true' AS INTEGER) AS DECIMAL(38, 18))
    WHEN 'ARRAY' THEN NULL
    WHEN 'OBJECT' THEN NULL
    ELSE TRY_CAST(CAST(x AS VARCHAR) AS DECIMAL(38, 18))
  END;
CREATE OR REPLACE MACRO kql_bool_of(x) AS
  CASE json_type(x)
    WHEN 'BOOLEAN' THEN x = 'true'
    WHEN 'VARCHAR' THEN kql_string_tobool(json_extract_string(x, '$'))
    WHEN 'DOUBLE' THEN CAST(x AS DOUBLE) <> 0
    ELSE kql_long_of(x) <> 0
  END;
CREATE OR REPLACE MACRO kql_datetime_of(x) AS
  CASE json_type(x)
    WHEN 'VARCHAR' THEN kql_string_todatetime(json_extract_string(x, '$'))
    WHEN 'BIGINT' THEN kql_long_todatetime(CAST(x AS BIGINT))
    WHEN 'UBIGINT' THEN kql_long_todatetime(TRY_CAST(x AS BIGINT))
  END;
CREATE OR REPLACE MACRO kql_timespan_of(x) AS
  CASE json_type(x)
    WHEN 'VARCHAR' THEN kql_string_totimespan(json_extract_string(x, '$'))
    WHEN 'BIGINT' THEN CAST(x AS BIGINT)
    WHEN 'UBIGINT' THEN TRY_CAST(x AS BIGINT)
  END;
CREATE OR REPLACE MACRO kql_guid_of(x) AS CASE WHEN json_type(x) = 'VARCHAR' THEN kql_string_toguid(json_extract_string(x, '$')) END;

-- The same for values that cost something to compute: a lambda binds what the above write several times.
CREATE OR REPLACE MACRO kql_json_long(x) AS list_transform([x], lambda long_json: kql_long_of(long_json))[1];
CREATE OR REPLACE MACRO kql_json_int(x) AS list_transform([x], lambda int_json: kql_int_of(int_json))[1];
CREATE OR REPLACE MACRO kql_json_real(x) AS list_transform([x], lambda real_json: kql_real_of(real_json))[1];
CREATE OR REPLACE MACRO kql_json_decimal(x) AS list_transform([x], lambda decimal_json: kql_decimal_of(decimal_json))[1];
CREATE OR REPLACE MACRO kql_json_bool(x) AS list_transform([x], lambda bool_json: kql_bool_of(bool_json))[1];
CREATE OR REPLACE MACRO kql_json_datetime(x) AS list_transform([x], lambda datetime_json: kql_datetime_of(datetime_json))[1];
CREATE OR REPLACE MACRO kql_json_timespan(x) AS list_transform([x], lambda timespan_json: kql_timespan_of(timespan_json))[1];
CREATE OR REPLACE MACRO kql_json_guid(x) AS list_transform([x], lambda guid_json: kql_guid_of(guid_json))[1];

-- Values as Kusto writes them; null is ''.
CREATE OR REPLACE MACRO kql_decimal_tostring(x) AS coalesce(regexp_replace(CAST(x AS VARCHAR), '\.0*$|(\.[0-9]*[1-9])0+$', '\1'), '');
-- [-][d.]hh:mm:ss[.fffffff]
CREATE OR REPLACE MACRO kql_ticks_text(x) AS
  CASE WHEN x >= 864000000000 THEN (x // 864000000000) || '.' ELSE '' END
  || printf('%02d:%02d:%02d', x // 36000000000 % 24, x // 600000000 % 60, x // 10000000 % 60)
  || CASE WHEN x % 10000000 > 0 THEN printf('.%07d', x % 10000000) ELSE '' END;
CREATE OR REPLACE MACRO kql_timespan_tostring(x) AS
  coalesce(CASE WHEN x < 0 THEN '-' ELSE '' END || list_transform([CAST(abs(CAST(x AS HUGEINT)) AS UBIGINT)], lambda v: kql_ticks_text(v))[1], '');
