-- Terms: runs of letters and digits.
CREATE OR REPLACE MACRO kql_term_pattern(needle, before, after, fold) AS
  CASE WHEN fold THEN '(?i)' ELSE '' END || CASE WHEN before THEN '(?:^|[^\pL\pN])' ELSE '' END || regexp_escape(needle)
  || CASE WHEN after THEN '(?:$|[^\pL\pN])' ELSE '' END;
