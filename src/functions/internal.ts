/** Functions that operators are lowered to; no query can name them. */
import { type FunctionDef, macro, primitive, scalar, udf } from './define.ts'

const made = new Map<number, FunctionDef>()

/** The texts of a pattern's groups (`g1`, `g2` …; a single group's text is the value itself), '' where the pattern doesn't match. */
export const capturesFunction = (groups: number): FunctionDef => {
  const known = made.get(groups)
  if (known) return known
  const outputs = Array.from({ length: groups }, (_, i) => ({ name: `g${i + 1}`, type: { type: 'string', nullable: false } as const }))
  const fn = scalar('captures', `(text: string, pattern: string, groups: long): ${groups === 1 ? 'string' : 'dynamic'}`, {
    lower: primitive('captures'),
    nulls: 'never',
    ...(groups === 1 ? {} : { outputs }),
    doc: "The texts of a pattern's groups.",
  })
  made.set(groups, fn)
  return fn
}

/** Whether a value is there, of any type but string, which always is. */
export const isKnown: FunctionDef = scalar('is known', '(value: Scalar): bool', {
  lower: primitive('is known'),
  nulls: 'never',
  doc: 'Whether the value is not null.',
})

/** A number of rows that is computed. */
export const rowCount: FunctionDef = scalar('number of rows', '(value: long): long', {
  lower: macro('kql_row_count'),
  nulls: 'never',
  doc: 'The number; an error where it is null or negative.',
})

/** Whether two values of one type are the same; null is the same as null. */
export const isSame: FunctionDef = scalar('is same', '(a: Scalar, b: Parameter0): bool', {
  lower: primitive('is same'),
  nulls: 'never',
  doc: 'Whether two values are the same, nulls too.',
})

/** The keys and values in a text as a list of pairs, which only `keyValueOf` reads. */
export const keyValuePairs = {
  /** Between given delimiters. */
  split: scalar('key-value pairs', '(text: string, pair_delimiter: string, kv_delimiter: string): dynamic', {
    lower: macro('kql_kv_pairs'),
    doc: 'The keys and values between delimiters.',
  }),
  /** By an expression with a group for the key and one for the value. */
  match: scalar('key-value matches', '(text: string, pattern: string): dynamic', {
    lower: macro('kql_kv_matches'),
    doc: 'The keys and values that an expression finds.',
  }),
  /** Quoted, greedy or without delimiters; the syntax is a KeyValueSyntax as JSON. */
  scan: scalar('key-value scan', '(text: string, syntax: string): dynamic', {
    lower: udf('kql_kv_scan'),
    doc: 'The keys and values of a text in which values may be quoted.',
  }),
}
export const keyValueOf: FunctionDef = scalar('key-value', '(pairs: dynamic, key: string): string', {
  lower: macro('kql_kv_value'),
  nulls: 'never',
  doc: "The value of a key's first appearance, '' where there is none.",
})

/** What `pack_all(true)` stands for: a bag without the values that are null or an empty string. */
export const bagPackFilled: FunctionDef = scalar('bag_pack_filled', '(key: string+, value: Scalar+): dynamic', {
  lower: primitive('bag_pack_filled'),
  nulls: 'never',
  doc: 'A bag of the given names and values, without what is null or empty.',
})

/** Whether mv-expand makes a row of at least one of the values: it does of null and of scalars, not of empty arrays and bags. */
export const hasElements: FunctionDef = scalar('has elements', '(value: dynamic+): bool', {
  lower: primitive('has elements'),
  nulls: 'never',
  doc: 'Whether there is something to expand.',
})

/** The component of each node of a graph; `sources` and `targets` are the nodes at the ends of edges. All in numbers from 0 on. */
export const componentsOf: FunctionDef = scalar(
  'components',
  '(sources: long[], targets: long[], nodes: long, edges: long, kind: string): long[]',
  { lower: udf('kql_graph_components'), doc: "The numbers of the nodes' components." },
)

/** The location of an address in the database of a file, as text that holds JSON; geo_info_from_ip_address is bound to it. */
export const ipLocation: FunctionDef = scalar('ip location', '(file: string, ip: string): dynamic', {
  lower: udf('kql_ip_location'),
  resultForm: 'text',
  doc: 'What a database of locations says of an address.',
})
