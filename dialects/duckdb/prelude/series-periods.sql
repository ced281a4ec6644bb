-- Periods of a series: which lags repeat it. The mathematics is that of src/series/periods.ts, where its sources stand.

-- Autocorrelation of a centred series taken as a circle: for each lag p from 0 to half the length the sum of z[i] * z[i + p].
CREATE OR REPLACE MACRO kql_circular_acf(z) AS
  list_transform([{z: z, twice: list_concat(z, z), n: len(z)}], lambda kql_v:
    list_transform(range(0, kql_v.n // 2 + 1), lambda kql_p: list_inner_product(kql_v.z, kql_v.twice[kql_p + 1:kql_p + kql_v.n])))[1];

-- Power of the frequencies k = 1 … n/4 + 1 in n points, as the cosine transform of the autocorrelation, which is even.
CREATE OR REPLACE MACRO kql_power(acf, n) AS
  list_transform([{lags: list_slice(acf, 2, (n - 1) // 2 + 1), zero: acf[1], middle: CASE WHEN n % 2 = 0 THEN acf[len(acf)] ELSE 0 END, n: n}], lambda kql_v:
    list_transform(range(1, kql_v.n // 4 + 2), lambda kql_k:
      kql_v.zero
      + 2 * list_inner_product(kql_v.lags, list_transform(range(1, len(kql_v.lags) + 1), lambda kql_p: cos(2 * pi() * ((kql_k * kql_p) % kql_v.n) / kql_v.n)))
      + kql_v.middle * (1 - 2 * (kql_k % 2))))[1];

-- What period detection needs of a finite series that isn't empty: its length, autocorrelation, and the scale of the scores
-- score(p) = (acf[p] - least) / (acf[0] - least); null for a series of equal values.
CREATE OR REPLACE MACRO kql_spectrum(y) AS
  list_transform([{y: y, n: len(y), mean: list_avg(y), largest: greatest(1, abs(list_max(y)), abs(list_min(y)))}], lambda kql_v:
    list_transform([list_transform(kql_v.y, lambda kql_x: coalesce(kql_x - kql_v.mean, 0))], lambda kql_z:
      list_transform([kql_circular_acf(kql_z)], lambda kql_acf:
        CASE WHEN kql_acf[1] > 1e-24 * kql_v.largest * kql_v.largest THEN
          {n: kql_v.n, z: kql_z, acf: kql_acf, least: list_min(kql_acf), range: kql_acf[1] - list_min(kql_acf)} END)[1])[1])[1];

-- The lags of an autocorrelation over half a circle of n points that are not lower than their neighbours, from the shortest period (4) on.
CREATE OR REPLACE MACRO kql_peaks(acf, n) AS
  list_transform([{acf: acf, n: n}], lambda kql_v:
    list_filter(range(4, len(kql_v.acf)), lambda kql_p:
      kql_v.acf[kql_p + 1] >= kql_v.acf[kql_p]
      AND kql_v.acf[kql_p + 1] >= kql_v.acf[CASE WHEN kql_p + 1 < len(kql_v.acf) THEN kql_p + 2 ELSE kql_v.n - kql_p END]))[1];

-- The mean power of the frequencies 1 … n/2: all n together are n * acf[0], and k and n - k are equal.
CREATE OR REPLACE MACRO kql_mean_power(z, acf, n) AS
  (n * acf[1] + CASE WHEN n % 2 = 0 THEN (list_sum(list_slice(z, 1, n, 2)) - list_sum(list_slice(z, 2, n, 2))) ** 2 ELSE 0 END) / 2 / (n // 2);

-- The periods of a finite series from a shortest to a longest one, best score first, as structs; empty where there is none.
-- A frequency that is a local maximum of the power and stands out names a stretch of lags; the best peak of the autocorrelation in it is a period.
CREATE OR REPLACE MACRO kql_periods(y, min_period, max_period) AS
  CASE WHEN len(y) >= 8 THEN
    coalesce(list_transform([{s: kql_spectrum(y), shortest: greatest(4, min_period), longest: least(len(y) / 2, max_period)}], lambda kql_v:
      CASE WHEN kql_v.s IS NOT NULL THEN
        list_transform([{power: kql_power(kql_v.s.acf, kql_v.s.n), floor: 3 * kql_mean_power(kql_v.s.z, kql_v.s.acf, kql_v.s.n),
                         peaks: list_transform(list_filter(kql_peaks(kql_v.s.acf, kql_v.s.n), lambda kql_p: kql_p BETWEEN kql_v.shortest AND kql_v.longest),
                                               lambda kql_p: {acf: kql_v.s.acf[kql_p + 1], back: -kql_p}),
                         n: kql_v.s.n, shortest: kql_v.shortest, longest: kql_v.longest}], lambda kql_w:
          list_transform(
            list_reverse_sort(list_distinct(list_filter(list_transform(
              list_filter(range(2, kql_w.n // 4 + 1), lambda kql_k:
                kql_w.n / kql_k BETWEEN kql_w.shortest AND kql_w.longest
                AND kql_w.power[kql_k] > kql_w.floor AND kql_w.power[kql_k] >= kql_w.power[kql_k - 1] AND kql_w.power[kql_k] >= kql_w.power[kql_k + 1]),
              lambda kql_k: list_max(list_filter(kql_w.peaks, lambda kql_x: -kql_x.back
                BETWEEN ceil((kql_w.n / (kql_k + 1) + kql_w.n / kql_k) / 2 - 1) AND floor((kql_w.n / kql_k + kql_w.n / (kql_k - 1)) / 2 + 1)))),
              lambda kql_x: kql_x IS NOT NULL))),
            lambda kql_x: {period: -kql_x.back, score: (kql_x.acf - kql_v.s.least) / kql_v.s.range}))[1]
      END)[1], [])
  ELSE [] END;

-- The best period of a finite series where its score reaches the threshold, else 0.
CREATE OR REPLACE MACRO kql_best_period(y, threshold) AS
  list_transform([{best: kql_periods(y, 0, len(y) / 2)[1], least: threshold}], lambda kql_v:
    CASE WHEN kql_v.best.score >= kql_v.least THEN kql_v.best.period ELSE 0 END)[1];

CREATE OR REPLACE MACRO kql_series_periods_detect(s, min_period, max_period, num_periods) AS
  list_transform([{y: kql_series_elements(s), shortest: min_period::DOUBLE, longest: max_period::DOUBLE, size: greatest(0, num_periods::BIGINT)}], lambda kql_v:
    CASE WHEN kql_v.y IS NOT NULL AND kql_v.shortest IS NOT NULL AND kql_v.longest IS NOT NULL AND kql_v.size IS NOT NULL THEN
      list_transform([CASE WHEN kql_all_finite(kql_v.y) THEN kql_periods(kql_v.y, kql_v.shortest, kql_v.longest) ELSE [] END], lambda kql_found:
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
