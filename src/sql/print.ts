/**
 * SQL tree → text. The only place where identifiers and strings are quoted. One clause a line; lists that don't fit a line
 * are broken one item a line. Output is deterministic.
 */
import type { SqlExpr, SqlFrom, SqlItem, SqlOrder, SqlQuery, SqlSelect, SqlWindow } from './ast.ts'
import { quoteLiteral, quoteName, quoteString } from './quote.ts'

const WIDTH = 110

// Binding strengths; a child that binds weaker than its place needs parentheses.
const OR = 1
const AND = 2
const NOT = 3
const COMPARE = 4
const OTHER = 5
const ADD = 6
const MULTIPLY = 7
const UNARY = 8
const POSTFIX = 9
const ATOM = 10

const STRENGTH: Readonly<Record<string, number>> = {
  OR,
  AND,
  '=': COMPARE,
  '<>': COMPARE,
  '<': COMPARE,
  '<=': COMPARE,
  '>': COMPARE,
  '>=': COMPARE,
  LIKE: COMPARE,
  ILIKE: COMPARE,
  'IS DISTINCT FROM': COMPARE,
  'IS NOT DISTINCT FROM': COMPARE,
  '||': OTHER,
  '&': OTHER,
  '|': OTHER,
  '<<': OTHER,
  '>>': OTHER,
  '+': ADD,
  '-': ADD,
  '*': MULTIPLY,
  '/': MULTIPLY,
  '//': MULTIPLY,
  '%': MULTIPLY,
}

/** The text, in parentheses where it binds weaker than its place asks for. */
const bound = (text: string, strength: number, least: number): string => (strength < least ? `(${text})` : text)

const order = (k: SqlOrder): string => `${expression(k.value)} ${k.descending ? 'DESC' : 'ASC'} NULLS ${k.nullsFirst ? 'FIRST' : 'LAST'}`

const orders = (keys: readonly SqlOrder[]): string => keys.map(order).join(', ')

const window = (w: SqlWindow): string =>
  [
    w.partitionBy.length > 0 ? `PARTITION BY ${commas(w.partitionBy)}` : '',
    w.orderBy.length > 0 ? `ORDER BY ${orders(w.orderBy)}` : '',
    w.frame ?? '',
  ]
    .filter(Boolean)
    .join(' ')

/** Mostly one or two arguments, for which appending is cheaper than joining. */
const commas = (items: readonly SqlExpr[]): string => {
  let text = ''
  for (const item of items) text = text === '' ? expression(item) : `${text}, ${expression(item)}`
  return text
}
const nested = (q: SqlQuery): string => `(\n${query(q, '    ')}\n  )`

const call = (e: Extract<SqlExpr, { kind: 'call' }>): string => {
  let text = e.distinct ? `${e.name}(DISTINCT ${commas(e.args)}` : `${e.name}(${commas(e.args)}`
  if (e.orderBy && e.orderBy.length > 0) text += ` ORDER BY ${orders(e.orderBy)}`
  text += e.ignoreNulls ? ' IGNORE NULLS)' : ')'
  if (e.filter) text += ` FILTER (WHERE ${expression(e.filter)})`
  return e.over ? `${text} OVER (${window(e.over)})` : text
}

const binary = ({ op, left, right }: Extract<SqlExpr, { kind: 'binary' }>, least: number): string => {
  const level = STRENGTH[op] ?? OTHER
  // AND and OR associate on both sides; comparisons on none, so both of their sides bind tighter.
  const same = level <= AND && right.kind === 'binary' && right.op === op
  const text = `${expression(left, level === COMPARE ? OTHER : level)} ${op} ${expression(right, same ? level : level + 1)}`
  return level < least ? `(${text})` : text
}

const isNegative = (value: null | boolean | number | bigint | string): boolean =>
  (typeof value === 'bigint' || typeof value === 'number') && (value < 0 || Object.is(value, -0))

/**
 * A scalar expression as text, on one line but for subqueries; in parentheses where it binds weaker than `least`. The most frequent kinds
 * stand first.
 */
export const expression = (e: SqlExpr, least = 0): string => {
  switch (e.kind) {
    case 'column':
      return e.table === undefined ? quoteName(e.name) : `${quoteName(e.table)}.${quoteName(e.name)}`
    case 'literal':
      return least > UNARY && isNegative(e.value) ? `(${quoteLiteral(e.value)})` : quoteLiteral(e.value)
    case 'call':
      return call(e)
    case 'binary':
      return binary(e, least)
    case 'cast':
      return `${e.try ? 'TRY_CAST' : 'CAST'}(${expression(e.value)} AS ${e.type})`
    case 'not':
      return bound(`NOT ${expression(e.operand, NOT)}`, NOT, least)
    case 'negate':
      return bound(`-${expression(e.operand, POSTFIX)}`, UNARY, least)
    case 'isNull':
      return bound(`${expression(e.operand, OTHER)} ${e.negated ? 'IS NOT NULL' : 'IS NULL'}`, COMPARE, least)
    case 'typed':
      return `${e.type} ${quoteString(e.text)}`
    case 'interval':
      return `INTERVAL ${e.amount < 0n ? `(${e.amount})` : e.amount} ${e.unit}`
    case 'case': {
      let text = 'CASE'
      for (const w of e.whens) text += ` WHEN ${expression(w.when)} THEN ${expression(w.then)}`
      return e.otherwise ? `${text} ELSE ${expression(e.otherwise)} END` : `${text} END`
    }
    case 'in':
      return bound(`${expression(e.value, OTHER)} ${e.negated ? 'NOT IN' : 'IN'} (${commas(e.list)})`, COMPARE, least)
    case 'inQuery':
      return bound(`${expression(e.value, OTHER)} ${e.negated ? 'NOT IN' : 'IN'} ${nested(e.query)}`, COMPARE, least)
    case 'between': {
      const range = `${expression(e.low, OTHER)} AND ${expression(e.high, OTHER)}`
      return bound(`${expression(e.value, OTHER)} ${e.negated ? 'NOT BETWEEN' : 'BETWEEN'} ${range}`, COMPARE, least)
    }
    case 'subquery':
      return nested(e.query)
    case 'exists':
      return `${e.negated ? 'NOT ' : ''}EXISTS ${nested(e.query)}`
    case 'list':
      return `[${commas(e.items)}]`
    case 'struct':
      return `{${e.fields.map((f) => `${quoteString(f.name)}: ${expression(f.value)}`).join(', ')}}`
    case 'field':
      return bound(`${expression(e.value, ATOM)}.${quoteName(e.name)}`, POSTFIX, least)
    case 'index':
      return bound(`${expression(e.value, POSTFIX)}[${expression(e.index)}]`, POSTFIX, least)
    case 'lambda':
      return bound(`lambda ${e.parameters.join(', ')}: ${expression(e.body)}`, 0, least)
    case 'named':
      return `${e.name} := ${expression(e.value)}`
    case 'star':
      return '*'
    default:
      return never(e)
  }
}

const never = (node: never): never => {
  throw new Error(`no case for ${JSON.stringify(node)}`)
}

const item = ({ value, alias, text: known }: SqlItem): string => {
  if (known !== undefined) return known
  if (value.kind === 'column') {
    const { name, table } = value
    const text = table === undefined ? quoteName(name) : `${quoteName(table)}.${quoteName(name)}`
    return alias === undefined || alias === name ? text : `${text} AS ${quoteName(alias)}`
  }
  return alias === undefined ? expression(value) : `${expression(value)} AS ${quoteName(alias)}`
}

/** Whether the texts, with commas between them, are no longer than `width`. */
const isShort = (texts: readonly string[], width: number): boolean => {
  let rest = width + 2
  for (const text of texts) {
    rest -= text.length + 2
    if (rest < 0) return false
  }
  return true
}

/** Texts on one line where they fit, else one a line, indented below the clause. */
const listed = (head: string, texts: readonly string[], indent: string): string =>
  isShort(texts, WIDTH - indent.length - head.length - 1)
    ? `${indent}${head} ${texts.join(', ')}`
    : `${indent}${head}\n${indent}  ${texts.join(`,\n${indent}  `)}`

/** Appends a condition to `text`, each part of a conjunction on a line of its own; the first stands behind `head`. */
const appended = (text: string, head: string, and: string, p: SqlExpr): string => {
  if (p.kind === 'binary' && p.op === 'AND') return appended(appended(text, head, and, p.left), head, and, p.right)
  return (text === '' ? head : text + and) + expression(p, NOT)
}

const conditions = (head: string, parts: readonly SqlExpr[], indent: string): string => {
  const and = `\n${indent}  AND `
  let text = ''
  for (const p of parts) text = appended(text, `${indent}${head} `, and, p)
  return text
}

const from = (f: SqlFrom, indent: string): string => {
  switch (f.kind) {
    case 'table':
      return quoteName(f.name) + (f.alias === undefined || f.alias === f.name ? '' : ` AS ${quoteName(f.alias)}`)
    case 'derived':
      return `${f.lateral ? 'LATERAL ' : ''}(\n${query(f.query, `${indent}  `)}\n${indent}) AS ${quoteName(f.alias)}`
    case 'tableFunction':
      return `${f.name}(${commas(f.args)}) AS ${quoteName(f.alias)}${f.columns ? `(${f.columns.map(quoteName).join(', ')})` : ''}`
    case 'values': {
      const rows = f.rows.map((row) => `(${commas(row)})`)
      const one = rows.join(', ')
      const body = one.length <= WIDTH ? ` ${one}` : `\n${rows.map((r) => `${indent}  ${r}`).join(',\n')}`
      return `(VALUES${body}) AS ${quoteName(f.alias)}(${f.columns.map(quoteName).join(', ')})`
    }
    case 'join': {
      const kind = f.join === 'INNER' ? 'JOIN' : `${f.join} JOIN`
      const right = f.right.kind === 'join' ? `(${from(f.right, indent)})` : from(f.right, indent)
      return `${from(f.left, indent)}\n${indent}${kind} ${right}${f.on === undefined ? '' : ` ON ${expression(f.on)}`}`
    }
    default:
      return never(f)
  }
}

// A line break of the rule's text must not end the comment.
const BREAK = /[\r\n\u0085\u2028\u2029]/
const comment = (text: string): string => (BREAK.test(text) ? text.replaceAll(/[\r\n\u0085\u2028\u2029]+/g, ' ') : text)

const select = (s: SqlSelect, indent: string): string => {
  let text = ''
  if (s.comments) for (const c of s.comments) text += `${indent}-- ${comment(c)}\n`
  text += listed(s.distinct ? 'SELECT DISTINCT' : 'SELECT', s.items.map(item), indent)
  if (s.from) text += `\n${indent}FROM ${from(s.from, indent)}`
  if (s.where && s.where.length > 0) text += `\n${conditions('WHERE', s.where, indent)}`
  if (s.groupBy && s.groupBy.length > 0)
    text += `\n${listed(
      'GROUP BY',
      s.groupBy.map((e) => expression(e)),
      indent,
    )}`
  if (s.having && s.having.length > 0) text += `\n${conditions('HAVING', s.having, indent)}`
  if (s.qualify && s.qualify.length > 0) text += `\n${conditions('QUALIFY', s.qualify, indent)}`
  if (s.orderBy && s.orderBy.length > 0) text += `\n${indent}ORDER BY ${orders(s.orderBy)}`
  if (s.limit) text += `\n${indent}LIMIT ${expression(s.limit)}`
  if (s.offset) text += `\n${indent}OFFSET ${expression(s.offset)}`
  return text
}

const query = (q: SqlQuery, indent: string): string => {
  switch (q.kind) {
    case 'select':
      return select(q, indent)
    case 'union':
      return q.inputs.map((input) => query(input, indent)).join(`\n${indent}UNION ALL${q.byName ? ' BY NAME' : ''}\n`)
    case 'with': {
      const ctes = q.ctes.map((c) => {
        const how = c.materialized === undefined ? '' : c.materialized ? 'MATERIALIZED ' : 'NOT MATERIALIZED '
        return `${quoteName(c.name)} AS ${how}(\n${query(c.query, `${indent}  `)}\n${indent})`
      })
      const recursive = q.ctes.some((c) => c.recursive) ? 'RECURSIVE ' : ''
      return `${indent}WITH ${recursive}${ctes.join(`,\n${indent}`)}\n${query(q.body, indent)}`
    }
    default:
      return never(q)
  }
}

/** A whole query as text, without a closing semicolon. */
export const print = (q: SqlQuery): string => query(q, '')
