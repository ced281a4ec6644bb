/** Punycode (RFC 3492), and its use in domain names, whose letters keep their case here. */
const [BASE, T_MIN, T_MAX, SKEW, DAMP, INITIAL_BIAS, INITIAL_N] = [36, 1, 26, 38, 700, 72, 128]

const adapt = (delta: number, points: number, first: boolean): number => {
  let d = first ? Math.floor(delta / DAMP) : delta >> 1
  d += Math.floor(d / points)
  let k = 0
  for (; d > ((BASE - T_MIN) * T_MAX) >> 1; k += BASE) d = Math.floor(d / (BASE - T_MIN))
  return k + Math.floor(((BASE - T_MIN + 1) * d) / (d + SKEW))
}
const threshold = (k: number, bias: number): number => Math.min(Math.max(k - bias, T_MIN), T_MAX)
const digit = (value: number): string => String.fromCharCode(value < 26 ? value + 97 : value + 22)
const digitValue = (c: string): number =>
  /[a-z]/i.test(c) ? c.toLowerCase().charCodeAt(0) - 97 : /\d/.test(c) ? c.charCodeAt(0) - 22 : BASE

/** The text in Punycode, without a prefix. */
export const encodePunycode = (text: string): string => {
  const points = Array.from(text, (c) => c.codePointAt(0) ?? 0)
  const basic = points.filter((p) => p < INITIAL_N)
  let output = String.fromCodePoint(...basic) + (basic.length > 0 ? '-' : '')
  let [n, delta, bias, handled] = [INITIAL_N, 0, INITIAL_BIAS, basic.length]
  while (handled < points.length) {
    const next = Math.min(...points.filter((p) => p >= n))
    delta += (next - n) * (handled + 1)
    n = next
    for (const p of points) {
      if (p < n) delta++
      if (p !== n) continue
      let q = delta
      for (let k = BASE; ; k += BASE) {
        const t = threshold(k, bias)
        if (q < t) break
        output += digit(t + ((q - t) % (BASE - t)))
        q = Math.floor((q - t) / (BASE - t))
      }
      output += digit(q)
      bias = adapt(delta, handled + 1, handled === basic.length)
      delta = 0
      handled++
    }
    delta++
    n++
  }
  return output
}

/** The text that Punycode stands for; '' where it is none. */
export const decodePunycode = (encoded: string): string => {
  const last = encoded.lastIndexOf('-')
  const output = Array.from(encoded.slice(0, Math.max(last, 0)), (c) => c.codePointAt(0) ?? 0)
  if (output.some((p) => p >= INITIAL_N)) return ''
  let [n, i, bias] = [INITIAL_N, 0, INITIAL_BIAS]
  for (let index = last < 0 ? 0 : last + 1; index < encoded.length; ) {
    const before = i
    for (let [w, k] = [1, BASE]; ; k += BASE) {
      const value = index < encoded.length ? digitValue(encoded[index++] ?? '') : BASE
      if (value >= BASE || i > 0x7fffffff) return ''
      i += value * w
      const t = threshold(k, bias)
      if (value < t) break
      w *= BASE - t
    }
    const length = output.length + 1
    bias = adapt(i - before, length, before === 0)
    n += Math.floor(i / length)
    if (n > 0x10ffff) return ''
    i %= length
    output.splice(i++, 0, n)
  }
  return String.fromCodePoint(...output)
}

const isAscii = (text: string): boolean => !/[^\0-\x7f]/.test(text)
const STOPS = /[.\u3002\uff0e\uff61]/

/** Each label of a domain name that has letters beyond ASCII in Punycode; full stops of other scripts become '.'. */
export const encodeDomain = (domain: string): string =>
  domain
    .split(STOPS)
    .map((label) => (isAscii(label) ? label : `xn--${encodePunycode(label)}`))
    .join('.')

/** The domain name with its encoded labels decoded; '' where one can't be. */
export const decodeDomain = (domain: string): string => {
  const labels = domain.split('.').map((label) => (/^xn--/i.test(label) ? decodePunycode(label.slice(4)) || undefined : label))
  return labels.includes(undefined) ? '' : labels.join('.')
}
