/**
 * Order statistics by selection: the same values as sorting gives, in linear time. The functions permute the range of the array they are given
 * and expect no NaN in it.
 */

const INSERTION_LIMIT = 20

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
 */
export function selectRank(a: Float64Array, from: number, to: number, k: number): number {
  let left = from
  let right = to - 1
  while (right - left >= INSERTION_LIMIT) {
    // Median of three as pivot; Hoare partition, which stays balanced on many equal values.
    const middle = (left + right) >> 1
    let x = a[left]!
    let pivot = a[middle]!
    let z = a[right]!
    if (pivot < x) {
      const t = x
      x = pivot
      pivot = t
    }
    if (z < pivot) {
      const t = z
      z = pivot
      pivot = t
      if (pivot < x) {
        const u = x
        x = pivot
        pivot = u
      }
    }
    a[left] = x
    a[middle] = pivot
    a[right] = z
    let i = left + 1
    let j = right - 1
    while (i <= j) {
      while (a[i]! < pivot) i++
      while (a[j]! > pivot) j--
      if (i <= j) {
        const t = a[i]!
        a[i] = a[j]!
        a[j] = t
        i++
        j--
      }
    }
    if (k <= j) right = j
    else if (k >= i) left = i
    else return a[k]!
  }
  insertionSort(a, left, right + 1)
  return a[k]!
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
