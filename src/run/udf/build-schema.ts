/** buildschema(): the smallest schema that all values fulfil. Its form is that of the function's page: types in the order in which they appear. */
import { type JsonNode, readJson } from '../../types/index.ts'

interface Shape {
  readonly scalars: Set<string>
  bag: Map<string, Shape> | undefined
  /** What the elements of arrays are. */
  items: Shape | undefined
  /** The order of appearance, of scalars' types, 'bag' and 'array'. */
  readonly order: Set<string>
}

const shape = (): Shape => ({ scalars: new Set(), bag: undefined, items: undefined, order: new Set() })

const typeOf = (text: string): string => {
  if (text.startsWith('"')) return 'string'
  if (text === 'true' || text === 'false') return 'bool'
  if (text === 'null') throw new Error('what a null contributes to a schema is not documented')
  return /[.eE]/.test(text) ? 'double' : 'long'
}

const add = (to: Shape, node: JsonNode): void => {
  if (node.kind === 'scalar') {
    const type = typeOf(node.text)
    to.scalars.add(type)
    to.order.add(type)
    return
  }
  to.order.add(node.kind)
  if (node.kind === 'array') {
    to.items ??= shape()
    for (const item of node.items) add(to.items, item)
    return
  }
  to.bag ??= new Map()
  for (const [name, value] of node.entries) {
    const known = to.bag.get(name) ?? shape()
    to.bag.set(name, known)
    add(known, value)
  }
}

const show = (s: Shape): unknown => {
  const parts = [...s.order].map((kind) =>
    kind === 'array'
      ? { '`indexer`': show(s.items ?? shape()) }
      : kind === 'bag'
        ? Object.fromEntries([...(s.bag ?? [])].map(([name, value]) => [name, show(value)]))
        : kind,
  )
  if (parts.length === 0) throw new Error('what the schema of an array without elements is, is not documented')
  return parts.length === 1 ? parts[0] : parts
}

/** The schema, as JSON, of the values in a JSON array; null where there is no array. Throws where the documentation doesn't say what it is. */
export const buildSchema = (values: string): string | null => {
  const all = readJson(values)
  if (all.kind !== 'array') return null
  const root = shape()
  for (const value of all.items) add(root, value)
  return JSON.stringify(show(root))
}
