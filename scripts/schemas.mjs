#!/usr/bin/env node
// Writes src/catalog/schemas.txt, the built-in table schemas, from a JSON file {table: {column: type}} whose key order is the column order.
//   node scripts/schemas.mjs SCHEMAS.json
// The head of the file describes the format. A line depends on nothing but its own table, so that a change of one table is a change of one line.
import { readFileSync, writeFileSync } from 'node:fs'

const LETTERS = {
  bool: 'b',
  int: 'i',
  long: 'l',
  real: 'r',
  decimal: 'm',
  string: 's',
  datetime: 'd',
  timespan: 't',
  guid: 'g',
  dynamic: 'y',
}

// The columns that nearly all tables or half of them have, in a fixed order: changing it changes every line.
const STANDARD = {
  TimeGenerated: 'datetime',
  SourceSystem: 'string',
  Type: 'string',
  TenantId: 'string',
  _ResourceId: 'string',
  _ItemId: 'string',
  _SubscriptionId: 'string',
  _IsBillable: 'string',
  _TimeReceived: 'datetime',
  _BilledSize: 'real',
}

const HEAD = `# Built-in tables of Sentinel, Log Analytics and Defender XDR. Written by scripts/schemas.mjs, read by src/catalog/builtin.ts.
# A line is a table: name, tab, columns in their order, sorted by name. A column is
#   name or name:t   with t its type: b bool, i int, l long, r real, m decimal, d datetime, t timespan, g guid, y dynamic; none is string
#   <n>rest          the first n characters of the last column that isn't a bare number, then rest (which starts with no digit)
#   <n>              column n, counted from 0, of the line named *
`

const typed = (text, type) => (type === 'string' ? text : `${text}:${LETTERS[type]}`)

/** How many characters of `previous` to refer to, none for the sake of a few: the rest must be there and start with no digit. */
const sharedPrefix = (name, previous) => {
  let n = 0
  while (n < name.length - 1 && name[n] === previous[n]) n++
  while (n > 0 && /\d/.test(name[n])) n--
  return n < 4 ? 0 : n
}

const encode = (columns, standard) => {
  let previous = ''
  return Object.entries(columns)
    .map(([name, type]) => {
      if (!/^[A-Za-z_]\w*$/.test(name) || !LETTERS[type]) throw new Error(`column ${name}: ${type} cannot be written`)
      if (standard[name] === type) return String(Object.keys(standard).indexOf(name))
      const n = sharedPrefix(name, previous)
      previous = name
      return typed(n ? n + name.slice(n) : name, type)
    })
    .join(',')
}

/**
 * A column of a custom table whose name ends with _d was written by the data collector, which puts numbers there and times into _t: where the
 * reference takes one for a time, it was misled by its name.
 */
const typeOf = (table, column, type) => (type === 'datetime' && table.endsWith('_CL') && column.endsWith('_d') ? 'real' : type)
const corrected = (table, columns) => Object.fromEntries(Object.entries(columns).map(([name, type]) => [name, typeOf(table, name, type)]))

const [input] = process.argv.slice(2)
if (!input) throw new Error('usage: node scripts/schemas.mjs SCHEMAS.json')
const schemas = JSON.parse(readFileSync(input, 'utf8'))
const lines = Object.keys(schemas)
  .sort()
  .map((table) => {
    if (!/^\w+$/.test(table)) throw new Error(`table ${table} cannot be written`)
    return `${table}\t${encode(corrected(table, schemas[table]), STANDARD)}\n`
  })
writeFileSync(new URL('../src/catalog/schemas.txt', import.meta.url), `${HEAD}*\t${encode(STANDARD, {})}\n${lines.join('')}`)
