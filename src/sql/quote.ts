/** An identifier in double quotes; inner quotes are doubled. Looking for them first is several times as fast as replacing them. */
export const quoteName = (name: string): string => (name.includes('"') ? `"${name.replaceAll('"', '""')}"` : `"${name}"`)

const quoted = (text: string): string => `'${text.replaceAll("'", "''")}'`

/** A string literal; quotes are doubled. A NUL can't stand in SQL text and is written as chr(0). */
export const quoteString = (text: string): string => {
  if (text.includes('\0')) return `(${text.split('\0').map(quoted).join(' || chr(0) || ')})`
  return text.includes("'") ? quoted(text) : `'${text}'`
}

const LEAST_LONG = -(1n << 63n)

const number = (value: number): string => {
  if (Number.isNaN(value)) return "CAST('nan' AS DOUBLE)"
  if (!Number.isFinite(value)) return `CAST('${value < 0 ? '-' : ''}inf' AS DOUBLE)`
  const text = Object.is(value, -0) ? '-0' : String(value)
  return text.includes('e') ? text : `${text}e0` // a bare 1.5 would be a DECIMAL
}

/** A literal: integers as they are, doubles with an exponent so that they are doubles, strings quoted. */
export const quoteLiteral = (value: null | boolean | number | bigint | string): string => {
  if (typeof value === 'string') return quoteString(value)
  if (typeof value === 'bigint') return value === LEAST_LONG ? '(-9223372036854775807 - 1)' : `${value}`
  if (value === null) return 'NULL'
  return typeof value === 'number' ? number(value) : value ? 'TRUE' : 'FALSE'
}
