/**
 * Random sub-queries for each row of a table: mv-apply over a list, nested too, and partition over the rows of a key or over another
 * source. Each comes with the same query for every row alone, whose rows are together the same.
 */
import type { Random } from '../../src/demo/random.ts'
import { type Column, chance, pick, type State, step, table } from './pipelines.ts'

export interface Applied {
  readonly kql: string
  readonly parts: readonly string[]
}

const LISTS = ['dynamic([1, 2, 3])', 'dynamic([3, 1, 3, null])', 'dynamic([])', 'dynamic(null)', 'dynamic([7])', 'dynamic(["a", 2])']
const TEXTS = ['"a"', '"b"', '""', '"a b"', '"B"']
const REALS = ['0.5', '-1.5', 'real(null)', '2.0']
const KEYS = ['1', '2', '-1', 'long(null)', '7', '0']

/** The rows of the outer table, each with a key of its own. */
const outerRows = (random: Random): string[] => {
  const first = random.below(KEYS.length)
  return Array.from({ length: 1 + random.below(4) }, (_, i) =>
    [KEYS[(first + i) % KEYS.length], pick(random, TEXTS), pick(random, REALS), pick(random, LISTS), pick(random, LISTS)].join(', '),
  )
}

const OUTER: readonly Column[] = [
  { name: 'k', type: 'long' },
  { name: 's', type: 'string' },
  { name: 'r', type: 'real' },
  { name: 'd', type: 'list' },
  { name: 'f', type: 'list' },
]

/** Operators that share rows within the sub-query, number them or look at several columns in a lambda. */
const special = (s: State, depth: number): string => {
  const { random } = s
  const scalars = s.columns.filter((c) => c.type !== 'list')
  if (scalars.length === 0) return ''
  const [a, b] = [pick(random, scalars).name, pick(random, scalars).name]
  const long = s.columns.find((c) => c.type === 'long')?.name
  const n = `m${s.names++}`
  const forms: (() => string)[] = [
    () => {
      const both = pick(random, [
        `array_length(set_union(pack_array(${a}), pack_array(${b}, toscalar(print 1))))`,
        `tolong(array_iff(pack_array(isnull(${a})), 1, ${long ?? '2'})[0])`,
        `strlen(strcat_array(array_sort_asc(pack_array(tostring(${a}), tostring(${b}))), ","))`,
        `array_length(bag_keys(bag_merge(bag_pack("a", ${a}), bag_pack(tostring(${b}), 1))))`,
        `strlen(tostring(parse_json(strcat('{"a": ', ${long ?? '1'}, '}')).a))`,
      ])
      s.columns.push({ name: n, type: 'long' })
      return `| extend ${n} = ${both}`
    },
    () => {
      s.order = 'none'
      s.serialized = false
      return `| as ${n} | union ${n}`
    },
    () => {
      s.order = 'none'
      s.serialized = false
      s.columns.push({ name: `c${n}`, type: 'long' })
      return `| as ${n} | join kind=${pick(random, ['inner', 'leftouter', 'fullouter', 'rightouter'])} (${n} | summarize c${n} = count() by ${n} = ${a}) on $left.${a} == $right.${n} | project-away ${n}`
    },
    () => {
      if (!s.serialized || s.order === 'none' || long === undefined) return ''
      s.columns.push({ name: n, type: 'long' })
      return `| scan declare (${n}: long = 0) with (step a: true => ${n} = a.${n} + coalesce(${long}, 1);)`
    },
    () => {
      if (long === undefined || depth > 1) return ''
      s.columns = [
        { name: 'x', type: 'list' },
        { name: long, type: 'list' },
      ]
      s.order = 'single'
      s.serialized = false
      return `| make-series x = count() on ${long} from 0 to 4 step 1`
    },
    () => {
      s.columns = [
        {
          name: a,
          type: pick(
            random,
            scalars.filter((c) => c.name === a),
          ).type,
        },
        { name: n, type: 'long' },
      ]
      s.order = 'none'
      s.serialized = false
      return `| top-nested of ${a} by ${n} = count()`
    },
    () => {
      const inner: State = { ...s, columns: [...s.columns], order: 'none', serialized: false }
      const steps = [step(inner), step(inner)].filter((text) => text !== '')
      s.names = inner.names
      if (steps.length === 0 || depth > 1) return ''
      s.columns = inner.columns
      s.order = 'none'
      s.serialized = false
      return `| partition by ${a} (${steps.join(' ').slice(2)})`
    },
  ]
  return pick(random, forms)()
}

const stepsOver = (s: State, depth: number): string[] =>
  Array.from({ length: 1 + s.random.below(4) }, () => (chance(s.random, 25) ? special(s, depth) : step(s))).filter((text) => text !== '')

const mvApply = (random: Random, columns: readonly Column[], depth: number): string => {
  const lists = columns.filter((c) => c.type === 'list').map((c) => c.name)
  const list = lists.length > 0 && chance(random, 80) ? pick(random, lists) : 'dynamic([5, 6])'
  const name = `e${depth}`
  const index = chance(random, 30) ? `with_itemindex=i${depth} ` : ''
  const added: Column[] = [{ name, type: 'long' }]
  if (index !== '') added.push({ name: `i${depth}`, type: 'long' })
  const s: State = { random, columns: [...columns, ...added], order: 'single', serialized: false, names: 10 * (depth + 1) }
  const steps = stepsOver(s, depth)
  if (depth < 2 && chance(random, 35)) steps.push(mvApply(random, s.columns, depth + 1))
  if (steps.length === 0) steps.push('| where true')
  return `| mv-apply ${index}${name} = ${list} to typeof(long)${chance(random, 15) ? ' limit 2' : ''} on (${steps.join(' ').slice(2)})`
}

const partition = (random: Random): string => {
  const s: State = { random, columns: [...OUTER], order: 'none', serialized: false, names: 10 }
  const own = chance(random, 60)
  let source = ''
  if (own) {
    const other = table(random, 'o')
    // The key is in reach as if it were a column; there is no order but by the source.
    const renamed = other.columns.map((c) => ({ ...c, name: `o_${c.name}` }))
    const renames = other.columns.map((c) => `o_${c.name} = ${c.name}`)
    s.columns = [...renamed, ...(chance(random, 70) ? [{ name: 'k', type: 'long' } as const] : [])]
    s.order = 'single'
    source = `${other.text} | project-rename ${renames.join(', ')} `
  }
  const steps = stepsOver(s, 0)
  if (own && chance(random, 30)) steps.push(mvApply(random, s.columns, 1))
  if (steps.length === 0) steps.push('| where true')
  return own ? `| partition by k { ${source}${steps.join(' ')} }` : `| partition by k (${steps.join(' ').slice(2)})`
}

/** A query and its parts. */
export const applied = (random: Random): Applied => {
  const rows = outerRows(random)
  const operator = chance(random, 55) ? mvApply(random, OUTER, 0) : partition(random)
  const before = chance(random, 30) ? '| extend d = f, f = d\n' : ''
  const over = (some: readonly string[]): string =>
    `datatable(${OUTER.map((c) => `${c.name}:${c.type === 'list' ? 'dynamic' : c.type}`).join(', ')})[\n  ${some.join(',\n  ')}]\n${before}${operator}`
  return { kql: over(rows), parts: rows.map((row) => over([row])) }
}
