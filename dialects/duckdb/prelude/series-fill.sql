-- Missing elements of a series filled from their neighbours. See src/series/fill.ts. What means missing is null, or another value if one is given,
-- and then nulls are elements as others are. `integral`: all elements are whole numbers, which only interpolation asks for.

-- The elements that aren't missing, each with its place.
CREATE OR REPLACE MACRO kql_known_points(y, placeholder) AS
  list_transform([{y: y, m: CASE WHEN NOT isnan(placeholder::DOUBLE) THEN placeholder::DOUBLE END}], lambda kql_v:
    list_filter(list_zip(kql_v.y, range(1, len(kql_v.y) + 1)), lambda kql_x: kql_x[1] IS DISTINCT FROM kql_v.m))[1];
-- Elements with their places, each beside the next one; `last` stands behind the last.
CREATE OR REPLACE MACRO kql_neighbours(known, last) AS list_zip(known, list_append(known[2:], last));

-- Each known element repeated up to the next one; what stands before the first stays.
CREATE OR REPLACE MACRO kql_filled_forward(y, placeholder) AS
  [{y: y, placeholder: placeholder}]
  .list_transform(lambda kql_v: {y: kql_v.y, known: kql_known_points(kql_v.y, kql_v.placeholder)})
  .list_transform(lambda kql_v: CASE
    WHEN kql_v.y IS NULL OR len(kql_v.known) IN (0, len(kql_v.y)) THEN kql_v.y
    ELSE list_concat(
      kql_v.y[:kql_v.known[1][2] - 1],
      flatten(list_transform(kql_neighbours(kql_v.known, row(NULL::DOUBLE, len(kql_v.y) + 1)), lambda kql_x: repeat([kql_x[1][1]], kql_x[2][2] - kql_x[1][2]))))
    END)[1];

CREATE OR REPLACE MACRO kql_series_fill_forward(s, placeholder, integral) AS kql_filled_forward(kql_series_elements(s), placeholder);
CREATE OR REPLACE MACRO kql_series_fill_backward(s, placeholder, integral) AS
  list_reverse(kql_filled_forward(list_reverse(kql_series_elements(s)), placeholder));

-- Straight lines between known elements; beyond the first and the last one their values, if the edges are to be filled. Without any known element the
-- constant, NaN for none. Among whole numbers the fractions are cut.
CREATE OR REPLACE MACRO kql_series_fill_linear(s, placeholder, fill_edges, constant, integral) AS
  [{y: kql_series_elements(s), placeholder: placeholder, edges: coalesce(fill_edges, true), otherwise: coalesce(constant, 0)::DOUBLE, whole: integral}]
  .list_transform(lambda kql_v: {
    y: kql_v.y, known: kql_known_points(kql_v.y, kql_v.placeholder), edges: kql_v.edges, otherwise: kql_v.otherwise, whole: kql_v.whole})
  .list_transform(lambda kql_v: CASE
    WHEN kql_v.y IS NULL OR len(kql_v.known) = len(kql_v.y) THEN kql_v.y
    WHEN len(kql_v.known) = 0 THEN CASE WHEN isnan(kql_v.otherwise) THEN kql_v.y ELSE list_transform(kql_v.y, lambda kql_x: kql_v.otherwise) END
    ELSE list_concat(
      list_transform(kql_v.y[:kql_v.known[1][2] - 1], lambda kql_x: CASE WHEN kql_v.edges THEN kql_v.known[1][1] ELSE kql_x END),
      -- The last one begins what follows
      flatten(list_transform(kql_neighbours(kql_v.known, kql_v.known[len(kql_v.known)])[:len(kql_v.known) - 1], lambda kql_x: CASE
        WHEN kql_x[2][2] = kql_x[1][2] + 1 THEN [kql_x[1][1]]
        ELSE list_transform(
          [{a: kql_x[1][1], rise: kql_x[2][1] - kql_x[1][1], steps: kql_x[2][2] - kql_x[1][2], whole: kql_v.whole}], lambda kql_w:
          list_transform(range(kql_w.steps), lambda kql_j: CASE
            WHEN kql_j = 0 THEN kql_w.a
            WHEN kql_w.whole THEN trunc(kql_w.a + kql_w.rise * (kql_j / kql_w.steps))
            ELSE kql_w.a + kql_w.rise * (kql_j / kql_w.steps) END))[1] END)),
      [kql_v.known[len(kql_v.known)][1]],
      list_transform(kql_v.y[kql_v.known[len(kql_v.known)][2] + 1:], lambda kql_x: CASE WHEN kql_v.edges THEN kql_v.known[len(kql_v.known)][1] ELSE kql_x END))
    END)[1];
