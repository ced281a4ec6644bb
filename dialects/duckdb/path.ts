/** Properties and elements of dynamic values. */
import { type Arg, type SqlExpr, sql } from '../../src/sql/index.ts'
import { elementOf } from '../../src/types/index.ts'
import { toJson } from './convert.ts'

/** A JSON path of constant steps; a negative index counts from the end. */
const pathText = (steps: readonly (string | bigint)[]): string =>
  `$${steps.map((s) => (typeof s === 'string' ? `."${s.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"` : s < 0n ? `[#${s}]` : `[${s}]`)).join('')}`

/** What stands at the steps; null where there is nothing, or JSON's null. */
export const path = (object: Arg, steps: readonly (string | bigint | Arg)[]): SqlExpr => {
  const constant: (string | bigint)[] = []
  for (const step of steps) {
    if (typeof step === 'object') break
    constant.push(step)
  }
  const [first, ...others] = steps
  if (object.form === 'string[]' && typeof first === 'bigint' && others.length === 0)
    return sql.call('kql_string_json', sql.call('list_extract', object.raw, sql.literal(first < 0n ? first : first + 1n)))
  const rest = steps.slice(constant.length)
  let value = constant.length > 0 ? constantPath(object, constant) : toJson(object)
  for (const step of rest) {
    if (typeof step !== 'object') value = sql.call('kql_json_get', value, sql.literal(pathText([step])))
    else if (step.type === 'string') value = sql.call('kql_json_property', value, step.sql)
    else if (step.type === 'dynamic') value = sql.call('kql_json_member', value, step.sql)
    else value = sql.call('kql_json_element', value, step.sql)
  }
  return value
}

const constantPath = (object: Arg, steps: readonly (string | bigint)[]): SqlExpr => {
  const text = sql.literal(pathText(steps))
  // Text may be anything: what is no JSON has no properties.
  if (object.form === 'text') return sql.call('kql_text_get', object.raw, text)
  return sql.call('kql_json_get', elementOf(object.form) ? toJson(object) : object.raw, text)
}
