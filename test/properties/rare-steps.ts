/** Operators of random chains in their rarer forms: long, deep, with awkward names and numbers, or with all that they take. */
import { KUSTO_TYPES, type KustoType } from '../../src/types/index.ts'
import { chance, LITERALS, pick, value } from './calls.ts'
import { type Column, fresh, type State, some, step, table } from './steps.ts'

const add = (s: State, ...columns: readonly Column[]): void => {
  s.columns = [...s.columns.filter((c) => !columns.some((n) => n.name === c.name)), ...columns]
}
const of = (s: State, ...types: readonly KustoType[]): string | undefined => {
  const fits = s.columns.filter((c) => types.includes(c.type))
  return fits.length > 0 ? pick(s.random, fits).name : undefined
}
const SCALAR = KUSTO_TYPES.filter((t) => t !== 'dynamic')
const KEYWORDS = [
  'where',
  'by',
  'and',
  'in',
  'summarize',
  'datatable',
  'type',
  'true',
  'null',
  'has',
  'between',
  'kind',
  'GROUP',
  'FROM',
  'é',
  '名',
  '😀',
  'a.b',
  "it's",
  'a\\"b',
  ' ',
]
const HUGE = [
  '9223372036854775807',
  'long(-9223372036854775808)',
  '1e308',
  '-1e-320',
  '123456789012345678',
  '0x7fffffffffffffff',
  'decimal(99999999999999999999.5)',
  'real(1e400)',
  '1e18',
  '99999999999999999999',
]
const TIMES = [
  'datetime(0001-01-01)',
  'datetime(9999-12-31 23:59:59.9999999)',
  'datetime(1582-10-04)',
  'datetime(1969-12-31 23:59:59.9999999)',
  'datetime(2016-12-31T23:59:60Z)',
  'datetime(0000-01-01)',
  'datetime(10000-01-01)',
]
const bracketed = (s: State): string => `["${pick(s.random, KEYWORDS)}"]`

/** Calls within calls. */
const deep = (s: State): string => {
  const depth = 5 + s.random.below(40)
  const [open, close] = pick(s.random, [
    ['tostring(', ')'],
    ['coalesce(', ', "a")'],
    ['strcat(', ', "b")'],
    ['(', ')'],
    ['iff(true, ', ', "c")'],
    ['tolower(', ')'],
    ['substring(', ', 1)'],
  ])
  return `${open.repeat(depth)}${value(s, 'string', 2)}${close.repeat(depth)}`
}

const sub = (s: State): string => {
  const inner: State = { ...s, columns: [...s.columns], depth: s.depth + 1 }
  const text = some(s.random, 1, 2, () => step(inner)).filter((t) => t !== '')
  s.names = inner.names
  return text.join(' | ') || 'take 1'
}

const FORMS: readonly ((s: State) => string)[] = [
  (s) => {
    const n = bracketed(s)
    add(s, { name: n, type: 'string' })
    return `extend ${n} = ${deep(s)}`
  },
  (s) => `where ${some(s.random, 20, 80, () => value(s, 'bool', 2)).join(pick(s.random, [' and ', ' or ']))}`,
  (s) => {
    const text = pick(s.random, ['a', 'é', "'", '\\\\', '😀', '%', '"'])
      .replace('"', '\\"')
      .repeat(2000 + s.random.below(3000))
    const n = fresh(s)
    add(s, { name: n, type: 'string' })
    return `extend ${n} = "${text}"`
  },
  (s) => {
    const n = fresh(s)
    add(s, { name: n, type: 'real' })
    return `extend ${n} = ${pick(s.random, HUGE)} ${pick(s.random, ['+', '-', '*', '/', '%'])} ${pick(s.random, HUGE)}`
  },
  (s) => {
    const n = fresh(s)
    add(s, { name: n, type: 'datetime' })
    return `extend ${n} = ${pick(s.random, ['startofweek', 'endofyear', 'startofmonth', 'endofday'])}(${pick(s.random, TIMES)} ${pick(s.random, ['+', '-'])} ${pick(s.random, LITERALS.timespan)})`
  },
  (s) =>
    `extend ${fresh(s)} = datetime_diff("${pick(s.random, ['week', 'tick', 'year', 'quarter', 'nanosecond'])}", ${pick(s.random, TIMES)}, ${pick(s.random, TIMES)})`,
  (s) => {
    const right = table(s)
    const [l, r] = [pick(s.random, s.columns), pick(s.random, right.columns)]
    const hint = pick(s.random, ['', 'hint.strategy=broadcast ', 'hint.shufflekey=k ', 'hint.remote=auto ', 'hint.num_partitions=4 '])
    add(s, ...right.columns)
    const both = s.columns.find((c) => right.columns.some((o) => o.name === c.name && o.type === c.type && o.type !== 'dynamic'))
    const on = both && chance(s.random, 60) ? both.name : `$left.${l.name} == $right.${r.name}, $right.${r.name} == $left.${l.name}`
    return `join kind=${pick(s.random, ['inner', 'innerunique', 'leftouter', 'rightouter', 'fullouter', 'anti', 'leftantisemi', 'rightsemi'])} ${hint}(${right.text}) on ${on}`
  },
  (s) => {
    const others = some(s.random, 1, 3, () => table(s))
    const options = ['', 'kind=inner ', 'withsource=["a b"] ', 'isfuzzy=true ', 'kind=outer withsource=k isfuzzy=true hint.concurrency=2 ']
    return `union ${pick(s.random, options)}${[...others.map((o) => `(${o.text})`), ...(chance(s.random, 30) ? ['NoSuchTable', 'No*'] : [])].join(', ')}`
  },
  (s) => {
    const on = of(s, 'string')
    if (on === undefined) return ''
    const kind = pick(s.random, ['simple', 'relaxed', 'regex', 'regex flags=i', 'regex flags=Ui', 'regex flags=ism'])
    const pattern = pick(s.random, [
      '"a" ["é x"]:string "b"',
      '"(a|b)+" x:long "[0-9]*" *',
      '* x:datetime * y:real',
      '"" x "" y ""',
      'x:dynamic "," y:guid',
      '"\\\\d+" x:timespan',
      '* "a" * "b" * z:bool',
    ])
    return `${pick(s.random, ['parse', 'parse-where'])} kind=${kind} ${on} with ${pattern}`
  },
  (s) => {
    const [a, b, c] = [fresh(s), fresh(s), 'm']
    const inner = { random: s.random, columns: [...s.columns, { name: a, type: 'long' as const }, { name: b, type: 'string' as const }] }
    const by = of(s, ...SCALAR)
    const output = () => pick(s.random, ['', ' output=all', ' output=last', ' output=none'])
    const steps = [
      `step x${output()}: ${value(inner, 'bool', 0)} => ${a} = ${value(inner, 'long', 1)}, ${b} = ${value(inner, 'string', 1)};`,
      `step ['y z']${output()}: ${value(inner, 'bool', 0)} and x.${a} < 5 => ${a} = x.${a} + 1;`,
      `step w optional: ${value(inner, 'bool', 0)};`,
      `step v: x.${a} == 1 or isempty(x.${b});`,
    ].slice(0, 1 + s.random.below(4))
    add(s, { name: a, type: 'long' }, { name: b, type: 'string' })
    return `sort by ${by ?? '1'} asc | scan ${chance(s.random, 40) ? `with_match_id=${c} ` : ''}${chance(s.random, 40) && by ? `partition by ${by} ` : ''}declare (${a}:long = ${pick(s.random, LITERALS.long)}, ${b}:string) with (${steps.join(' ')})`
  },
  (s) => {
    const levels = some(s.random, 2, 4, () => {
      const by = pick(s.random, s.columns)
      const expression = chance(s.random, 30) && by.type === 'datetime' ? `${fresh(s)} = bin(${by.name}, 1d)` : by.name
      return `top-nested ${pick(s.random, ['', '0', '1', '2', '100'])} of ${expression}${chance(s.random, 30) ? ` with others = ${pick(s.random, LITERALS[by.type])}` : ''} by ${fresh(s)} = ${pick(s.random, ['count()', 'max(1)', `sum(${of(s, 'long') ?? '1'})`, 'rand()'])}${pick(s.random, ['', ' asc', ' desc'])}`
    })
    s.columns = [{ name: 'x', type: 'long' }]
    return `${levels.join(', ')} | extend x = 1`
  },
  (s) => {
    const on = of(s, 'datetime', 'long', 'real', 'timespan', 'int')
    if (on === undefined) return ''
    const by = some(s.random, 0, 3, () => `${fresh(s)} = ${value(s, pick(s.random, SCALAR), 1)}`)
    const aggregates = some(
      s.random,
      1,
      3,
      () =>
        `${fresh(s)} = ${pick(s.random, ['count()', 'dcount(1)', `make_list(${on})`, `take_any(${on})`, `percentile(${of(s, 'long', 'real') ?? '1'}, 50)`, `variance(${of(s, 'long', 'real') ?? '1.0'})`])}${chance(s.random, 40) ? ` default=${pick(s.random, ['0', 'long(null)', 'real(nan)', '-1.5', '"a"'])}` : ''}`,
    )
    const range = pick(s.random, [
      'step 1',
      'step 1h',
      'from 0 to 3 step 1',
      'from datetime(2024-02-01) to datetime(2024-03-01) step 7d',
      'in range(0, 5, 1)',
      'in range(datetime(2024-02-28), datetime(2024-03-02), 1d)',
      'to 10 step 2',
      'from 1s to 10h step 1h',
      'from 5 to 0 step 1',
      'from 0 to 3 step 0',
    ])
    s.columns = [{ name: on, type: 'dynamic' }]
    return `make-series ${pick(s.random, ['', 'kind=nonempty ', 'kind = nonempty '])}${aggregates.join(', ')} on ${on} ${range}${by.length > 0 ? ` by ${by.join(', ')}` : ''}`
  },
  (s) => {
    const d = of(s, 'dynamic') ?? 'dynamic({})'
    const [l, t] = [of(s, 'long', 'int', 'real') ?? '1', of(s, 'datetime') ?? 'now()']
    return `evaluate ${pick(s.random, [
      `bag_unpack(${d}, "p_", "keep_source") : (*, a: string)`,
      `bag_unpack(${d}) : (a: long, ["b c"]: dynamic)`,
      `pivot(${l}, count()) : (k: long, ["1"]: long)`,
      `rolling_percentile(${l}, 50, ${l}, 1, 3)`,
      `rows_near(${l} > 1, 2)`,
      `sliding_window_counts(${l}, ${t}, datetime(2024-02-01), datetime(2024-03-01), 7d, 1d)`,
      `activity_counts_metrics(${l}, ${t}, datetime(2024-02-01), datetime(2024-03-01), 7d)`,
      `session_count(${l}, ${t}, datetime(2024-02-01), datetime(2024-03-01), 1d, 7d)`,
      `dcount_intersect(hll(${l}))`,
      'narrow()',
      `preview(1)`,
      `basket()`,
    ])}`
  },
  (s) => {
    const f = `g${s.names++}`
    const own = table(s)
    s.lets.push(
      `let ${f} = (a: long = 1, T: (*)) { let M = materialize(T | extend z = a); union M, (M | where z == toscalar(M | summarize max(z))) };`,
    )
    s.columns = [...s.columns, { name: 'z', type: 'long' }]
    return chance(s.random, 50) ? `invoke ${f}(2)` : `union (${f}(a = 3, T = (${own.text})))`
  },
  (s) => {
    const list = of(s, 'dynamic') ?? 'dynamic([1, 2])'
    const [e, f] = [fresh(s), fresh(s)]
    const inner: State = { ...s, columns: [...s.columns, { name: e, type: 'long' }, { name: f, type: 'string' }], depth: s.depth + 1 }
    const text = sub(inner)
    s.names = inner.names
    return `mv-apply ${chance(s.random, 40) ? `with_itemindex=i${s.names} ` : ''}${e} = ${list} to typeof(long)${chance(s.random, 40) ? `, ${f} = ${list} to typeof(string)` : ''}${chance(s.random, 30) ? ' limit 2' : ''} on (${chance(s.random, 40) ? `mv-apply q = pack_array(${e}, 1) on (${text} | summarize count())` : text})`
  },
  (s) => {
    const by = of(s, 'string', 'long', 'bool', 'datetime')
    if (by === undefined) return ''
    const own = table(s)
    const inner: State = {
      ...s,
      columns: [...own.columns, { name: by, type: s.columns.find((c) => c.name === by)?.type ?? 'long' }],
      depth: s.depth + 1,
    }
    const text = sub(inner)
    s.names = inner.names
    s.columns = own.columns
    return `partition by ${by} { ${own.text} | ${text} }`
  },
  (s) => `where ${of(s, ...SCALAR) ?? '1'} in ((${table(s).text} | ${pick(s.random, ['take 2', 'distinct *', 'project 1'])}))`,
  (s) =>
    `search kind=${pick(s.random, ['case_sensitive', 'case_insensitive'])} ${pick(s.random, ['"a" and not("b")', '("1" or "é*") and "a"', `${pick(s.random, s.columns).name} == 1`, '*', '"*" or "\\""'])}`,
  (s) => `project-reorder ${pick(s.random, ['*', 'n* desc', '* granny-asc', '* granny-desc'])}`,
  (s) => `extend ${fresh(s)} = case(${some(s.random, 10, 40, () => `${value(s, 'bool', 2)}, ${value(s, 'string', 2)}`).join(', ')}, "z")`,
]

/** One of these operators; an empty text where it doesn't fit the columns. */
export const rareStep = (s: State): string => (s.columns.length === 0 ? '' : pick(s.random, FORMS)(s))
