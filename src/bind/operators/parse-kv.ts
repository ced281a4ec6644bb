/** parse-kv: columns out of keys and values in a text. */
import { keyValueOf, keyValuePairs } from '../../functions/index.ts'
import type { OperatorParameter, ParseKv } from '../../kql/index.ts'
import type { Rel, Scalar } from '../../plan/index.ts'
import { type KeyValueSyntax, messages } from '../../text/index.ts'
import { callOf } from '../call.ts'
import { type Env, withRow } from '../env.ts'
import { bindScalar } from '../expression.ts'
import { promotedTo } from '../implicit.ts'
import { project } from '../rel.ts'
import { isError, literal, ref } from '../scalar.ts'
import { originOf } from '../table.ts'
import { overRows } from '../window.ts'
import { refusesDynamic, replacing } from './columns.ts'
import type { BindOperator } from './index.ts'

export const parseKv: BindOperator<'parse-kv'> = (env, input, op) => {
  const { rel, result: value } = overRows(env, input, (inner) => bindScalar(inner, op.value))
  if (isError(value) || refusesDynamic(env, op.columns)) return undefined
  const found = pairsOf(env, promotedTo(env, value, 'string'), op)
  if (!found || isError(found)) return undefined
  const column = env.binder.column('$pairs', found)
  const pairs: Rel = project(rel, [...rel.columns, column], new Map([[column.id, found]]))
  const items = op.columns.map(({ name, type, span }) => ({
    name: name.name,
    span,
    value: promotedTo(env, callOf(env, keyValueOf, [ref(column), literal('string', name.name)], span), type),
  }))
  return replacing(env, input.columns, pairs, items, originOf(env.binder, op.span))
}

/** The pairs of a text by the properties; undefined after a fault. */
const pairsOf = (env: Env, text: Scalar, op: ParseKv): Scalar | undefined => {
  const texts = new Map<string, string[]>()
  let greedy = false
  for (const p of op.properties) {
    const value = constantOf(env, p)
    if (value === undefined) return undefined
    if (p.name === 'greedy') greedy = value === 'true'
    else texts.set(p.name, [...(texts.get(p.name) ?? []), value])
  }
  const one = (name: string) => texts.get(name)?.[0]
  const constant = (value: string) => literal('string', value)
  const [regex, pair, keyValue] = [one('regex'), one('pair_delimiter'), one('kv_delimiter')]
  if (regex !== undefined) return callOf(env, keyValuePairs.match, [text, constant(regex)], op.span)
  const quotes = texts.get('quote') ?? []
  const delimited = pair !== undefined && keyValue !== undefined
  if (delimited && quotes.length === 0 && !greedy)
    return callOf(env, keyValuePairs.split, [text, constant(pair), constant(keyValue)], op.span)
  const syntax: KeyValueSyntax = {
    ...(delimited ? { delimiters: { pair, keyValue, greedy } } : { keys: op.columns.map((c) => c.name.name) }),
    quotes: quotes.map((q) => [q[0] ?? '', q[1] ?? q[0] ?? '']),
    escapes: texts.get('escape') ?? [],
  }
  return callOf(env, keyValuePairs.scan, [text, constant(JSON.stringify(syntax))], op.span)
}

/** How many characters a property's text may have. */
const LENGTHS: Readonly<Record<string, readonly [min: number, max: number]>> = {
  pair_delimiter: [1, Infinity],
  kv_delimiter: [1, Infinity],
  quote: [1, 2],
  escape: [1, 1],
  regex: [1, Infinity],
}

/** The text of a property, `true` or `false` for greedy; undefined after a fault. */
const constantOf = (env: Env, p: OperatorParameter): string | undefined => {
  const value = p.value.kind === 'name' ? literal('string', p.value.name) : bindScalar(withRow(env, undefined), p.value)
  if (isError(value)) return undefined
  const lengths = LENGTHS[p.name]
  if (value.kind === 'literal' && (typeof value.value === 'string' || typeof value.value === 'boolean')) {
    const text = String(value.value)
    if (!lengths || (text.length >= lengths[0] && text.length <= lengths[1])) return text
  }
  env.binder.report(messages.badProperty(p.span, p.name, lengths))
  return undefined
}
