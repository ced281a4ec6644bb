/**
 * Order statistics by selection: the same values as sorting gives, in linear time. The functions permute the range of the array they are given
 * and expect no NaN in it.
 */

/** Ranges up to this length are sorted by insertion. */
const INSERTION_LIMIT = 8

function insertionSort(a: Float64Array, from: number, to: number): void {
  for (let i = from + 1; i < to; i++) {
    const v = a[i]!
    let j = i - 1
    while (j >= from && a[j]! > v) {
      a[j + 1] = a[j]!
      j--
    }
    a[j + 1] = v
  }
}

/**
 * Puts the element of rank k (an index into the array, from ≤ k < to) of a[from..to) where sorting the range would put it; what stands
 * before is not greater, what stands behind not less. Returns it.
 *
 * The partition (Lomuto's) writes unconditionally and advances by the comparison's outcome: without a branch the processor could mispredict
 * it takes half the time of Hoare's.
 */
export function selectRank(a: Float64Array, from: number, to: number, k: number): number {
  let left = from
  let right = to
  // An unlucky order of values could make the rounds many; then sorting bounds the time
  for (let rounds = 64; right - left > INSERTION_LIMIT; rounds--) {
    if (rounds === 0) {
      a.subarray(left, right).sort()
      return a[k]!
    }
    const pivot = medianOfThree(a[left]!, a[(left + right) >> 1]!, a[right - 1]!)
    let i = left
    for (let j = left; j < right; j++) {
      const v = a[j]!
      a[j] = a[i]!
      a[i] = v
      i += Number(v < pivot)
    }
    if (k < i) {
      right = i
    } else if (i > left) {
      left = i
    } else {
      // The pivot is the least value: put all its equals in front, so that the range shrinks
      for (let j = left; j < right; j++) {
        const v = a[j]!
        a[j] = a[i]!
        a[i] = v
        i += Number(v <= pivot)
      }
      if (k < i) return pivot
      left = i
    }
  }
  insertionSort(a, left, right)
  return a[k]!
}

function medianOfThree(x: number, y: number, z: number): number {
  if (x < y) return y < z ? y : Math.max(x, z)
  return x < z ? x : Math.max(y, z)
}

function smallest(a: Float64Array, from: number, to: number): number {
  let least = a[from]!
  for (let i = from + 1; i < to; i++) if (a[i]! < least) least = a[i]!
  return least
}

/** Median of a[from..to): the middle value, or the mean of the two middle values. NaN for an empty range. */
export function median(a: Float64Array, from: number, to: number): number {
  const n = to - from
  if (n === 0) return Number.NaN
  const k = from + (n >> 1)
  const upper = selectRank(a, from, to, k)
  if (n % 2 === 1) return upper
  let lower = a[from]!
  for (let i = from + 1; i < k; i++) if (a[i]! > lower) lower = a[i]!
  return (lower + upper) / 2
}

/**
 * Percentile of a[from..to) interpolated linearly on rank (n − 1)·percent/100, as the engine's series functions do (recorded). `start` is the first
 * index that can hold it: the range up to there is known not to be greater (pass `from` if nothing is known).
 */
export function percentile(a: Float64Array, from: number, to: number, percent: number, start: number = from): number {
  const n = to - from
  const h = (n - 1) * (percent / 100)
  const i = Math.floor(h)
  if (i >= n - 1) return selectRank(a, start, to, to - 1)
  const low = selectRank(a, start, to, from + i)
  const high = smallest(a, from + i + 1, to)
  return low + (h - i) * (high - low)
}
