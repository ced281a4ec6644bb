/**
 * Random pipelines over given rows, from a small grammar that knows the columns' types. Only queries whose rows are certain: what picks rows
 * (take, prev, arg_max, lists) stands only where the order of rows is known.
 */
import type { Random } from '../../src/demo/random.ts'

export type Type = 'long' | 'string' | 'real' | 'bool' | 'datetime' | 'list'

export interface Column {
  readonly name: string
  readonly type: Type
}

export interface State {
  readonly random: Random
  columns: Column[]
  /** `single`: in the order of one column; `total`: no two rows are equal in order; `sorted`: rows equal in order are the same; `none`: nobody knows. */
  order: 'single' | 'total' | 'sorted' | 'none'
  serialized: boolean
  names: number
}

export const pick = <T>(random: Random, items: readonly T[]): T => items[random.below(items.length)] as T
export const chance = (random: Random, percent: number): boolean => random.below(100) < percent

export const LITERALS: Readonly<Record<Exclude<Type, 'list'>, readonly string[]>> = {
  long: ['0', '1', '-1', '2', '3', '7', '10', 'long(null)'],
  string: ['"a"', '"b"', '"B"', '""', '"a b"', '"ab"'],
  real: ['0.5', '-1.5', '2.0', '3.25', 'real(null)'],
  bool: ['true', 'false', 'bool(null)'],
  datetime: ['datetime(2024-01-01)', 'datetime(2024-01-01 12:00)', 'datetime(2024-02-29)', 'datetime(null)'],
}

export const table = (random: Random, prefix: string): { text: string; columns: Column[] } => {
  const columns: Column[] = [
    { name: 'k', type: 'long' },
    { name: 's', type: 'string' },
    { name: `${prefix}r`, type: 'real' },
    { name: `${prefix}b`, type: 'bool' },
    { name: `${prefix}t`, type: 'datetime' },
  ].slice(0, 2 + random.below(4)) as Column[]
  const rows = Array.from({ length: random.below(9) }, () => columns.map((c) => pick(random, LITERALS[c.type as 'long'])).join(', '))
  return { text: `datatable(${columns.map((c) => `${c.name}:${c.type}`).join(', ')})[${rows.join(',  ')}]`, columns }
}

const of = (s: State, ...types: Type[]): string[] => s.columns.filter((c) => types.includes(c.type)).map((c) => c.name)

/** A value of a type over the columns. */
const value = (s: State, type: Type, depth = 0): string => {
  const { random } = s
  const columns = of(s, type)
  if (depth > 2 || chance(random, 35)) {
    if (columns.length > 0 && chance(random, 75)) return pick(random, columns)
    return type === 'list' ? 'dynamic([1, 2])' : pick(random, LITERALS[type])
  }
  const sub = (t: Type) => value(s, t, depth + 1)
  switch (type) {
    case 'long':
      return pick(random, [
        () => `${sub('long')} + ${sub('long')}`,
        () => `(${sub('long')} - ${sub('long')})`,
        () => `${sub('long')} % 3`,
        () => `strlen(${sub('string')})`,
        () => `iff(${sub('bool')}, ${sub('long')}, ${sub('long')})`,
        () => `tolong(${sub('real')})`,
        () => `coalesce(${sub('long')}, 5)`,
      ])()
    case 'string':
      return pick(random, [
        () => `strcat(${sub('string')}, ${sub('string')})`,
        () => `tolower(${sub('string')})`,
        () => `tostring(${sub('long')})`,
        () => `iff(${sub('bool')}, ${sub('string')}, "z")`,
        () => `substring(${sub('string')}, 1)`,
      ])()
    case 'real':
      return pick(random, [() => `(${sub('real')} + ${sub('long')})`, () => `todouble(${sub('long')})`, () => `-(${sub('real')})`])()
    case 'bool':
      return condition(s, depth + 1)
    case 'datetime':
      return pick(random, [() => `startofday(${sub('datetime')})`, () => `bin(${sub('datetime')}, 1d)`])()
    case 'list':
      return pick(random, [() => 'dynamic([1, 2, 3])', () => 'dynamic([])', () => `pack_array(${sub('long')}, ${sub('string')})`])()
  }
}

const condition = (s: State, depth = 0): string => {
  const { random } = s
  const type = pick(random, ['long', 'string', 'real', 'datetime'] as const)
  const sub = (t: Type) => value(s, t, depth + 1)
  const simple = () =>
    type === 'string'
      ? pick(random, [
          () => `${sub('string')} == ${sub('string')}`,
          () => `${sub('string')} != ${sub('string')}`,
          () => `${sub('string')} has "a"`,
          () => `isempty(${sub('string')})`,
          () => `${sub('string')} in ("a", "b")`,
          () => `${sub('string')} !in ("a", "")`,
        ])()
      : pick(random, [
          () => `(${sub(type)} ${pick(random, ['==', '!=', '<', '>='])} ${sub(type)})`,
          () => `isnull(${sub(type)})`,
          () => `isnotnull(${sub(type)})`,
        ])()
  if (depth > 2 || chance(random, 60)) return simple()
  return pick(random, [
    () => `(${condition(s, depth + 1)} and ${condition(s, depth + 1)})`,
    () => `(${condition(s, depth + 1)} or ${condition(s, depth + 1)})`,
    () => `not(${condition(s, depth + 1)})`,
  ])()
}

const SCALARS: readonly Exclude<Type, 'list'>[] = ['long', 'string', 'real', 'bool', 'datetime']
const fresh = (s: State): string => `n${s.names++}`

const extended = (s: State, keyword: string): string => {
  const added: Column[] = []
  const items = Array.from({ length: 1 + s.random.below(2) }, () => {
    const type = pick(s.random, ['long', 'string', 'real', 'bool', 'datetime', 'list'] as const)
    const old = keyword === 'extend' && chance(s.random, 25) ? pick(s.random, s.columns).name : undefined
    const name = old && !added.some((a) => a.name === old) ? old : fresh(s)
    added.push({ name, type })
    return `${name} = ${value(s, type)}`
  })
  for (const a of added) {
    const at = s.columns.findIndex((c) => c.name === a.name)
    if (at >= 0) s.columns[at] = a
    else s.columns.push(a)
  }
  return `| ${keyword} ${items.join(', ')}`
}

const aggregates = (s: State): [string, Type][] => {
  const { random } = s
  const ordered = s.order !== 'none'
  const choices: (() => [string, Type] | undefined)[] = [
    () => ['count()', 'long'],
    () => [`countif(${condition(s)})`, 'long'],
    () => [`sum(${value(s, 'long')})`, 'long'],
    () => [`sumif(${value(s, 'long')}, ${condition(s)})`, 'long'],
    () => [`max(${value(s, 'datetime')})`, 'datetime'],
    () => [`min(${value(s, 'real')})`, 'real'],
    () => [`max(${value(s, 'string')})`, 'string'],
    () => [`dcount(${value(s, 'string')})`, 'long'],
    () => [`avg(${value(s, 'long')})`, 'real'],
    () => [`percentile(${value(s, 'long')}, 50)`, 'long'],
    () => [`array_length(make_set(${value(s, 'long')}))`, 'long'],
    () => [`round(stdev(${value(s, 'real')}), 3)`, 'real'],
    () => (ordered ? [`make_list(${value(s, 'long')})`, 'list'] : undefined),
    () => (ordered ? [`make_set(${value(s, 'string')})`, 'list'] : undefined),
    () => (ordered ? [`make_list_if(${value(s, 'string')}, ${condition(s)}, 3)`, 'list'] : undefined),
    () => (ordered ? [`take_any(${value(s, 'string')})`, 'string'] : undefined),
    () => (ordered ? [`arg_max(${value(s, 'long')}, ${value(s, 'string')})`, 'long'] : undefined),
    () => (ordered ? [`arg_min(${value(s, 'datetime')}, ${value(s, 'long')})`, 'datetime'] : undefined),
  ]
  return Array.from({ length: 1 + random.below(3) }, () => pick(random, choices)()).filter((a) => a !== undefined)
}

const summarize = (s: State): string => {
  const keys = Array.from({ length: s.random.below(3) }, (): [string, Column] => {
    const name = fresh(s)
    const type = pick(s.random, SCALARS)
    return [`${name} = ${value(s, type)}`, { name, type }]
  })
  const items = aggregates(s).map(([text, type]): [string, Column[]] => {
    if (!text.startsWith('arg_')) {
      const name = fresh(s)
      return [`${name} = ${text}`, [{ name, type }]]
    }
    const [a, b] = [fresh(s), fresh(s)]
    return [
      `(${a}, ${b}) = ${text}`,
      [
        { name: a, type },
        { name: b, type: text.startsWith('arg_max') ? 'string' : 'long' },
      ],
    ]
  })
  if (items.length === 0 && keys.length === 0) {
    s.columns = [{ name: 'Count', type: 'long' }]
    s.order = 'single'
    s.serialized = false
    return '| count'
  }
  s.columns = [...keys.map(([, c]) => c), ...items.flatMap(([, c]) => c)]
  if (keys.length === 0) s.order = 'single'
  else if (s.order !== 'single') s.order = 'none'
  s.serialized = false
  return `| summarize ${items.map(([t]) => t).join(', ')}${keys.length > 0 ? ` by ${keys.map(([t]) => t).join(', ')}` : ''}`
}

const sortable = (s: State): string[] => of(s, ...SCALARS)

/** Sorted by all columns rows that are equal in order are the same. */
const sort = (s: State): string => {
  const all = sortable(s)
  if (all.length === 0) return ''
  const total = s.order === 'single' || s.order === 'total'
  if (!total && all.length < s.columns.length) return ''
  const keys = total ? all.slice(0, 1 + s.random.below(all.length)) : all
  s.order = total ? 'total' : 'sorted'
  s.serialized = true
  const text = keys.map((k) => `${k}${pick(s.random, ['', ' asc', ' desc', ' asc nulls last', ' desc nulls first'])}`)
  return `${text.join(', ')}`
}

const windows = (s: State): string => {
  const { random } = s
  const longs = of(s, 'long')
  const scalars = sortable(s)
  if (scalars.length === 0) return ''
  const column = pick(random, scalars)
  const restart = chance(random, 40) ? `, ${chance(random, 50) ? condition(s) : `${column} != prev(${column})`}` : ''
  const type = s.columns.find((c) => c.name === column)?.type as Type
  const choices: (() => [string, Type])[] = [
    () => [`row_number(${restart === '' ? '' : `1${restart}`})`, 'long'],
    () => [`${pick(random, ['prev', 'next'])}(${column}${chance(random, 30) ? ', 2' : ''})`, type],
    () => [`row_rank_dense(${column}${restart})`, 'long'],
    () => [`row_rank_min(${column}${restart})`, 'long'],
    ...(longs.length > 0 ? [(): [string, Type] => [`row_cumsum(${pick(random, longs)}${restart})`, 'long']] : []),
  ]
  const items = Array.from({ length: 1 + random.below(2) }, () => pick(random, choices)())
  const added = items.map(([text, t]): [string, Column] => [text, { name: fresh(s), type: t }])
  s.columns.push(...added.map(([, c]) => c))
  return `| extend ${added.map(([text, c]) => `${c.name} = ${text}`).join(', ')}`
}

const joined = (s: State): string => {
  const right = table(s.random, 'j')
  const keys = ['k', 's'].filter((k) => s.columns.some((c) => c.name === k && c.type === (k === 'k' ? 'long' : 'string')))
  if (keys.length === 0) return ''
  const on = keys.slice(0, 1 + s.random.below(keys.length))
  const kinds = ['inner', 'leftouter', 'rightouter', 'fullouter', 'leftsemi', 'leftanti', 'rightsemi', 'rightanti']
  const lookup = chance(s.random, 20)
  const kind = lookup
    ? pick(s.random, ['leftouter', 'inner'])
    : s.order === 'none'
      ? pick(s.random, kinds)
      : pick(s.random, [...kinds, 'innerunique'])
  const names = new Set(s.columns.map((c) => c.name))
  const others = right.columns.filter((c) => !(lookup && on.includes(c.name)))
  // Renamed beforehand, so that the generator needs no rule for columns of one name.
  const renamed = others.map((c) => (on.includes(c.name) || !names.has(c.name) ? c : { ...c, name: fresh(s) }))
  const renames = others.flatMap((c, i) => (renamed[i]?.name === c.name ? [] : [`${renamed[i]?.name} = ${c.name}`]))
  const operand = `(${right.text}${chance(s.random, 30) ? ' | where k > 0' : ''}${renames.length > 0 ? ` | project-rename ${renames.join(', ')}` : ''})`
  if (kind.startsWith('right') && kind !== 'rightouter') s.columns = renamed
  else if (kind !== 'leftsemi' && kind !== 'leftanti')
    s.columns = [...s.columns, ...renamed.map((c) => (on.includes(c.name) && !lookup ? { ...c, name: suffixed(c.name, names) } : c))]
  s.order = 'none'
  s.serialized = false
  return `| ${lookup ? 'lookup' : 'join'} kind=${kind} ${operand} on ${on.join(', ')}`
}

const suffixed = (name: string, taken: ReadonlySet<string>): string => {
  let n = 1
  while (taken.has(`${name}${n}`)) n++
  return `${name}${n}`
}

/** An operator over the columns so far; an empty text where the one that was picked doesn't fit them. */
export const step = (s: State): string => {
  const { random } = s
  const certain = s.order !== 'none'
  const choices: (() => string)[] = [
    () => `| where ${condition(s)}`,
    () => `| where ${condition(s)}`,
    () => extended(s, 'extend'),
    () => extended(s, 'extend'),
    () => {
      const kept = s.columns.filter(() => chance(random, 60))
      if (kept.length === 0) return ''
      s.columns = kept
      return `| project ${kept.map((c) => c.name).join(', ')}`
    },
    () => {
      if (s.columns.length < 2) return ''
      const away = pick(random, s.columns)
      s.columns = s.columns.filter((c) => c !== away)
      return `| project-away ${away.name}`
    },
    () => summarize(s),
    () => {
      const scalars = sortable(s)
      if (scalars.length === 0) return ''
      const kept = s.columns.filter((c) => scalars.includes(c.name)).slice(0, 2)
      s.columns = kept
      if (s.order !== 'single') s.order = 'none'
      s.serialized = false
      return `| distinct ${kept.map((c) => c.name).join(', ')}`
    },
    () => {
      const keys = sort(s)
      return keys === '' ? '' : `| sort by ${keys}`
    },
    () => {
      const keys = s.order === 'single' || s.order === 'total' ? sort(s) : ''
      return keys === '' ? '' : `| top ${1 + random.below(4)} by ${keys.split(', ')[0]}`
    },
    () => (certain ? `| take ${1 + random.below(5)}` : ''),
    () => (s.serialized && certain ? windows(s) : ''),
    () => {
      if (!certain) return ''
      s.serialized = true
      return '| serialize'
    },
    () => joined(s),
    () => {
      const other = table(random, 'u')
      const clash = other.columns.some((c) => s.columns.some((o) => o.name === c.name && o.type !== c.type))
      if (clash) return ''
      s.columns = [...s.columns, ...other.columns.filter((c) => !s.columns.some((o) => o.name === c.name))]
      s.order = 'none'
      s.serialized = false
      return `| union ${chance(random, 50) ? 'kind=outer ' : ''}(${other.text})`
    },
    () => {
      const lists = of(s, 'list')
      if (lists.length === 0) return ''
      const name = pick(random, lists)
      s.columns = s.columns.map((c) => (c.name === name ? { name, type: 'long' } : c))
      if (s.order === 'single') s.order = 'total'
      return `| mv-expand ${name} to typeof(long)`
    },
  ]
  return pick(random, choices)()
}

export interface Pipeline {
  readonly kql: string
  /** Whether its rows come in a certain order. */
  readonly ordered: boolean
  /** The rows that it begins with, as `kql` writes them, and their columns. */
  readonly source: { readonly text: string; readonly columns: readonly { readonly name: string; readonly type: string }[] }
}

/** A query. `stored`: its first rows are to come from files, whose order nobody knows. */
export const pipeline = (random: Random, { stored = false } = {}): Pipeline => {
  const source = table(random, '')
  const s: State = { random, columns: [...source.columns], order: stored ? 'none' : 'single', serialized: false, names: 0 }
  const steps: string[] = []
  const length = 1 + random.below(7)
  for (let i = 0; i < length; i++) {
    const text = step(s)
    if (text !== '') steps.push(text)
  }
  const last = steps.findLast((t) => !t.startsWith('| where') && !t.startsWith('| extend') && !t.startsWith('| project')) ?? ''
  const kql = [source.text, ...steps].join('\n')
  if (!chance(random, 25)) return { kql, source, ordered: s.order !== 'none' && /^\| (?:sort|top)/.test(last) }
  // The same rows twice, through a variable.
  const joinable = s.columns.some((c) => c.name === 'k' && c.type === 'long')
  const twice = joinable ? '| join kind=inner (Rows | distinct k) on k | project-away k1' : '| union Rows'
  return {
    source,
    kql: `let Rows = ${kql};\nRows\n${s.columns.some((c) => c.name === 'k1') ? '| union Rows' : twice}`,
    ordered: false,
  }
}
