-- make-series: the bins of an axis, and values spread over it.

CREATE OR REPLACE MACRO kql_too_long() AS error('a series of make-series would have more than 1,048,576 values');
-- All bins from a value to another, as a list; `inclusive` says whether the latter can be one. Null without a value to begin or to end with.
CREATE OR REPLACE MACRO kql_axis_time(f, t, step, inclusive) AS
  CASE
    WHEN epoch_us(t::TIMESTAMP) - epoch_us(f::TIMESTAMP) > 1048576 * epoch_us(step) - inclusive::INTEGER THEN kql_too_long()
    WHEN inclusive THEN generate_series(f::TIMESTAMP, t::TIMESTAMP, step)
    ELSE range(f::TIMESTAMP, t::TIMESTAMP, step)
  END;
CREATE OR REPLACE MACRO kql_axis_long(f, t, step, inclusive) AS
  CASE
    WHEN t::HUGEINT - f::HUGEINT > 1048576 * step::HUGEINT - inclusive::INTEGER THEN kql_too_long()
    WHEN inclusive THEN generate_series(f::BIGINT, t::BIGINT, step::BIGINT)
    ELSE range(f::BIGINT, t::BIGINT, step::BIGINT)
  END;
-- Each real is a multiple of the step away from the first one, so that errors don't add up.
CREATE OR REPLACE MACRO kql_axis_real(f, t, step, inclusive) AS
  list_transform([{f: f, n: (t - f) / step, step: step}], lambda kql_v:
    CASE
      WHEN kql_v.n > 1048576 OR (inclusive AND kql_v.n = 1048576) THEN kql_too_long()
      WHEN kql_v.n < 0 THEN []::DOUBLE[]
      ELSE list_transform(range(CASE WHEN inclusive THEN floor(kql_v.n) + 1 ELSE ceil(kql_v.n) END::BIGINT), lambda kql_i: kql_v.f + kql_i * kql_v.step)
    END)[1];

-- The places of bins on an axis, from 0 on.
CREATE OR REPLACE MACRO kql_places_time(bins, axis) AS
  list_transform([{bins: bins, first: epoch_us(axis[1]), step: epoch_us(axis[2]) - epoch_us(axis[1])}], lambda kql_v:
    list_transform(kql_v.bins, lambda kql_x: coalesce((epoch_us(kql_x) - kql_v.first) // kql_v.step, 0)))[1];
CREATE OR REPLACE MACRO kql_places_number(bins, axis) AS
  list_transform([{bins: bins, first: axis[1], step: axis[2] - axis[1]}], lambda kql_v:
    list_transform(kql_v.bins, lambda kql_x: coalesce(round((kql_x - kql_v.first) / kql_v.step), 0)::BIGINT))[1];

-- A list of n values: those that are given, each at its place, and a filler everywhere else. The values come in any order.
CREATE OR REPLACE MACRO kql_spread(given, places, n, filler) AS
  list_transform([{v: given, p: places, n: n, filler: filler}], lambda kql_v:
    CASE
      WHEN len(kql_v.p) > 0 THEN
        list_transform([list_grade_up(kql_v.p::BIGINT[])], lambda kql_order:
          list_transform([{v: list_select(kql_v.v, kql_order), p: list_select(kql_v.p, kql_order)}], lambda kql_w:
            CASE
              WHEN len(kql_w.p) = kql_v.n THEN kql_w.v
              ELSE list_concat(
                repeat([kql_v.filler], kql_w.p[1]),
                -- Each value with the fillers up to the next one
                flatten(list_transform(kql_w.v, lambda kql_x, kql_i:
                  list_resize([kql_x], coalesce(kql_w.p[kql_i + 1], kql_v.n) - kql_w.p[kql_i], kql_v.filler))))
            END)[1])[1]
      ELSE repeat([kql_v.filler], kql_v.n)
    END)[1];
CREATE OR REPLACE MACRO kql_spread_time(given, bins, axis, filler) AS kql_spread(given, kql_places_time(bins, axis), len(axis), filler);
CREATE OR REPLACE MACRO kql_spread_number(given, bins, axis, filler) AS kql_spread(given, kql_places_number(bins, axis), len(axis), filler);
