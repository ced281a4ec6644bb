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

const strength = (e: SqlExpr): number => {
  switch (e.kind) {
    // The most frequent ones first, here as below.
    case 'column':
    case 'call':
      return ATOM
    case 'literal':
      return (typeof e.value === 'bigint' || typeof e.value === 'number') && (e.value < 0 || Object.is(e.value, -0)) ? UNARY : ATOM
    case 'binary':
      return STRENGTH[e.op] ?? OTHER
    case 'not':
      return NOT
    case 'isNull':
    case 'in':
    case 'inQuery':
    case 'between':
      return COMPARE
    case 'negate':
      return UNARY
    case 'lambda':
      return 0
    case 'field':
    case 'index':
      return POSTFIX
    default:
      return ATOM
  }
}

const at = (e: SqlExpr, least: number): string => (strength(e) < least ? `(${expression(e)})` : expression(e))

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

const binary = (e: Extract<SqlExpr, { kind: 'binary' }>): string => {
  const level = STRENGTH[e.op] ?? OTHER
  // AND and OR associate on both sides; comparisons on none, so both of their sides bind tighter.
  const logical = level === AND || level === OR
  const right = logical && e.right.kind === 'binary' && e.right.op === e.op ? level : level + 1
  return `${at(e.left, level === COMPARE ? level + 1 : level)} ${e.op} ${at(e.right, right)}`
}

/** A scalar expression as text, on one line but for subqueries. */
export const expression = (e: SqlExpr): string => {
  switch (e.kind) {
    case 'column':
      return e.table === undefined ? quoteName(e.name) : `${quoteName(e.table)}.${quoteName(e.name)}`
    case 'literal':
      return quoteLiteral(e.value)
    case 'call':
      return call(e)
    case 'binary':
      return binary(e)
    case 'cast':
      return `${e.try ? 'TRY_CAST' : 'CAST'}(${expression(e.value)} AS ${e.type})`
    case 'not':
      return `NOT ${at(e.operand, NOT)}`
    case 'negate':
      return `-${at(e.operand, POSTFIX)}`
    case 'isNull':
      return `${at(e.operand, OTHER)} IS ${e.negated ? 'NOT ' : ''}NULL`
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
      return `${at(e.value, OTHER)} ${e.negated ? 'NOT IN' : 'IN'} (${commas(e.list)})`
    case 'inQuery':
      return `${at(e.value, OTHER)} ${e.negated ? 'NOT IN' : 'IN'} ${nested(e.query)}`
    case 'between':
      return `${at(e.value, OTHER)} ${e.negated ? 'NOT BETWEEN' : 'BETWEEN'} ${at(e.low, OTHER)} AND ${at(e.high, OTHER)}`
    case 'subquery':
      return nested(e.query)
    case 'exists':
      return `${e.negated ? 'NOT ' : ''}EXISTS ${nested(e.query)}`
    case 'list':
      return `[${commas(e.items)}]`
    case 'struct':
      return `{${e.fields.map((f) => `${quoteString(f.name)}: ${expression(f.value)}`).join(', ')}}`
    case 'field':
      return `${at(e.value, ATOM)}.${quoteName(e.name)}`
    case 'index':
      return `${at(e.value, POSTFIX)}[${expression(e.index)}]`
    case 'lambda':
      return `lambda ${e.parameters.join(', ')}: ${expression(e.body)}`
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

const item = ({ value, alias }: SqlItem): string => {
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

/** Items on one line where they fit, else one a line, indented below the clause. */
const listed = (head: string, items: readonly string[], indent: string): string =>
  isShort(items, WIDTH - indent.length - head.length - 1)
    ? `${indent}${head} ${items.join(', ')}`
    : `${indent}${head}\n${indent}  ${items.join(`,\n${indent}  `)}`

/** Conditions one a line, each part of a conjunction one of them, appended to `text`, which is empty at first; `head` stands before the first. */
const appended = (text: string, head: string, p: SqlExpr, indent: string): string =>
  p.kind === 'binary' && p.op === 'AND'
    ? appended(appended(text, head, p.left, indent), head, p.right, indent)
    : text === ''
      ? `${indent}${head} ${at(p, NOT)}`
      : `${text}\n${indent}  AND ${at(p, NOT)}`

const conditions = (head: string, parts: readonly SqlExpr[], indent: string): string => {
  let text = ''
  for (const p of parts) text = appended(text, head, p, indent)
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
  if (s.groupBy && s.groupBy.length > 0) text += `\n${listed('GROUP BY', s.groupBy.map(expression), indent)}`
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
