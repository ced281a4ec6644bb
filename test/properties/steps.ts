/** The operators of random chains: what each is written like, and which columns it leaves. */
import type { Random } from '../../src/demo/random.ts'
import { allFunctions, type FunctionDef } from '../../src/functions/index.ts'
import { KUSTO_TYPES, type KustoType } from '../../src/types/index.ts'
import { call, chance, LITERALS, pick, value } from './calls.ts'

export interface Column {
  readonly name: string
  readonly type: KustoType
}

export interface State {
  readonly random: Random
  columns: Column[]
  /** `let` statements in front. */
  readonly lets: string[]
  names: number
  /** How deep in subqueries. */
  readonly depth: number
}

/** Names that SQL knows, folds, or has to quote. */
const NAMES = [
  'k',
  'K',
  'value',
  'select',
  'order',
  "['a b']",
  "['é\"x']",
  'rowid',
  'Count',
  'n',
  'x',
  'x1',
  'x2',
  'lambda',
  'kql_x',
  'e',
  '_',
  "['1']",
]
const KEYABLE: readonly KustoType[] = KUSTO_TYPES.filter((t) => t !== 'dynamic')
const byKind = (kind: FunctionDef['kind']) =>
  allFunctions().filter((f) => f.kind === kind && f.signatures.some((s) => s.lower.kind !== 'unsupported'))
const AGGREGATES = byKind('aggregate')
const WINDOWS = byKind('window')

export const some = <T>(random: Random, least: number, most: number, make: () => T): T[] =>
  Array.from({ length: least + random.below(most - least + 1) }, make)

export const fresh = (s: State): string => `n${s.names++}`
const name = (s: State): string => (chance(s.random, 30) ? pick(s.random, NAMES) : fresh(s))

export const table = (s: State): { readonly text: string; readonly columns: Column[] } => {
  const { random } = s
  const names = new Set(some(random, 1, 6, () => name(s)))
  const columns = [...names].map((n) => ({ name: n, type: pick(random, KUSTO_TYPES) }))
  const rows = some(random, 0, 5, () => columns.map((c) => pick(random, LITERALS[c.type])).join(', '))
  return { text: `datatable(${columns.map((c) => `${c.name}:${c.type}`).join(', ')})[${rows.join(', ')}]`, columns }
}

/** A value of a type; now and then one out of a table. */
const expression = (s: State, type: KustoType): string => {
  if (s.depth < 2 && chance(s.random, 4)) return `toscalar(${print(s, type)})`
  return value(s, type, 0)
}

const print = (s: State, type: KustoType): string => {
  const { text, columns } = table(s)
  const inner = { random: s.random, columns }
  return chance(s.random, 50)
    ? `print x = ${value({ random: s.random, columns: [] }, type, 0)}`
    : `${text} | project x = ${value(inner, type, 0)}`
}

const condition = (s: State): string => expression(s, 'bool')

/** A column of some types; a cast of a literal where there is none. */
const column = (s: State, ...types: readonly KustoType[]): string | undefined => {
  const names = s.columns.filter((c) => types.includes(c.type)).map((c) => c.name)
  return names.length > 0 ? pick(s.random, names) : undefined
}

const aggregate = (s: State): string => {
  const f = pick(s.random, AGGREGATES)
  return call(s, f, pick(s.random, f.signatures), 1)
}

/** An aggregate whose type is certain. */
const simpleAggregate = (s: State): readonly [string, KustoType] =>
  pick(s.random, [
    (): [string, KustoType] => ['count()', 'long'],
    (): [string, KustoType] => [`dcount(${value(s, pick(s.random, KEYABLE), 1)})`, 'long'],
    (): [string, KustoType] => [`max(${value(s, 'datetime', 1)})`, 'datetime'],
    (): [string, KustoType] => [`sum(${value(s, 'long', 1)})`, 'long'],
    (): [string, KustoType] => [`avg(${value(s, 'real', 1)})`, 'real'],
    (): [string, KustoType] => [`make_list(${value(s, 'string', 1)})`, 'dynamic'],
    (): [string, KustoType] => [`make_set(${value(s, 'dynamic', 1)})`, 'dynamic'],
    (): [string, KustoType] => [`take_any(${value(s, 'string', 1)})`, 'string'],
    (): [string, KustoType] => [`countif(${value(s, 'bool', 1)})`, 'long'],
  ])()

export const named = (s: State, makes: (type: KustoType) => string = (t) => expression(s, t)): readonly [string, Column] => {
  const type = pick(s.random, KUSTO_TYPES)
  const n = name(s)
  return [`${n} = ${makes(type)}`, { name: n, type }]
}

const merged = (before: readonly Column[], added: readonly Column[]): Column[] => [
  ...before.filter((c) => !added.some((a) => a.name === c.name)),
  ...added,
]

const SORTS = ['', ' asc', ' desc', ' asc nulls last', ' desc nulls first']

const sortKey = (s: State): string => `${expression(s, pick(s.random, KEYABLE))}${pick(s.random, SORTS)}`
const sortKeys = (s: State): string => some(s.random, 1, 2, () => sortKey(s)).join(', ')

/** Operators for the rows within another operator: what they yield is not asked for. */
const subpipeline = (s: State): string => {
  const inner: State = { ...s, columns: [...s.columns], depth: s.depth + 1 }
  const steps = some(s.random, 1, 2, () => step(inner)).filter((t) => t !== '')
  s.names = inner.names
  return steps.length > 0 ? steps.join(' | ') : 'take 2'
}

const operand = (s: State): { readonly text: string; readonly columns: Column[] } => {
  const own = table(s)
  if (!chance(s.random, 40) || s.depth > 1) return own
  const inner: State = { ...s, columns: own.columns, depth: s.depth + 1 }
  const text = step(inner)
  s.names = inner.names
  return text === '' ? own : { text: `${own.text} | ${text}`, columns: inner.columns }
}

const summarize = (s: State): string => {
  const keys = some(s.random, 0, 2, () =>
    named(s, (t) => (t === 'datetime' && chance(s.random, 50) ? `bin(${value(s, t, 1)}, 1h)` : expression(s, t))),
  )
  const plain = some(s.random, 0, 2, () => simpleAggregate(s)).map(([text, type]): [string, Column] => {
    const n = name(s)
    return [`${n} = ${text}`, { name: n, type }]
  })
  const others = some(s.random, 0, 2, () => aggregate(s))
  s.columns = [...keys, ...plain].map(([, c]) => c)
  const by = keys.length > 0 ? ` by ${keys.map(([t]) => t).join(', ')}` : ''
  const items = [...plain.map(([t]) => t), ...others]
  if (items.length === 0 && by === '') return 'count'
  return `summarize ${items.join(', ')}${by}`
}

const join = (s: State): string => {
  const right = operand(s)
  const key = pick(s.random, KEYABLE)
  const [l, r] = [column(s, key), right.columns.find((c) => c.type === key)?.name]
  if (l === undefined || r === undefined) return ''
  const lookup = chance(s.random, 25)
  const kind = lookup
    ? pick(s.random, ['leftouter', 'inner'])
    : pick(s.random, ['inner', 'innerunique', 'leftouter', 'rightouter', 'fullouter', 'leftsemi', 'leftanti', 'rightsemi', 'rightanti'])
  if (/^right(?:semi|anti)/.test(kind)) s.columns = right.columns
  else if (!/semi|anti/.test(kind)) s.columns = [...s.columns, ...right.columns.filter((c) => !s.columns.some((o) => o.name === c.name))]
  return `${lookup ? 'lookup' : 'join'} kind=${kind} (${right.text}) on $left.${l} == $right.${r}`
}

const makeSeries = (s: State): string => {
  const axis = pick(s.random, ['long', 'datetime', 'real', 'timespan', 'int'] as const)
  const on = column(s, axis)
  if (on === undefined) return ''
  const steps = { long: '1', int: '1', real: '0.5', datetime: '1d', timespan: '1h' }
  const bounds = {
    long: 'from 0 to 5',
    int: 'from 0 to 5',
    real: 'from 0.0 to 3.0',
    datetime: 'from datetime(2024-02-25) to datetime(2024-03-05)',
    timespan: 'from 0s to 9h',
  }
  const [text, type] = simpleAggregate(s)
  const by = chance(s.random, 50) ? column(s, ...KEYABLE) : undefined
  const series = fresh(s)
  s.columns = [
    ...s.columns.filter((c) => c.name === by && by !== on),
    { name: series, type: 'dynamic' },
    ...(by === on ? [] : [{ name: on, type: 'dynamic' as const }]),
  ]
  return `make-series ${series} = ${text}${chance(s.random, 50) ? ` default=${pick(s.random, LITERALS[type])}` : ''} on ${on} ${chance(s.random, 80) ? `${bounds[axis]} ` : ''}step ${steps[axis]}${by ? ` by ${by}` : ''}`
}

const scan = (s: State): string => {
  const state = fresh(s)
  const out = { name: state, type: 'long' as const }
  const inner = { random: s.random, columns: [...s.columns, out] }
  const first = `step a: ${value(s, 'bool', 0)} => ${state} = ${value(inner, 'long', 1)};`
  const second = chance(s.random, 50) ? ` step b: ${value(inner, 'bool', 0)} => ${state} = a.${state} + 1;` : ''
  s.columns = merged(s.columns, [out])
  return `sort by ${sortKeys(s)} | scan declare (${state}:long = 0) with (${first}${second})`
}

const topNested = (s: State): string => {
  const made: Column[] = []
  const levels = some(s.random, 1, 2, () => {
    const by = pick(s.random, s.columns)
    const [text, type] = simpleAggregate(s)
    const name = fresh(s)
    made.push(by, typed(name, type))
    const others = made.length === 2 && chance(s.random, 30) ? ` with others = ${pick(s.random, LITERALS[by.type])}` : ''
    return `top-nested ${chance(s.random, 70) ? 1 + s.random.below(3) : ''} of ${by.name}${others} by ${name} = ${text}`
  })
  s.columns = made
  return levels.join(', ')
}

const letFunction = (s: State): string => {
  const f = `f${s.names++}`
  const parameters = some(s.random, 0, 2, (): Column => ({ name: `p${s.names++}`, type: pick(s.random, KUSTO_TYPES) }))
  const result = pick(s.random, KUSTO_TYPES)
  s.lets.push(
    `let ${f} = (${parameters.map((p) => `${p.name}:${p.type}`).join(', ')}) { ${value({ random: s.random, columns: parameters }, result, 0)} };`,
  )
  const n = name(s)
  const text = `extend ${n} = ${f}(${parameters.map((p) => value(s, p.type, 1)).join(', ')})`
  s.columns = merged(s.columns, [{ name: n, type: result }])
  return text
}

const invoked = (s: State): string => {
  const f = `t${s.names++}`
  const inner: State = { ...s, columns: [...s.columns], depth: s.depth + 1 }
  const text = step(inner)
  if (text === '' || s.depth > 0) return ''
  s.names = inner.names
  s.columns = inner.columns
  s.lets.push(`let ${f} = (T:(*)) { T | ${text} };`)
  return `invoke ${f}()`
}

const typed = (n: string, type: KustoType): Column => ({ name: n, type })

const PATTERNS: readonly (readonly [string, ...Column[]])[] = [
  ['"a" x ":" y:long', typed('x', 'string'), typed('y', 'long')],
  ['* "," x ";" *', typed('x', 'string')],
  ['x:real "b" *', typed('x', 'real')],
  ['x "=" y "="', typed('x', 'string'), typed('y', 'string')],
  ['"" x:datetime " " *', typed('x', 'datetime')],
]

const STEPS: readonly ((s: State) => string)[] = [
  (s) => `where ${condition(s)}`,
  (s) => `where ${condition(s)} and ${condition(s)}`,
  (s) => {
    const items = some(s.random, 1, 3, () => named(s))
    s.columns = merged(
      s.columns,
      items.map(([, c]) => c),
    )
    return `extend ${items.map(([t]) => t).join(', ')}`
  },
  (s) => {
    const items = some(s.random, 1, 4, () => {
      const c = pick(s.random, s.columns)
      return chance(s.random, 50) && c ? ([c.name, c] as const) : named(s)
    })
    s.columns = items.map(([, c]) => c)
    return `project ${items.map(([t]) => t).join(', ')}`
  },
  (s) => {
    const away = pick(s.random, s.columns).name
    if (s.columns.length < 2) return ''
    s.columns = s.columns.filter((c) => c.name !== away)
    return `project-away ${away}`
  },
  (s) => {
    const c = pick(s.random, s.columns)
    s.columns = [c]
    return `project-keep ${c.name}`
  },
  (s) => {
    const c = pick(s.random, s.columns)
    const n = name(s)
    s.columns = s.columns.map((o) => (o === c ? { name: n, type: c.type } : o))
    return `project-rename ${n} = ${c.name}`
  },
  (s) => `project-reorder ${pick(s.random, s.columns).name}, ${pick(s.random, ['*', 'n*', '* asc', 'k'])}`,
  summarize,
  summarize,
  (s) => {
    const keys = s.columns.filter((c) => c.type !== 'dynamic').slice(0, 2)
    if (keys.length === 0) return ''
    s.columns = keys
    return `distinct ${keys.map((c) => c.name).join(', ')}`
  },
  (s) => `${pick(s.random, ['sort', 'order'])} by ${sortKeys(s)}`,
  (s) => `top ${s.random.below(4)} by ${sortKey(s)}`,
  (s) => `${pick(s.random, ['take', 'limit', 'sample'])} ${s.random.below(4)}`,
  (s) => {
    const by = column(s, ...KEYABLE)
    return by === undefined ? '' : chance(s.random, 50) ? `sample-distinct 2 of ${by}` : `top-hitters 2 of ${by}`
  },
  topNested,
  (s) => {
    const f = pick(s.random, WINDOWS)
    return `sort by ${sortKeys(s)} | extend ${fresh(s)} = ${call(s, f, pick(s.random, f.signatures), 1)}`
  },
  join,
  join,
  (s) => {
    const others = some(s.random, 1, 2, () => operand(s))
    for (const o of others) s.columns = [...s.columns, ...o.columns.filter((c) => !s.columns.some((k) => k.name === c.name))]
    return `union ${pick(s.random, ['', 'kind=inner ', 'kind=outer ', 'withsource=src '])}${others.map((o) => `(${o.text})`).join(', ')}`
  },
  (s) => {
    const c = column(s, 'dynamic')
    if (c === undefined) return ''
    const type = pick(s.random, KUSTO_TYPES)
    const to = chance(s.random, 60)
    s.columns = s.columns.map((o) => (o.name === c && to ? { name: c, type } : o))
    return `mv-expand ${pick(s.random, ['', 'kind=array ', 'bagexpansion=array ', 'with_itemindex=ix '])}${c}${to ? ` to typeof(${type})` : ''}${chance(s.random, 20) ? ' limit 3' : ''}`
  },
  (s) => {
    const c = column(s, 'dynamic')
    if (c === undefined) return ''
    const type = pick(s.random, KUSTO_TYPES)
    const n = fresh(s)
    const inner: State = { ...s, columns: [...s.columns, { name: n, type }], depth: s.depth + 1 }
    const text = subpipeline(inner)
    s.names = inner.names
    return `mv-apply ${n} = ${c} to typeof(${type}) on (${text})`
  },
  (s) => {
    const by = column(s, 'string', 'long', 'int', 'guid')
    if (by === undefined) return ''
    return `partition ${pick(s.random, ['', 'hint.strategy=native ', 'hint.strategy=legacy '])}by ${by} (${subpipeline(s)})`
  },
  (s) => {
    const on = column(s, 'string')
    if (on === undefined) return ''
    const [pattern, ...made] = pick(s.random, PATTERNS)
    s.columns = merged(s.columns, made)
    return `${pick(s.random, ['parse', 'parse-where', 'parse kind=relaxed', 'parse kind=regex'])} ${on} with ${pattern}`
  },
  (s) => {
    const on = column(s, 'string')
    if (on === undefined) return ''
    s.columns = merged(s.columns, [typed('a', 'string'), typed('b', 'long'), typed('d', 'datetime')])
    return `parse-kv ${on} as (a:string, b:long, d:datetime) with (pair_delimiter="${pick(s.random, [',', ';', ' '])}", kv_delimiter="${pick(s.random, ['=', ':'])}"${chance(s.random, 30) ? ", quote='\"'" : ''})`
  },
  makeSeries,
  makeSeries,
  scan,
  (s) => {
    const c = column(s, 'dynamic')
    return c === undefined ? '' : `evaluate bag_unpack(${c}${chance(s.random, 50) ? ', "p_"' : ''})`
  },
  (s) => {
    const c = column(s, 'string', 'long', 'bool')
    if (c === undefined) return ''
    return `evaluate pivot(${c}${chance(s.random, 60) ? `, ${simpleAggregate(s)[0]}` : ''})`
  },
  (s) => {
    s.columns = [typed('Row', 'long'), typed('Column', 'string'), typed('Value', 'string')]
    return 'evaluate narrow()'
  },
  (s) => {
    s.columns = [typed('ColumnName', 'string'), typed('ColumnOrdinal', 'int'), typed('DataType', 'string'), typed('ColumnType', 'string')]
    return 'getschema'
  },
  (s) => `as T${s.names++}`,
  (s) => `search ${pick(s.random, ['"a"', '"b" or "1"', `${pick(s.random, s.columns).name}:"a"`, '*', '"a*"'])}`,
  (s) => `fork (${subpipeline(s)}) (${subpipeline(s)})`,
  (s) => `facet by ${pick(s.random, s.columns).name}${chance(s.random, 40) ? ` with (${subpipeline(s)})` : ''}`,
  letFunction,
  letFunction,
  invoked,
  (s) => `render ${pick(s.random, ['timechart', 'table', 'piechart with (title="a\'b")'])}`,
]

export const step = (s: State): string => (s.columns.length === 0 ? '' : pick(s.random, STEPS)(s))
