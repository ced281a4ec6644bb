/** JSON text that keeps its numbers as they are written: JavaScript's own reader would change `1.0` and large integers. */

/** A value: an array, a bag in the order of its text, or the text of a scalar. */
export type JsonNode =
  | { readonly kind: 'array'; readonly items: readonly JsonNode[] }
  | { readonly kind: 'bag'; readonly entries: readonly (readonly [name: string, value: JsonNode])[] }
  | { readonly kind: 'scalar'; readonly text: string }

const TOKEN = /\s*(?:([[\]{},:])|("(?:[^"\\]|\\.)*")|([^\s[\]{},:"]+))/gy

/** Reads valid JSON; throws on other text. */
export const readJson = (text: string): JsonNode => {
  const tokens = [...text.matchAll(TOKEN)].map((m) => m[1] ?? m[2] ?? m[3] ?? '')
  let at = 0
  const list = (end: string, item: () => void): void => {
    at++
    while (tokens[at] !== end) {
      if (at >= tokens.length) throw new Error('the JSON text ends early')
      item()
      if (tokens[at] === ',') at++
    }
    at++
  }
  const value = (): JsonNode => {
    const token = tokens[at]
    if (token === '[') {
      const items: JsonNode[] = []
      list(']', () => items.push(value()))
      return { kind: 'array', items }
    }
    if (token === '{') {
      const entries: [string, JsonNode][] = []
      list('}', () => {
        const name = JSON.parse(tokens[at] ?? '') as string
        at += 2
        entries.push([name, value()])
      })
      return { kind: 'bag', entries }
    }
    at++
    return { kind: 'scalar', text: token ?? 'null' }
  }
  return value()
}

/** A real as JSON: the shortest digits, with a fraction that tells it from a long; NaN and the infinities are strings, as in Kusto. */
export const jsonReal = (value: number): string => {
  if (!Number.isFinite(value)) return JSON.stringify(Number.isNaN(value) ? 'NaN' : value > 0 ? 'Infinity' : '-Infinity')
  const shortest = Object.is(value, -0) ? '-0' : String(value).replace('e+', 'e')
  return /[.e]/.test(shortest) ? shortest : `${shortest}.0`
}

const HALF = /\\u[dD][89a-fA-F]/
const STRING = /"(?:[^"\\]|\\.)*"/g

/** Whether a text is JSON. JavaScript's reader lets halves of surrogate pairs stand alone in strings; Kusto's doesn't, nor does the engine's. */
export const isJson = (text: string): boolean => {
  try {
    JSON.parse(text)
  } catch {
    return false
  }
  return !HALF.test(text) || (text.match(STRING) ?? []).every((token) => !/\p{Surrogate}/u.test(JSON.parse(token) as string))
}

/** What parse_json makes of a constant: compact JSON, null for the empty text and `null`, a JSON string of text that is no JSON. */
export const parsedJson = (text: string): string | null => {
  if (text === '') return null
  if (!isJson(text)) return JSON.stringify(text)
  const write = (node: JsonNode): string => {
    if (node.kind === 'array') return `[${node.items.map(write).join(',')}]`
    if (node.kind === 'bag') return `{${node.entries.map(([name, value]) => `${JSON.stringify(name)}:${write(value)}`).join(',')}}`
    if (node.text.startsWith('"')) return JSON.stringify(JSON.parse(node.text))
    return /^-?\d+[.eE]/.test(node.text) ? jsonReal(Number(node.text)) : node.text
  }
  const compact = write(readJson(text))
  return compact === 'null' ? null : compact
}

const ordinal = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

/** dynamic_to_json: compact JSON with the properties of bags sorted by name. */
export const canonicalJson = (text: string): string => {
  const write = (node: JsonNode): string => {
    if (node.kind === 'array') return `[${node.items.map(write).join(',')}]`
    if (node.kind === 'scalar') return node.text
    const sorted = [...node.entries].sort(([a], [b]) => ordinal(a, b))
    return `{${sorted.map(([name, value]) => `${JSON.stringify(name)}:${write(value)}`).join(',')}}`
  }
  return write(readJson(text))
}

/** treepath: the paths to everything inside a value, each once; all elements of an array count as its first. */
export const treePaths = (text: string): string[] => {
  const paths = new Set<string>()
  const visit = (node: JsonNode, path: string): void => {
    const inside =
      node.kind === 'bag'
        ? node.entries.map(([name, value]) => [`${path}['${name}']`, value] as const)
        : node.kind === 'array'
          ? node.items.map((value) => [`${path}[0]`, value] as const)
          : []
    for (const [at, value] of inside) {
      paths.add(at)
      visit(value, at)
    }
  }
  visit(readJson(text), '')
  return [...paths]
}
