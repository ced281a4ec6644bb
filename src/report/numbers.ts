/** Numbers and times as people read them in a chart. Times are UTC. */

const PLAIN = new Intl.NumberFormat('en', { maximumFractionDigits: 3 })
const COMPACT = new Intl.NumberFormat('en', { notation: 'compact', maximumFractionDigits: 2 })

/** A value in a tooltip: with its digits. */
export const plain = (value: number): string =>
  value !== 0 && (Math.abs(value) < 0.001 || Math.abs(value) >= 1e15) ? value.toExponential(3) : PLAIN.format(value)

/** A value at an axis: short. */
export const short = (value: number): string => {
  const size = Math.abs(value)
  if (size >= 1e15 || (size < 0.001 && size > 0)) return value.toExponential()
  return size >= 10_000 ? COMPACT.format(value) : PLAIN.format(value)
}

const WEEKDAYS = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat']

/** `Thu 2026-01-29 15:00`, with seconds where they aren't zero. */
export const moment = (ms: number): string => {
  const at = new Date(ms)
  if (Number.isNaN(at.getTime())) return ''
  const [day = '', time = ''] = at.toISOString().slice(0, 19).split('T')
  return `${WEEKDAYS[at.getUTCDay()]} ${day} ${time.replace(/:00$/, '')}`
}

/** A text of at most so many characters, its middle left out: both ends of a path or an account tell more than the middle. */
export const shortened = (text: string, most: number): string => {
  const chars = [...text.replace(/\s+/g, ' ')]
  if (chars.length <= most) return chars.join('')
  const head = Math.ceil((most - 1) * 0.65)
  return `${chars.slice(0, head).join('')}…${chars.slice(chars.length - (most - 1 - head)).join('')}`
}
