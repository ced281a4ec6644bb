/** Random calls of everything in the registry, over rows and constants with awkward values. */
import type { Random } from '../../src/demo/random.ts'
import { allFunctions, type FunctionDef, type Parameter, type Signature } from '../../src/functions/index.ts'
import { TYPE_CLASSES } from '../../src/functions/types.ts'
import { KUSTO_TYPES, type KustoType } from '../../src/types/index.ts'

export const LITERALS: Readonly<Record<KustoType, readonly string[]>> = {
  bool: ['true', 'false', 'bool(null)'],
  int: ['int(0)', 'int(-7)', 'int(2147483647)', 'int(-2147483648)', 'int(null)'],
  long: ['0', '1', '-1', '3', '10', '64', '9223372036854775807', 'long(-9223372036854775808)', 'long(null)'],
  real: ['0.0', '0.5', '-1.5', '1e300', '4.9e-324', 'real(nan)', 'real(+inf)', 'real(-inf)', 'real(null)'],
  decimal: ['decimal(0)', 'decimal(1.25)', 'decimal(-99999999.5)', 'decimal(null)'],
  string: [
    '""',
    '"a"',
    '"Ärger, 100%_\\\\"',
    '"a,b;c=d"',
    '"[1, {\\"k\\": null}]"',
    '"10.0.0.1/8"',
    '"2024-02-29T12:00:00+02:00"',
    '"(a+)b"',
    '"https://u:p@h.example:8/a/b?c=d#e"',
    '"😀é"',
    '"-0x1F"',
    '"utf8"',
    '"day"',
  ],
  datetime: [
    'datetime(2024-02-29 12:34:56.789)',
    'datetime(0001-01-01)',
    'datetime(9999-12-31 23:59:59.9999999)',
    'datetime(1969-12-31 23:59:59)',
    'datetime(null)',
  ],
  timespan: ['1h', '0s', '1tick', '-36h', 'time(10675199.02:48:05.4775807)', 'timespan(null)'],
  guid: ['guid(74be27de-1e4e-49d9-b579-fe0b331d3642)', 'guid(null)'],
  dynamic: [
    'dynamic(null)',
    'dynamic([])',
    'dynamic({})',
    'dynamic([1, 2.5, null, "a", [3], {"b": 4}])',
    'dynamic([5, 4, 3, 8, 1, 9, 2, 7])',
    'dynamic(["a", "b", "a"])',
    'dynamic({"a": 1, "b": {"c": [true]}, "type": "Point", "coordinates": [8.5, 47.4]})',
    'dynamic("text")',
    'dynamic(7)',
    'dynamic({"type": "Polygon", "coordinates": [[[0, 0], [1, 0], [1, 1], [0, 0]]]})',
  ],
}

export const pick = <T>(random: Random, items: readonly T[]): T => items[random.below(items.length)] as T
export const chance = (random: Random, percent: number): boolean => random.below(100) < percent

/** Where values are made: the columns in reach. */
export interface Scope {
  readonly random: Random
  readonly columns: readonly { readonly name: string; readonly type: KustoType }[]
}

const COLUMNS: Scope['columns'] = KUSTO_TYPES.map((type) => ({ name: `c_${type}`, type }))

/** Rows with a column of each type, named after it. */
const rows = (random: Random): string => {
  const columns = COLUMNS.map((c) => `${c.name}:${c.type}`)
  const cells = Array.from({ length: 1 + random.below(4) }, () => KUSTO_TYPES.map((type) => pick(random, LITERALS[type])).join(', '))
  return `datatable(${columns.join(', ')})[\n  ${cells.join(',\n  ')}]`
}

const typesOf = (p: Parameter): readonly KustoType[] =>
  KUSTO_TYPES.filter((type) =>
    p.types.some((name) => name === type || TYPE_CLASSES[name]?.(type) || (name.endsWith('[]') && type === 'dynamic')),
  )

/** Scalar functions by the type of their result, where a signature says it outright. */
const makers = new Map<KustoType, [FunctionDef, Signature][]>(KUSTO_TYPES.map((type) => [type, []]))
for (const f of allFunctions()) {
  if (f.kind !== 'scalar' && f.kind !== 'operator') continue
  for (const s of f.signatures) if (s.lower.kind !== 'unsupported') makers.get(s.result as KustoType)?.push([f, s])
}

/** An expression of a type, over literals, the columns of the scope and calls. */
export const value = (scope: Scope, type: KustoType, depth: number): string => {
  const { random } = scope
  const made = makers.get(type) ?? []
  if (depth < 2 && made.length > 0 && chance(random, 25)) {
    const [f, s] = pick(random, made)
    return call(scope, f, s, depth + 1)
  }
  // Subqueries have places where the engine takes none.
  if (chance(random, 2)) return `toscalar(print ${pick(random, LITERALS[type])})`
  const columns = scope.columns.filter((c) => c.type === type)
  return columns.length > 0 && chance(random, 55) ? pick(random, columns).name : pick(random, LITERALS[type])
}

const argument = (scope: Scope, p: Parameter, depth: number): string => {
  const { random } = scope
  const types = typesOf(p)
  // Now and then a type that doesn't fit: it must be refused, not crash.
  const type = types.length === 0 || chance(random, 3) ? pick(random, KUSTO_TYPES) : pick(random, types)
  return p.constant ? pick(random, LITERALS[type]) : value(scope, type, depth)
}

/** A call with arguments that a signature allows. */
export const call = (scope: Scope, f: FunctionDef, s: Signature, depth: number): string => {
  const { random } = scope
  const args = s.parameters.flatMap((p) => {
    const most = Number.isFinite(p.max) ? p.max : p.min + 2
    return Array.from({ length: p.min + random.below(Math.min(most, p.min + 2) - p.min + 1) }, () => argument(scope, p, depth))
  })
  const name = chance(random, 10) ? pick(random, [f.name, ...f.aliases]) : f.name
  return f.kind === 'operator' ? infix(name, args) : `${name}(${args.join(', ')})`
}

const infix = (name: string, [first, ...others]: readonly string[]): string => {
  if (name.startsWith('unary')) return `${name.slice(-1)}(${first})`
  if (/between$/.test(name)) return `(${first} ${name} (${others.join(' .. ')}))`
  return /^!?in~?$|^has_a/.test(name) ? `(${first} ${name} (${others.join(', ')}))` : `(${first} ${name} ${others[0]})`
}

const FORMS = ['project', 'where', 'extend'] as const

/** A query around one call of a function. */
export const callQuery = (random: Random, f: FunctionDef): string => {
  const s = pick(random, f.signatures)
  const text = call({ random, columns: COLUMNS }, f, s, 0)
  const table = rows(random)
  if (f.kind === 'aggregate')
    return `${table}\n| summarize x = ${text}${chance(random, 50) ? ` by c_${pick(random, ['string', 'long', 'bool'])}` : ''}`
  if (f.kind === 'window') return `${table}\n| serialize\n| extend x = ${text}`
  const form = pick(random, FORMS)
  if (form === 'where') return `${table}\n| where isnotnull(${text})\n| count`
  return `${table}\n| ${form} x = ${text}`
}
