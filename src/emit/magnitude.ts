/** How large an integer can get: what is known to stay in range needs no care for overflow. */
import type { Scalar } from '../plan/index.ts'

const INT = 1n << 31n

/** The largest absolute value of an integer; undefined where nothing is known, or the value is no integer. */
export const magnitudeOf = (s: Scalar): bigint | undefined => {
  if (s.type !== 'int' && s.type !== 'long' && s.type !== 'timespan') return undefined
  switch (s.kind) {
    case 'literal':
      return typeof s.value === 'bigint' ? (s.value < 0n ? -s.value : s.value) : 0n
    case 'case': {
      let largest = magnitudeOf(s.otherwise)
      for (const { then } of s.whens) {
        const value = magnitudeOf(then)
        if (value === undefined || largest === undefined) return undefined
        if (value > largest) largest = value
      }
      return largest
    }
    case 'convert':
      return s.value.type === 'int' ? magnitudeOf(s.value) : undefined
    case 'call':
      return ofCall(s) ?? (s.type === 'int' ? INT : s.fn.magnitude)
    default:
      return s.type === 'int' ? INT : undefined
  }
}

const ofCall = (s: Extract<Scalar, { kind: 'call' }>): bigint | undefined => {
  if (s.fn.kind !== 'operator') return undefined
  const [a, b] = s.args.map(magnitudeOf)
  if (a === undefined || b === undefined) return undefined
  const bound = s.fn.name === '*' ? a * b : s.fn.name === '+' || s.fn.name === '-' ? a + b : s.fn.name === '%' ? b : undefined
  return bound !== undefined && bound < 1n << 63n ? bound : undefined
}
