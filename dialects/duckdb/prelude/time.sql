-- Datetimes are TIMESTAMPs in UTC, timespans are ticks of 100 ns.

-- The query's one point in time: the variable where it is set, else the time of the run.
CREATE OR REPLACE MACRO kql_now() AS coalesce(getvariable('kql_now')::TIMESTAMP, now() AT TIME ZONE 'UTC');

-- A time, null beyond the years 1 to 9999.
CREATE OR REPLACE MACRO kql_in_range(t) AS CASE WHEN t BETWEEN TIMESTAMP '0001-01-01' AND TIMESTAMP '9999-12-31 23:59:59.999999' THEN t END;

-- A time moved by ticks; fractions of a microsecond are cut downwards.
CREATE OR REPLACE MACRO kql_floor_us(ticks) AS ticks // 10 - (ticks % 10 < 0)::BIGINT;
CREATE OR REPLACE MACRO kql_datetime_add(t, ticks) AS
  CASE
    WHEN epoch_us(t) + kql_floor_us(ticks) BETWEEN -62135596800000000 AND 253402300799999999
    THEN make_timestamp(epoch_us(t) + kql_floor_us(ticks))
  END;
-- By n times so many ticks or months, whatever n is.
CREATE OR REPLACE MACRO kql_add_ticks(t, n, size) AS 
  kql_datetime_add(t, CAST(CASE WHEN n IS NOT NULL THEN greatest(-3155378976000000000, least(3155378976000000000, CAST(n AS HUGEINT) * size)) END AS BIGINT));
CREATE OR REPLACE MACRO kql_add_months(t, n, size) AS 
  kql_in_range(t + to_months(CAST(CASE WHEN n IS NOT NULL THEN greatest(-130000, least(130000, CAST(n AS HUGEINT) * size)) END AS INTEGER)));

-- The last microsecond of 9999 stands for the last tick, which is how services write "never".
CREATE OR REPLACE MACRO kql_is_last(t) AS t = TIMESTAMP '9999-12-31 23:59:59.999999';
-- yyyy-MM-ddTHH:mm:ss.fffffffZ
CREATE OR REPLACE MACRO kql_datetime_tostring(t) AS
  CASE WHEN kql_is_last(t) THEN '9999-12-31T23:59:59.9999999Z' ELSE coalesce(strftime(t, '%Y-%m-%dT%H:%M:%S.%f0Z'), '') END;

-- In ticks, since a step need not be whole microseconds.
CREATE OR REPLACE MACRO kql_bin_datetime(t, ticks) AS
  CASE WHEN ticks > 0 THEN make_timestamp(((epoch_us(t) + 62135596800000000) * 10 // ticks * ticks) // 10 - 62135596800000000) END;
CREATE OR REPLACE MACRO kql_timespan_multiply(a, b) AS TRY_CAST(trunc(a::DOUBLE * b::DOUBLE) AS BIGINT);
CREATE OR REPLACE MACRO kql_timespan_divide(a, b) AS TRY_CAST(trunc(a::DOUBLE / b::DOUBLE) AS BIGINT);
CREATE OR REPLACE MACRO kql_ticks_size(ticks) AS abs(CAST(ticks AS HUGEINT));

-- Parts.
CREATE OR REPLACE MACRO kql_getyear(t) AS year(t);
CREATE OR REPLACE MACRO kql_monthofyear(t) AS month(t);
CREATE OR REPLACE MACRO kql_dayofmonth(t) AS CAST(day(t) AS INTEGER);
CREATE OR REPLACE MACRO kql_dayofyear(t) AS CAST(dayofyear(t) AS INTEGER);
CREATE OR REPLACE MACRO kql_hourofday(t) AS hour(t);
CREATE OR REPLACE MACRO kql_week_of_year(t) AS CAST(weekofyear(t) AS INTEGER);
CREATE OR REPLACE MACRO kql_dayofweek(t) AS dayofweek(t) * 864000000000;
-- The microseconds of the second.
CREATE OR REPLACE MACRO kql_second_us(t) AS microsecond(t) % 1000000;
CREATE OR REPLACE MACRO kql_second_ns(t) AS kql_second_us(t) * 1000 + CASE WHEN kql_is_last(t) THEN 900 ELSE 0 END;

-- Bounds between two times. Microseconds since 0001-01-01 are never negative, so that division cuts as it should.
CREATE OR REPLACE MACRO kql_year_us(t) AS epoch_us(t) + 62135596800000000;
CREATE OR REPLACE MACRO kql_diff(a, b, size) AS kql_year_us(a) // size - kql_year_us(b) // size;
CREATE OR REPLACE MACRO kql_months(t) AS year(t) * 12 + month(t) - 1;
CREATE OR REPLACE MACRO kql_diff_months(a, b, size) AS kql_months(a) // size - kql_months(b) // size;
-- 0001-01-01 is a Monday.
CREATE OR REPLACE MACRO kql_diff_weeks(a, b) AS
  CAST((kql_year_us(a) + 86400000000) // 604800000000 - (kql_year_us(b) + 86400000000) // 604800000000 AS DOUBLE);
CREATE OR REPLACE MACRO kql_diff_nanoseconds(a, b) AS kql_wrap((epoch_us(a) - epoch_us(b))::HUGEINT * 1000);

-- From parts; null where one is out of range.
CREATE OR REPLACE MACRO kql_make_datetime_second(y, mo, d, h, mi, s) AS
  CASE
    WHEN y BETWEEN 1 AND 9999 AND mo BETWEEN 1 AND 12 AND d BETWEEN 1 AND 31 AND h >= 0 AND h < 24 AND mi >= 0 AND mi < 60 AND s >= 0 AND s < 60
    THEN TRY(make_timestamp(trunc(y)::BIGINT, trunc(mo)::BIGINT, trunc(d)::BIGINT, trunc(h)::BIGINT, trunc(mi)::BIGINT, s::DOUBLE))
  END;
CREATE OR REPLACE MACRO kql_make_datetime_minute(y, mo, d, h, mi) AS kql_make_datetime_second(y, mo, d, h, mi, 0);
CREATE OR REPLACE MACRO kql_make_datetime_hour(y, mo, d, h) AS kql_make_datetime_second(y, mo, d, h, 0, 0);
CREATE OR REPLACE MACRO kql_make_datetime(y, mo, d) AS kql_make_datetime_second(y, mo, d, 0, 0, 0);
CREATE OR REPLACE MACRO kql_make_timespan(d, h, m, s) AS
  CASE
    WHEN d BETWEEN 0 AND 10675198 AND h >= 0 AND h < 24 AND m >= 0 AND m < 60 AND s >= 0 AND s < 60
    THEN trunc(d)::BIGINT * 864000000000 + trunc(h)::BIGINT * 36000000000 + trunc(m)::BIGINT * 600000000 + CAST(s * 10000000 AS BIGINT)
  END;
CREATE OR REPLACE MACRO kql_make_timespan_second(h, m, s) AS kql_make_timespan(0, h, m, s);
CREATE OR REPLACE MACRO kql_make_timespan_minute(h, m) AS kql_make_timespan(0, h, m, 0);

-- Units since 1970.
CREATE OR REPLACE MACRO kql_unix_seconds(n) AS CASE WHEN n BETWEEN -62135596800 AND 253402300799 THEN make_timestamp(n::BIGINT * 1000000) END;
CREATE OR REPLACE MACRO kql_unix_milliseconds(n) AS CASE WHEN n BETWEEN -62135596800000 AND 253402300799999 THEN make_timestamp(n::BIGINT * 1000) END;
CREATE OR REPLACE MACRO kql_unix_microseconds(n) AS CASE WHEN n BETWEEN -62135596800000000 AND 253402300799999999 THEN make_timestamp(n::BIGINT) END;
CREATE OR REPLACE MACRO kql_unix_nanoseconds(n) AS kql_unix_microseconds(n::BIGINT // 1000 - (n::BIGINT % 1000 < 0)::BIGINT);
CREATE OR REPLACE MACRO kql_unix_real(us) AS CASE WHEN us BETWEEN -62135596800000000 AND 253402300799999000 THEN make_timestamp(CAST(us AS BIGINT)) END;
CREATE OR REPLACE MACRO kql_unix_seconds_real(n) AS kql_unix_real(n::DOUBLE * 1000000);
CREATE OR REPLACE MACRO kql_unix_milliseconds_real(n) AS kql_unix_real(n::DOUBLE * 1000);
CREATE OR REPLACE MACRO kql_unix_microseconds_real(n) AS kql_unix_real(n::DOUBLE);
CREATE OR REPLACE MACRO kql_unix_nanoseconds_real(n) AS kql_unix_real(n::DOUBLE / 1000);

-- Time zones. A local time that clocks skip is taken with the offset behind the gap.
CREATE OR REPLACE MACRO kql_datetime_utc_to_local(t, zone) AS kql_in_range(TRY(timezone(zone, timezone('UTC', t))));
CREATE OR REPLACE MACRO kql_zoned_to_utc(t, zone) AS timezone('UTC', timezone(zone, t));
CREATE OR REPLACE MACRO kql_datetime_local_to_utc(t, zone) AS
  kql_in_range(TRY(list_transform([t], lambda kql_t: kql_zoned_to_utc(kql_t, zone) - (timezone(zone, timezone(zone, kql_t)) - kql_t))[1]));
-- Without the names that the engine has besides the IANA's.
CREATE OR REPLACE MACRO kql_datetime_list_timezones() AS (
  SELECT to_json(list(name ORDER BY name))
  FROM pg_timezone_names()
  WHERE name NOT LIKE 'SystemV/%' AND name NOT IN ('Factory', 'US/Pacific-New', 'Canada/East-Saskatchewan')
    AND (length(name) <> 3 OR name IN ('CET', 'EET', 'EST', 'GMT', 'HST', 'MET', 'MST', 'PRC', 'ROC', 'ROK', 'UCT', 'UTC', 'WET'))
);
