/** Properties and elements of dynamic values. */
import * as sql from '../../src/sql/build.ts'
import type { Arg, SqlExpr } from '../../src/sql/index.ts'
import { elementOf } from '../../src/types/index.ts'
import { anyToJson, ofText, toJson } from './convert.ts'

/** A JSON path of constant steps; a negative index counts from the end. */
const pathText = (steps: readonly (string | bigint)[]): string =>
  `$${steps.map((s) => (typeof s === 'string' ? `."${s.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"` : s < 0n ? `[#${s}]` : `[${s}]`)).join('')}`

/** Paths can't say these names: a star is a wildcard there even in quotes, and no name is empty. Pointers can. */
const needsPointer = (step: string | bigint): boolean => typeof step === 'string' && (step === '' || step.includes('*'))
const pointer = (name: string): string => `/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`

/** Places beyond those of any array mean the same as the farthest one. */
const FARTHEST = (1n << 31n) - 1n
const near = <T>(s: T): T | bigint => (typeof s !== 'bigint' ? s : s > FARTHEST ? FARTHEST : s < -FARTHEST ? -FARTHEST : s)

/** What stands at the steps; null where there is nothing, or JSON's null. */
export const path = (object: Arg, all: readonly (string | bigint | Arg)[]): SqlExpr => {
  const steps = all.map(near)
  const [first, ...others] = steps
  if (elementOf(object.form) && first !== undefined) return others.reduce(step, listElement(object, first))
  const constant: (string | bigint)[] = []
  for (const s of steps) {
    if (typeof s === 'object' || needsPointer(s)) break
    constant.push(s)
  }
  const rest = steps.slice(constant.length)
  return rest.reduce(step, constant.length > 0 ? constantPath(object, constant) : toJson(object))
}

const step = (value: SqlExpr, s: string | bigint | Arg): SqlExpr => {
  if (typeof s !== 'object') return sql.call('kql_json_get', value, sql.literal(needsPointer(s) ? pointer(String(s)) : pathText([s])))
  if (s.type === 'string') return sql.call('kql_json_property', value, s.sql)
  return sql.call(s.type === 'dynamic' ? 'kql_json_member' : 'kql_json_element', value, s.sql)
}

const constantPath = (object: Arg, steps: readonly (string | bigint)[]): SqlExpr => {
  const text = sql.literal(pathText(steps))
  // Text may be anything: what is no JSON has no properties.
  return object.form === 'text' ? ofText('get', object.raw, text) : sql.call('kql_json_get', object.raw, text)
}

/** An element of a native list as JSON; the list is not converted as a whole. */
const listElement = (list: Arg, s: string | bigint | Arg): SqlExpr => {
  const type = elementOf(list.form) ?? 'dynamic'
  const at = (index: SqlExpr): SqlExpr => {
    const value: SqlExpr = { kind: 'index', value: list.raw, index }
    return anyToJson({ type, nullable: true, sql: value, raw: value, constant: undefined, clock: false })
  }
  // Native lists count from 1, and from the end as Kusto does.
  if (typeof s === 'bigint') return at(sql.literal(s < 0n ? s : s + 1n))
  if (typeof s === 'object' && (s.type === 'int' || s.type === 'long')) return at(sql.call('kql_list_place', s.sql))
  return typeof s === 'string' || s.type === 'string' ? sql.cast(sql.NULL, 'JSON') : step(toJson(list), s)
}
