/** An identifier in double quotes; inner quotes are doubled. */
export const quoteName = (name: string): string => `"${name.replaceAll('"', '""')}"`

/** A string literal; quotes are doubled. A NUL can't stand in SQL text and is written as chr(0). */
export const quoteString = (text: string): string => {
  const quoted = (part: string) => `'${part.replaceAll("'", "''")}'`
  return text.includes('\0') ? `(${text.split('\0').map(quoted).join(' || chr(0) || ')})` : quoted(text)
}

const number = (value: number): string => {
  if (Number.isNaN(value)) return "CAST('nan' AS DOUBLE)"
  if (!Number.isFinite(value)) return `CAST('${value < 0 ? '-' : ''}inf' AS DOUBLE)`
  const text = Object.is(value, -0) ? '-0' : String(value)
  return text.includes('e') ? text : `${text}e0` // a bare 1.5 would be a DECIMAL
}

/** A literal: integers as they are, doubles with an exponent so that they are doubles, strings quoted. */
export const quoteLiteral = (value: null | boolean | number | bigint | string): string => {
  if (value === null) return 'NULL'
  if (typeof value === 'boolean') return value ? 'TRUE' : 'FALSE'
  if (typeof value === 'bigint') return value === -(1n << 63n) ? '(-9223372036854775807 - 1)' : String(value)
  return typeof value === 'number' ? number(value) : quoteString(value)
}
