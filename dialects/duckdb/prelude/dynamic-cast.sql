-- What `to typeof(T)` makes of an element: the value where it is of that kind, else null. Times and guids are strings in JSON.

CREATE OR REPLACE MACRO kql_cast_bool(x) AS CASE WHEN json_type(x) = 'BOOLEAN' THEN CAST(x AS VARCHAR) = 'true' END;
CREATE OR REPLACE MACRO kql_cast_long(x) AS
  CASE json_type(x) WHEN 'BIGINT' THEN CAST(x AS BIGINT) WHEN 'UBIGINT' THEN TRY_CAST(x AS BIGINT) WHEN 'DOUBLE' THEN kql_real_tolong(CAST(x AS DOUBLE)) END;
CREATE OR REPLACE MACRO kql_cast_int(x) AS kql_long_toint(kql_cast_long(x));
CREATE OR REPLACE MACRO kql_cast_real(x) AS
  CASE WHEN json_type(x) IN ('BIGINT', 'UBIGINT', 'DOUBLE') THEN CAST(x AS DOUBLE)
    WHEN CAST(x AS VARCHAR) IN ('"NaN"', '"Infinity"', '"-Infinity"') THEN CAST(json_extract_string(x, '$') AS DOUBLE) END;
CREATE OR REPLACE MACRO kql_cast_decimal(x) AS CASE WHEN json_type(x) <> 'BOOLEAN' THEN kql_json_decimal(x) END;
CREATE OR REPLACE MACRO kql_cast_string(x) AS kql_json_string(x);
CREATE OR REPLACE MACRO kql_cast_datetime(x) AS CASE WHEN json_type(x) = 'VARCHAR' THEN kql_string_todatetime(json_extract_string(x, '$')) END;
CREATE OR REPLACE MACRO kql_cast_timespan(x) AS CASE WHEN json_type(x) = 'VARCHAR' THEN kql_string_totimespan(json_extract_string(x, '$')) END;
CREATE OR REPLACE MACRO kql_cast_guid(x) AS kql_json_guid(x);
