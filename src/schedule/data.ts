/** Reading what rules say about alerts: data of any shape, of which only what is understood counts. */

type Data = Readonly<Record<string, unknown>>

export const isData = (value: unknown): value is Data => typeof value === 'object' && value !== null && !Array.isArray(value)

export const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : [])

/** The value at a path of keys; undefined where there is none. */
export const valueAt = (value: unknown, ...path: readonly string[]): unknown => {
  for (const key of path) value = isData(value) && Object.hasOwn(value, key) ? value[key] : undefined
  return value
}

export const textAt = (value: unknown, ...path: readonly string[]): string | undefined => {
  const found = valueAt(value, ...path)
  return typeof found === 'string' ? found : undefined
}
