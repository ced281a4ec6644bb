-- Datetimes are TIMESTAMPs in UTC, timespans are ticks of 100 ns.

-- The query's one point in time: the variable where it is set, else the time of the run.
CREATE OR REPLACE MACRO kql_now() AS coalesce(getvariable('kql_now')::TIMESTAMP, now() AT TIME ZONE 'UTC');

-- A time moved by ticks; beyond the years 1 to 9999 it is null.
CREATE OR REPLACE MACRO kql_datetime_add(t, ticks) AS
  CASE WHEN epoch_us(t) + ticks // 10 BETWEEN -62135596800000000 AND 253402300799999999 THEN make_timestamp(epoch_us(t) + ticks // 10) END;

-- yyyy-MM-ddTHH:mm:ss.fffffffZ
CREATE OR REPLACE MACRO kql_datetime_tostring(t) AS coalesce(strftime(t, '%Y-%m-%dT%H:%M:%S.%f0Z'), '');

CREATE OR REPLACE MACRO kql_bin_datetime(t, ticks) AS
  CASE WHEN ticks > 0 THEN time_bucket(to_microseconds(ticks // 10), t, TIMESTAMP '0001-01-01') END;
CREATE OR REPLACE MACRO kql_timespan_multiply(a, b) AS TRY_CAST(trunc(a * b) AS BIGINT);
CREATE OR REPLACE MACRO kql_timespan_divide(a, b) AS TRY_CAST(trunc(a / b) AS BIGINT);

-- Axes of make-series over numbers and timespans.
CREATE OR REPLACE MACRO kql_series_bin(x, origin, step) AS origin + floor((x - origin) / step) * step;
