/** Random calls of everything in the registry, over rows and constants with awkward values. */
import type { Random } from '../../src/demo/random.ts'
import { allFunctions, type FunctionDef, type Parameter, type Signature } from '../../src/functions/index.ts'
import { TYPE_CLASSES } from '../../src/functions/types.ts'
import { KUSTO_TYPES, type KustoType } from '../../src/types/index.ts'

const LITERALS: Readonly<Record<KustoType, readonly string[]>> = {
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

const pick = <T>(random: Random, items: readonly T[]): T => items[random.below(items.length)] as T
const chance = (random: Random, percent: number): boolean => random.below(100) < percent

/** Rows with a column of each type, named after it. */
const rows = (random: Random): string => {
  const columns = KUSTO_TYPES.map((type) => `c_${type}:${type}`)
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

const value = (random: Random, type: KustoType, depth: number): string => {
  const made = makers.get(type) ?? []
  if (depth < 2 && made.length > 0 && chance(random, 25)) {
    const [f, s] = pick(random, made)
    return call(random, f, s, depth + 1)
  }
  return chance(random, 55) ? `c_${type}` : pick(random, LITERALS[type])
}

const argument = (random: Random, p: Parameter, depth: number): string => {
  const types = typesOf(p)
  // Now and then a type that doesn't fit: it must be refused, not crash.
  const type = types.length === 0 || chance(random, 3) ? pick(random, KUSTO_TYPES) : pick(random, types)
  return p.constant ? pick(random, LITERALS[type]) : value(random, type, depth)
}

const call = (random: Random, f: FunctionDef, s: Signature, depth: number): string => {
  const args = s.parameters.flatMap((p) => {
    const most = Number.isFinite(p.max) ? p.max : p.min + 2
    return Array.from({ length: p.min + random.below(Math.min(most, p.min + 2) - p.min + 1) }, () => argument(random, p, depth))
  })
  const name = chance(random, 10) ? pick(random, [f.name, ...f.aliases]) : f.name
  if (f.kind !== 'operator' || /^\w+$/.test(name)) return f.kind === 'operator' ? infix(name, args) : `${name}(${args.join(', ')})`
  return infix(name, args)
}

const infix = (name: string, args: readonly string[]): string =>
  args.length === 1
    ? `${name}(${args[0]})`
    : /in|any|all/.test(name)
      ? `(${args[0]} ${name} (${args.slice(1).join(', ')}))`
      : `(${args[0]} ${name} ${args[1]})`

const FORMS = ['project', 'where', 'extend'] as const

/** A query around one call of a function. */
export const callQuery = (random: Random, f: FunctionDef): string => {
  const s = pick(random, f.signatures)
  const text = call(random, f, s, 0)
  const table = rows(random)
  if (f.kind === 'aggregate')
    return `${table}\n| summarize x = ${text}${chance(random, 50) ? ` by c_${pick(random, ['string', 'long', 'bool'])}` : ''}`
  if (f.kind === 'window') return `${table}\n| serialize\n| extend x = ${text}`
  const form = pick(random, FORMS)
  if (form === 'where') return `${table}\n| where isnotnull(${text})\n| count`
  return `${table}\n| ${form} x = ${text}`
}
