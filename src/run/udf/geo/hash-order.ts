/**
 * The order in which the engine lists the members of a set of texts: that of a hash table. Recorded results of the neighbours of
 * geohashes and of S2 and H3 cells and of the H3 cells of a polygon agree with it: as many buckets as the next of these numbers
 * says, MurmurHash64A, a new bucket's member in front of all others and later ones in front of their bucket's.
 */

/** Numbers of buckets as the GNU C++ library grows its tables. */
// biome-ignore format: a line for each number is no better to read
const BUCKETS = [
  1, 2, 3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37, 41, 43, 47, 53, 59, 61, 67, 71, 73, 79, 83, 89, 97, 103, 109, 113, 127, 137, 139, 149,
  157, 167, 179, 193, 199, 211, 227, 241, 257, 277, 293, 313, 337, 359, 383, 409, 439, 467, 503, 541, 577, 619, 661, 709, 761, 823, 887,
  953, 1031, 1109, 1193, 1289, 1381, 1493, 1613, 1741, 1879, 2029, 2179, 2357, 2549, 2753, 2971, 3209, 3469, 3739, 4027, 4349, 4703,
  5087, 5503, 5953, 6427, 6949, 7517, 8123, 8783, 9497, 10273, 11113, 12011, 12983, 14033, 15173, 16411, 17749, 19183, 20753, 22447,
  24281, 26267, 28411, 30727, 33223, 35933, 38873, 42043, 45481, 49201, 53201, 57557, 62233, 67307,
]

const MASK = (1n << 64n) - 1n
const MULTIPLIER = 0xc6a4a7935bd1e995n
const SEED = 0xc70f6907n

/** MurmurHash64A of a text, with the seed of the GNU C++ library. */
const hashOf = (text: string): bigint => {
  const bytes = Buffer.from(text)
  let hash = SEED ^ ((BigInt(bytes.length) * MULTIPLIER) & MASK)
  const whole = bytes.length - (bytes.length % 8)
  for (let i = 0; i < whole; i += 8) {
    let word = (bytes.readBigUInt64LE(i) * MULTIPLIER) & MASK
    word ^= word >> 47n
    hash = ((hash ^ ((word * MULTIPLIER) & MASK)) * MULTIPLIER) & MASK
  }
  if (whole < bytes.length) {
    let rest = 0n
    for (let i = bytes.length - 1; i >= whole; i--) rest = (rest << 8n) | BigInt(bytes[i] as number)
    hash = ((hash ^ rest) * MULTIPLIER) & MASK
  }
  hash = ((hash ^ (hash >> 47n)) * MULTIPLIER) & MASK
  return hash ^ (hash >> 47n)
}

/** The different texts among these, in the order of a table that was made for so many. */
export const hashOrder = (texts: readonly string[]): readonly string[] => {
  const size = BigInt(BUCKETS.find((n) => n >= texts.length) ?? 1)
  const buckets = new Map<bigint, string[]>()
  for (const text of texts) {
    const key = hashOf(text) % size
    const bucket = buckets.get(key)
    if (!bucket) buckets.set(key, [text])
    else if (!bucket.includes(text)) bucket.unshift(text)
  }
  return [...buckets.values()].reverse().flat()
}
