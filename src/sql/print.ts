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
    case 'literal':
      return (typeof e.value === 'bigint' || typeof e.value === 'number') && (e.value < 0 || Object.is(e.value, -0)) ? UNARY : ATOM
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

const orders = (keys: readonly SqlOrder[]): string =>
  keys.map((k) => `${expression(k.value)} ${k.descending ? 'DESC' : 'ASC'} NULLS ${k.nullsFirst ? 'FIRST' : 'LAST'}`).join(', ')

const window = (w: SqlWindow): string =>
  [
    w.partitionBy.length > 0 ? `PARTITION BY ${commas(w.partitionBy)}` : '',
    w.orderBy.length > 0 ? `ORDER BY ${orders(w.orderBy)}` : '',
    w.frame ?? '',
  ]
    .filter(Boolean)
    .join(' ')

const commas = (items: readonly SqlExpr[]): string => items.map(expression).join(', ')
const nested = (q: SqlQuery): string => `(\n${query(q, '    ')}\n  )`

const call = (e: Extract<SqlExpr, { kind: 'call' }>): string => {
  const distinct = e.distinct ? 'DISTINCT ' : ''
  const sorted = e.orderBy && e.orderBy.length > 0 ? ` ORDER BY ${orders(e.orderBy)}` : ''
  const nulls = e.ignoreNulls ? ' IGNORE NULLS' : ''
  const filter = e.filter ? ` FILTER (WHERE ${expression(e.filter)})` : ''
  const over = e.over ? ` OVER (${window(e.over)})` : ''
  return `${e.name}(${distinct}${commas(e.args)}${sorted}${nulls})${filter}${over}`
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
    case 'typed':
      return `${e.type} ${quoteString(e.text)}`
    case 'interval':
      return `INTERVAL ${e.amount < 0n ? `(${e.amount})` : e.amount} ${e.unit}`
    case 'call':
      return call(e)
    case 'binary':
      return binary(e)
    case 'not':
      return `NOT ${at(e.operand, NOT)}`
    case 'negate':
      return `-${at(e.operand, POSTFIX)}`
    case 'isNull':
      return `${at(e.operand, OTHER)} IS ${e.negated ? 'NOT ' : ''}NULL`
    case 'case': {
      const whens = e.whens.map((w) => `WHEN ${expression(w.when)} THEN ${expression(w.then)}`).join(' ')
      return `CASE ${whens}${e.otherwise ? ` ELSE ${expression(e.otherwise)}` : ''} END`
    }
    case 'cast':
      return `${e.try ? 'TRY_CAST' : 'CAST'}(${expression(e.value)} AS ${e.type})`
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

const item = (i: SqlItem): string => {
  const text = expression(i.value)
  return i.alias === undefined || (i.value.kind === 'column' && i.value.name === i.alias) ? text : `${text} AS ${quoteName(i.alias)}`
}

/** Items on one line where they fit, else one a line, indented below the clause. */
const listed = (head: string, items: readonly string[], indent: string): string => {
  const line = `${indent}${head} ${items.join(', ')}`
  return line.length <= WIDTH ? line : `${indent}${head}\n${items.map((text) => `${indent}  ${text}`).join(',\n')}`
}

const conjuncts = (parts: readonly SqlExpr[]): SqlExpr[] =>
  parts.flatMap((p) => (p.kind === 'binary' && p.op === 'AND' ? conjuncts([p.left, p.right]) : [p]))

const conditions = (head: string, parts: readonly SqlExpr[], indent: string): string =>
  conjuncts(parts)
    .map((p, i) => `${indent}${i === 0 ? head : '  AND'} ${at(p, NOT)}`)
    .join('\n')

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

const select = (s: SqlSelect, indent: string): string => {
  // A line break of the rule's text must not end the comment.
  const lines = (s.comments ?? []).map((c) => `${indent}-- ${c.replaceAll(/[\r\n\u0085\u2028\u2029]+/g, ' ')}`)
  lines.push(listed(s.distinct ? 'SELECT DISTINCT' : 'SELECT', s.items.map(item), indent))
  if (s.from) lines.push(`${indent}FROM ${from(s.from, indent)}`)
  if (s.where && s.where.length > 0) lines.push(conditions('WHERE', s.where, indent))
  if (s.groupBy && s.groupBy.length > 0) lines.push(listed('GROUP BY', s.groupBy.map(expression), indent))
  if (s.having && s.having.length > 0) lines.push(conditions('HAVING', s.having, indent))
  if (s.qualify && s.qualify.length > 0) lines.push(conditions('QUALIFY', s.qualify, indent))
  if (s.orderBy && s.orderBy.length > 0) lines.push(`${indent}ORDER BY ${orders(s.orderBy)}`)
  if (s.limit) lines.push(`${indent}LIMIT ${expression(s.limit)}`)
  if (s.offset) lines.push(`${indent}OFFSET ${expression(s.offset)}`)
  return lines.join('\n')
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
