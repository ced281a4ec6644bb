-- Real numbers from one to another, both included.
CREATE OR REPLACE MACRO kql_range_real(f, t, s) AS
  list_transform(generate_series(0, CAST(floor((t - f) / s) AS BIGINT)), lambda i: f + i * s);
