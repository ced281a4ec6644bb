/** The property ingestionMapping of externaldata: where a column's values stand in a record. */

export interface FieldPlace {
  /** The position of a field in a record of text. */
  readonly ordinal?: number
  /** The steps to a value in an object. */
  readonly path?: readonly (string | bigint)[]
}
export type IngestionMapping = ReadonlyMap<string, FieldPlace>

/** Reads a mapping; undefined where it is not JSON of the documented form, or has a path with more than names and positions. */
export const readMapping = (text: string): IngestionMapping | undefined => {
  let items: unknown
  try {
    items = JSON.parse(text)
  } catch {
    return undefined
  }
  if (!Array.isArray(items)) return undefined
  const mapping = new Map<string, FieldPlace>()
  for (const item of items as unknown[]) {
    const fields = lowerKeys(item)
    const place = { ...fields, ...lowerKeys(fields.properties) }
    if (typeof fields.column !== 'string') return undefined
    const path = typeof place.path === 'string' ? stepsOf(place.path) : undefined
    const ordinal = place.ordinal === undefined ? undefined : Number(place.ordinal)
    if (path === undefined && !(ordinal !== undefined && Number.isInteger(ordinal) && ordinal >= 0)) return undefined
    mapping.set(fields.column, { ...(path ? { path } : {}), ...(ordinal === undefined ? {} : { ordinal }) })
  }
  return mapping
}

const lowerKeys = (value: unknown): Record<string, unknown> =>
  typeof value === 'object' && value !== null ? Object.fromEntries(Object.entries(value).map(([k, v]) => [k.toLowerCase(), v])) : {}

const STEP = /\.([\w-]+)|\[(\d+)\]|\['([^']*)'\]|\["([^"]*)"\]/y

/** The steps of `$.a.b[0]['c d']`. */
const stepsOf = (path: string): (string | bigint)[] | undefined => {
  if (!path.startsWith('$')) return undefined
  const steps: (string | bigint)[] = []
  STEP.lastIndex = 1
  while (STEP.lastIndex < path.length) {
    const match = STEP.exec(path)
    if (!match) return undefined
    const [, name, index, quoted = match[4]] = match
    steps.push(index === undefined ? ((name ?? quoted) as string) : BigInt(index))
  }
  return steps
}
