-- The bin of a value on an axis of make-series that begins at f; x is not below f.
CREATE OR REPLACE MACRO kql_axis_bin(x, f, s) AS f + (x - f) // s * s;
CREATE OR REPLACE MACRO kql_axis_bin_real(x, f, s) AS f + floor((x - f) / s) * s;
