/** Functions of analysis and statistics that JavaScript lacks, in double precision. */

/** Lanczos' coefficients for g = 7 and nine terms. */
const LANCZOS = [
  0.99999999999980993, 676.5203681218851, -1259.1392167224028, 771.32342877765313, -176.61502916214059, 12.507343278686905,
  -0.13857109526572012, 9.9843695780195716e-6, 1.5056327351493116e-7,
]

/** The natural logarithm of the absolute value of the gamma function, whose poles are 0 and the negative integers. */
export const logGamma = (x: number): number => {
  if (x <= 0 && Number.isInteger(x)) return Infinity
  if (x < 0.5) return Math.log(Math.PI / Math.abs(Math.sin(Math.PI * x))) - logGamma(1 - x)
  const z = x - 1
  const t = z + 7.5
  const sum = LANCZOS.reduce((total, c, i) => (i === 0 ? c : total + c / (z + i)), 0)
  return 0.5 * Math.log(2 * Math.PI) + (z + 0.5) * Math.log(t) - t + Math.log(sum)
}

const SQRT_PI = Math.sqrt(Math.PI)

/** erf of a small number by its Taylor series, in the form whose terms are all positive. */
const erfSeries = (x: number): number => {
  let term = x
  let sum = x
  for (let n = 1; Math.abs(term) > Math.abs(sum) * 1e-17; n++) {
    term *= (2 * x * x) / (2 * n + 1)
    sum += term
  }
  return (2 / SQRT_PI) * Math.exp(-x * x) * sum
}

/** erfc of a number that is not small by its continued fraction, from the back. */
const erfcFraction = (x: number): number => {
  let rest = x
  for (let n = 300; n > 0; n--) rest = x + n / 2 / rest
  return Math.exp(-x * x) / (rest * SQRT_PI)
}

/** The error function. */
export const erf = (x: number): number => {
  if (Number.isNaN(x)) return x
  if (Math.abs(x) < 2) return erfSeries(x)
  return x > 0 ? 1 - erfcFraction(x) : erfcFraction(-x) - 1
}

/** 1 − erf(x), exact also where it is tiny. */
export const erfc = (x: number): number => {
  if (Number.isNaN(x)) return x
  if (x < 1) return 1 - erf(x)
  return x > 27.5 ? 0 : erfcFraction(x)
}

/** The continued fraction of the incomplete beta function (Lentz's method). */
const betaFraction = (x: number, a: number, b: number): number => {
  const guard = (v: number): number => (Math.abs(v) < 1e-300 ? 1e-300 : v)
  let c = 1
  let d = 1 / guard(1 - ((a + b) * x) / (a + 1))
  let result = d
  for (let m = 1; m <= 20_000; m++) {
    const even = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m))
    d = 1 / guard(1 + even * d)
    c = guard(1 + even / c)
    result *= d * c
    const odd = (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1))
    d = 1 / guard(1 + odd * d)
    c = guard(1 + odd / c)
    const step = d * c
    result *= step
    if (Math.abs(step - 1) < 1e-16) break
  }
  return result
}

/** The regularised incomplete beta function for 0 ≤ x ≤ 1 and positive a and b. */
const incompleteBeta = (x: number, a: number, b: number): number => {
  if (x <= 0) return 0
  if (x >= 1) return 1
  const front = Math.exp(logGamma(a + b) - logGamma(a) - logGamma(b) + a * Math.log(x) + b * Math.log1p(-x))
  // The fraction converges fast on one side of the mean alone.
  return x < (a + 1) / (a + b + 2) ? (front * betaFraction(x, a, b)) / a : 1 - (front * betaFraction(1 - x, b, a)) / b
}

const soundShape = (alpha: number, beta: number): boolean => alpha > 0 && alpha <= 10_000 && beta > 0 && beta <= 10_000

/** beta_cdf(): NaN outside of its domain, except that the engine computes with a negative shape (recorded: doc-beta-cdf-function-00). */
export const betaCdf = (x: number, alpha: number, beta: number): number =>
  x >= 0 && x <= 1 && alpha <= 10_000 && beta <= 10_000 ? incompleteBeta(x, alpha, beta) : Number.NaN

/** beta_pdf(): NaN outside of its domain. */
export const betaPdf = (x: number, alpha: number, beta: number): number =>
  x > 0 && x < 1 && alpha > 0 && beta > 0
    ? Math.exp(logGamma(alpha + beta) - logGamma(alpha) - logGamma(beta) + (alpha - 1) * Math.log(x) + (beta - 1) * Math.log1p(-x))
    : Number.NaN

/** beta_inv() by bisection, which needs no derivative: null for a probability out of range, NaN for shapes that aren't positive. */
export const betaInv = (probability: number, alpha: number, beta: number): number | null => {
  if (!soundShape(alpha, beta)) return Number.NaN
  if (!(probability > 0 && probability <= 1)) return null
  let [low, high] = [0, 1]
  for (;;) {
    const middle = (low + high) / 2
    if (middle <= low || middle >= high) return middle
    if (incompleteBeta(middle, alpha, beta) < probability) low = middle
    else high = middle
  }
}

/** The two-sided p-value of Welch's t-test; NaN where a sample is too small. */
export const welchTest = (m1: number, v1: number, n1: number, m2: number, v2: number, n2: number): number => {
  if (!(n1 > 1 && n2 > 1)) return Number.NaN
  const [e1, e2] = [v1 / n1, v2 / n2]
  const t = (m1 - m2) / Math.sqrt(e1 + e2)
  const freedom = (e1 + e2) ** 2 / ((e1 * e1) / (n1 - 1) + (e2 * e2) / (n2 - 1))
  return incompleteBeta(freedom / (freedom + t * t), freedom / 2, 0.5)
}
