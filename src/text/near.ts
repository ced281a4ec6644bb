/**
 * The number of edits (insertion, deletion, replacement, swap of two neighbours) that turn one text into the other, without regard to
 * case; a difference in case alone counts half. Gives up with Infinity beyond `most`.
 */
export const editDistance = (a: string, b: string, most = Number.POSITIVE_INFINITY): number => {
  if (a === b) return 0
  const [x, y] = [a.toLowerCase(), b.toLowerCase()]
  if (x === y) return 0.5
  if (Math.abs(x.length - y.length) > most) return Number.POSITIVE_INFINITY
  let before: number[] = []
  let above = Array.from({ length: y.length + 1 }, (_, j) => j)
  let leastAbove = 0
  for (let i = 1; i <= x.length; i++) {
    const row = [i]
    let least = i
    for (let j = 1; j <= y.length; j++) {
      const replaced = above[j - 1]! + (x[i - 1] === y[j - 1] ? 0 : 1)
      const swapped = i > 1 && j > 1 && x[i - 1] === y[j - 2] && x[i - 2] === y[j - 1] ? before[j - 2]! + 1 : replaced
      const edits = Math.min(above[j]! + 1, row[j - 1]! + 1, replaced, swapped)
      if (edits < least) least = edits
      row.push(edits)
    }
    // What follows comes from this row, or with one more edit from the one above.
    if (least > most && leastAbove >= most) return Number.POSITIVE_INFINITY
    leastAbove = least
    before = above
    above = row
  }
  const distance = above[y.length]!
  return distance > most ? Number.POSITIVE_INFINITY : distance
}

/**
 * The candidate that a misspelt name was probably meant to be: the one with the fewest edits, at most a third of the name's length
 * (but one edit always); the first of equals. Undefined where none is near.
 */
export const nearest = (name: string, candidates: Iterable<string>): string | undefined => {
  let best: string | undefined
  let least = Math.max(1, Math.floor(name.length / 3))
  for (const candidate of candidates) {
    if (candidate === name) continue
    const distance = editDistance(name, candidate, least)
    if (best === undefined ? distance <= least : distance < least) {
      best = candidate
      least = distance
    }
  }
  return best
}
