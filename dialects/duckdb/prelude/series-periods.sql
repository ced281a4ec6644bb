-- Periods of a series: which lags repeat it. The mathematics is that of src/series/periods.ts, where its sources stand.

-- The sums of z[i] * z[i + p] for lags p from 0 to the last one, where `beyond` follows after z.
CREATE OR REPLACE MACRO kql_lag_sums(z, beyond, last) AS
  list_transform([{z: z, n: len(z), long: list_concat(z, beyond), last: last}], lambda kql_v:
    list_transform(range(0, kql_v.last + 1), lambda kql_p: list_inner_product(kql_v.z, kql_v.long[kql_p + 1:kql_p + kql_v.n])))[1];

-- Autocorrelation of a centred series taken as a circle: for each lag p from 0 to half the length the sum of z[i] * z[i + p].
-- A circle of even length is folded: the sums of opposite elements yield acf[p] + acf[n/2 - p], their differences acf[p] - acf[n/2 - p], with half as many
-- lags of half as many elements each.
CREATE OR REPLACE MACRO kql_circular_acf(z) AS
  [z]
  .list_transform(lambda kql_z: {z: kql_z, h: len(kql_z) // 2, opposite: list_zip(kql_z[:len(kql_z) // 2], kql_z[len(kql_z) // 2 + 1:])})
  .list_transform(lambda kql_v: {
    z: kql_v.z,
    h: kql_v.h,
    sums: list_transform(kql_v.opposite, lambda kql_x: coalesce(kql_x[1] + kql_x[2], 0)),
    differences: list_transform(kql_v.opposite, lambda kql_x: coalesce(kql_x[1] - kql_x[2], 0))})
  .list_transform(lambda kql_v: CASE
    WHEN len(kql_v.z) % 2 = 1 THEN {h: kql_v.h, folded: NULL, whole: kql_lag_sums(kql_v.z, kql_v.z, kql_v.h)}
    ELSE {h: kql_v.h, whole: NULL, folded: list_zip(
      kql_lag_sums(kql_v.sums, kql_v.sums, kql_v.h // 2),
      kql_lag_sums(kql_v.differences, list_transform(kql_v.differences, lambda kql_x: -kql_x), kql_v.h // 2))} END)
  .list_transform(lambda kql_v: coalesce(kql_v.whole, list_concat(
    list_transform(kql_v.folded, lambda kql_x: (kql_x[1] + kql_x[2]) / 2),
    list_reverse(list_transform(kql_v.folded[:(kql_v.h + 1) // 2], lambda kql_x: (kql_x[1] - kql_x[2]) / 2)))))[1];

-- What period detection needs of a finite series that isn't empty: its length, autocorrelation, and the scale of the scores
-- score(p) = (acf[p] - least) / (acf[0] - least); null for a series of equal values.
CREATE OR REPLACE MACRO kql_spectrum(y) AS
  [y]
  .list_transform(lambda kql_y: {y: kql_y, mean: list_avg(kql_y), largest: greatest(1, abs(list_max(kql_y)), abs(list_min(kql_y)))})
  .list_transform(lambda kql_v: {largest: kql_v.largest, z: list_transform(kql_v.y, lambda kql_x: coalesce(kql_x - kql_v.mean, 0))})
  .list_transform(lambda kql_v: {largest: kql_v.largest, z: kql_v.z, acf: kql_circular_acf(kql_v.z)})
  .list_transform(lambda kql_v: CASE WHEN kql_v.acf[1] > 1e-24 * kql_v.largest * kql_v.largest THEN
    {n: len(kql_v.z), z: kql_v.z, acf: kql_v.acf, least: list_min(kql_v.acf), range: kql_v.acf[1] - list_min(kql_v.acf)} END)[1];

-- The lags of an autocorrelation over half a circle of n points that are not lower than their neighbours, from the shortest period (4) on: each with its
-- autocorrelation and, so that of equal ones the shortest is the greatest, its negative.
CREATE OR REPLACE MACRO kql_peaks(acf, n) AS
  [{acf: acf, h: len(acf) - 1, beyond: acf[n - len(acf) + 1]}]
  .list_transform(lambda kql_v: list_zip(
    kql_v.acf[4:kql_v.h], kql_v.acf[5:kql_v.h + 1], list_append(kql_v.acf[6:kql_v.h + 1], kql_v.beyond), range(4, kql_v.h + 1)))[1]
  .list_filter(lambda kql_x: kql_x[2] >= kql_x[1] AND kql_x[2] >= kql_x[3])
  .list_transform(lambda kql_x: {acf: kql_x[2], back: -kql_x[4]});

-- The mean power of the frequencies 1 … n/2: all n together are n * acf[0], and k and n - k are equal.
CREATE OR REPLACE MACRO kql_mean_power(z, acf, n) AS
  (n * acf[1] + CASE WHEN n % 2 = 0 THEN (list_sum(list_slice(z, 1, n, 2)) - list_sum(list_slice(z, 2, n, 2))) ** 2 ELSE 0 END) / 2 / (n // 2);

-- The periods of a finite series from a shortest to a longest one, that score no less than the threshold, best score first, as structs; empty where
-- there is none. A frequency that is a local maximum of the power and stands out names a stretch of lags; the best peak of the autocorrelation in it is a
-- period. The power, of k = 1 … n/4 + 1 in n points, is the cosine transform of the autocorrelation, which is even; it is computed where the stretch of k or
-- of a neighbour has such a peak.
CREATE OR REPLACE MACRO kql_periods(y, min_period, max_period, threshold) AS
  [{y: y, shortest: greatest(4, min_period), longest: max_period, threshold: threshold}]
  .list_transform(lambda kql_v: {
    s: CASE WHEN len(kql_v.y) >= 8 THEN kql_spectrum(kql_v.y) END,
    shortest: kql_v.shortest,
    longest: least(len(kql_v.y) / 2, kql_v.longest),
    threshold: kql_v.threshold})
  .list_filter(lambda kql_v: kql_v.s IS NOT NULL)
  .list_transform(lambda kql_v: {
    n: kql_v.s.n, zero: kql_v.s.acf[1], least: kql_v.s.least, range: kql_v.s.range, shortest: kql_v.shortest, longest: kql_v.longest,
    floor: 3 * kql_mean_power(kql_v.s.z, kql_v.s.acf, kql_v.s.n),
    lags: kql_v.s.acf[2:(kql_v.s.n + 1) // 2],
    middle: CASE WHEN kql_v.s.n % 2 = 0 THEN kql_v.s.acf[kql_v.s.n // 2 + 1] ELSE 0 END,
    peaks: kql_peaks(kql_v.s.acf, kql_v.s.n).list_filter(lambda kql_x:
      -kql_x.back BETWEEN kql_v.shortest AND kql_v.longest AND (kql_x.acf - kql_v.s.least) / kql_v.s.range >= kql_v.threshold)})
  .list_transform(lambda kql_v: {
    n: kql_v.n, least: kql_v.least, range: kql_v.range, shortest: kql_v.shortest, longest: kql_v.longest, floor: kql_v.floor, peaks: kql_v.peaks,
    power: list_transform(range(1, kql_v.n // 4 + 2), lambda kql_k: CASE WHEN len(list_filter(kql_v.peaks, lambda kql_x:
        -kql_x.back >= (kql_v.n / (kql_k + 2) + kql_v.n / (kql_k + 1)) / 2 - 1
        AND (kql_k <= 2 OR -kql_x.back <= (kql_v.n / (kql_k - 1) + kql_v.n / (kql_k - 2)) / 2 + 1))) > 0 THEN
      kql_v.zero
      + 2 * list_inner_product(kql_v.lags, list_transform(range(1, len(kql_v.lags) + 1), lambda kql_p: cos(2 * pi() * ((kql_k * kql_p) % kql_v.n) / kql_v.n)))
      + kql_v.middle * (1 - 2 * (kql_k % 2)) END)})
  .list_transform(lambda kql_v:
    list_filter(range(2, kql_v.n // 4 + 1), lambda kql_k:
      kql_v.n / kql_k BETWEEN kql_v.shortest AND kql_v.longest
      AND kql_v.power[kql_k] > kql_v.floor AND kql_v.power[kql_k] >= kql_v.power[kql_k - 1] AND kql_v.power[kql_k] >= kql_v.power[kql_k + 1])
    .list_transform(lambda kql_k: list_max(list_filter(kql_v.peaks, lambda kql_x: -kql_x.back
      BETWEEN ceil((kql_v.n / (kql_k + 1) + kql_v.n / kql_k) / 2 - 1) AND floor((kql_v.n / kql_k + kql_v.n / (kql_k - 1)) / 2 + 1))))
    .list_filter(lambda kql_x: kql_x IS NOT NULL)
    .list_distinct()
    .list_reverse_sort()
    .list_transform(lambda kql_x: {period: -kql_x.back, score: (kql_x.acf - kql_v.least) / kql_v.range}))
  .flatten();

-- The best period of a finite series where its score reaches the threshold, else 0.
CREATE OR REPLACE MACRO kql_best_period(y, threshold) AS coalesce(kql_periods(y, 0, 'infinity'::DOUBLE, threshold)[1].period, 0);

CREATE OR REPLACE MACRO kql_series_periods_detect(s, min_period, max_period, num_periods) AS
  list_transform([{y: kql_series_elements(s), shortest: min_period::DOUBLE, longest: max_period::DOUBLE, size: greatest(0, num_periods::BIGINT)}], lambda kql_v:
    CASE WHEN kql_v.size > 1048576 THEN error('series_periods_detect: more than 1048576 periods are not supported')
      WHEN kql_v.y IS NOT NULL AND kql_v.shortest IS NOT NULL AND kql_v.longest IS NOT NULL AND kql_v.size IS NOT NULL THEN
      list_transform([CASE WHEN kql_all_finite(kql_v.y) THEN kql_periods(kql_v.y, kql_v.shortest, kql_v.longest, 0) ELSE [] END], lambda kql_found:
        {periods: list_transform(range(kql_v.size), lambda kql_i: coalesce(kql_found[kql_i + 1].period, 0)::DOUBLE),
         scores: list_transform(range(kql_v.size), lambda kql_i: coalesce(kql_found[kql_i + 1].score, 0)::DOUBLE)})[1]
    END)[1];

-- A period scores where the autocorrelation has a hill at it: the highest lag within half a period is the period up to 5 % or 1.
CREATE OR REPLACE MACRO kql_period_score(spectrum, period) AS
  list_transform([{s: spectrum, given: period, p: round_even(period, 0)}], lambda kql_v:
    CASE WHEN kql_v.given BETWEEN 4 AND kql_v.s.n / 2 AND kql_v.p <= kql_v.s.n // 2
      AND abs(-list_max(list_transform(
            range(greatest(1, ceil(kql_v.p / 2))::BIGINT, least(kql_v.s.n // 2, floor(1.5 * kql_v.p))::BIGINT + 1),
            lambda kql_q: {acf: kql_v.s.acf[kql_q + 1], back: -kql_q})).back - kql_v.p) <= greatest(1, 0.05 * kql_v.p)
    THEN (kql_v.s.acf[kql_v.p::BIGINT + 1] - kql_v.s.least) / kql_v.s.range ELSE 0 END)[1];
CREATE OR REPLACE MACRO kql_series_periods_validate(s, periods) AS
  list_transform([{y: kql_series_elements(s), p: kql_series_elements(periods)}], lambda kql_v:
    CASE WHEN kql_v.y IS NOT NULL AND kql_v.p IS NOT NULL THEN
      list_transform([CASE WHEN len(kql_v.y) > 0 AND kql_all_finite(kql_v.y) THEN kql_spectrum(kql_v.y) END], lambda kql_s:
        {periods: kql_v.p, scores: list_transform(kql_v.p, lambda kql_x: kql_period_score(kql_s, kql_x)::DOUBLE)})[1]
    END)[1];
