-- Missing elements of a series filled from their neighbours. See src/series/fill.ts. What means missing is null, or another value if one is given,
-- and then nulls are elements as others are. `integral`: all elements are whole numbers, which only interpolation asks for.

-- The places of the elements that aren't missing.
CREATE OR REPLACE MACRO kql_known_places(y, placeholder) AS
  list_transform([{y: y, m: CASE WHEN NOT isnan(placeholder::DOUBLE) THEN placeholder::DOUBLE END}], lambda kql_v:
    list_filter(range(1, len(kql_v.y) + 1), lambda kql_i: kql_v.y[kql_i] IS DISTINCT FROM kql_v.m))[1];

-- Each known element repeated up to the next one; what stands before the first stays.
CREATE OR REPLACE MACRO kql_filled_forward(y, placeholder) AS
  list_transform([{y: y, known: kql_known_places(y, placeholder)}], lambda kql_v:
    list_concat(
      CASE WHEN len(kql_v.known) > 0 THEN kql_v.y[:kql_v.known[1] - 1] ELSE kql_v.y END,
      flatten(list_transform(kql_v.known, lambda kql_i, kql_k:
        list_transform(range(kql_i, coalesce(kql_v.known[kql_k + 1], len(kql_v.y) + 1)), lambda kql_j: kql_v.y[kql_i])))))[1];

CREATE OR REPLACE MACRO kql_series_fill_forward(s, placeholder, integral) AS kql_filled_forward(kql_series_elements(s), placeholder);
CREATE OR REPLACE MACRO kql_series_fill_backward(s, placeholder, integral) AS
  list_reverse(kql_filled_forward(list_reverse(kql_series_elements(s)), placeholder));

-- Straight lines between known elements; beyond the first and the last one their values, if the edges are to be filled. Without any known element the
-- constant, NaN for none. Among whole numbers the fractions are cut.
CREATE OR REPLACE MACRO kql_series_fill_linear(s, placeholder, fill_edges, constant, integral) AS
  list_transform([{y: kql_series_elements(s), edges: coalesce(fill_edges, true), otherwise: coalesce(constant, 0)::DOUBLE, whole: integral}], lambda kql_v:
    list_transform([kql_known_places(kql_v.y, placeholder)], lambda kql_known:
      CASE
        WHEN len(kql_known) = 0 THEN CASE WHEN isnan(kql_v.otherwise) THEN kql_v.y ELSE list_transform(kql_v.y, lambda kql_x: kql_v.otherwise) END
        ELSE list_concat(
          list_transform(kql_v.y[:kql_known[1] - 1], lambda kql_x: CASE WHEN kql_v.edges THEN kql_v.y[kql_known[1]] ELSE kql_x END),
          flatten(list_transform(kql_known[:len(kql_known) - 1], lambda kql_i, kql_k:
            list_transform(
              [{a: kql_v.y[kql_i], rise: kql_v.y[kql_known[kql_k + 1]] - kql_v.y[kql_i], steps: kql_known[kql_k + 1] - kql_i, whole: kql_v.whole}], lambda kql_w:
              list_transform(range(kql_w.steps), lambda kql_j: CASE
                WHEN kql_j = 0 THEN kql_w.a
                WHEN kql_w.whole THEN trunc(kql_w.a + kql_w.rise * (kql_j / kql_w.steps))
                ELSE kql_w.a + kql_w.rise * (kql_j / kql_w.steps) END))[1])),
          list_transform(kql_v.y[kql_known[len(kql_known)]:], lambda kql_x, kql_i:
            CASE WHEN kql_v.edges OR kql_i = 1 THEN kql_v.y[kql_known[len(kql_known)]] ELSE kql_x END))
      END)[1])[1];
