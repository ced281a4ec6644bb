/** bag_unpack: a column for each key of a bag. */
import { findFunction, isKnown } from '../../functions/index.ts'
import type { Expression } from '../../kql/index.ts'
import type { Column, Rel, Scalar } from '../../plan/index.ts'
import { messages, type Span } from '../../text/index.ts'
import type { KustoType } from '../../types/index.ts'
import { callOf } from '../call.ts'
import type { Env } from '../env.ts'
import { promotedTo } from '../implicit.ts'
import { aggregate, filter, project } from '../rel.ts'
import { convert, ref } from '../scalar.ts'
import { originOf } from '../table.ts'
import { argumentsOf, columnArgument, haveNames, literalArgument } from './arguments.ts'
import type { Plugin } from './index.ts'

interface Slot {
  readonly key: string
  readonly type: KustoType
  /** A column of the input that an output schema names: it stays as it is. */
  readonly source?: Column | undefined
}

const CONFLICTS = ['error', 'replace_source', 'keep_source']

export const bagUnpack: Plugin = (env, input, op) => {
  const { call, schema } = op
  const args = argumentsOf(env, call, ['column', 'OutputColumnPrefix', 'columnsConflict', 'ignoredProperties'], 1)
  const column = args?.column && columnArgument(env, input, args.column)
  if (!args || !column) return undefined
  const prefix = textArgument(env, args.OutputColumnPrefix) ?? ''
  const conflict = textArgument(env, args.columnsConflict) ?? 'error'
  if (!CONFLICTS.includes(conflict)) {
    env.binder.report(messages.unknownKind(args.columnsConflict?.span ?? op.span, conflict, CONFLICTS))
    return undefined
  }
  const ignored = ignoredOf(env, args.ignoredProperties)
  const bag = column.type === 'dynamic' ? ref(column) : convert(ref(column), { type: 'dynamic', nullable: true })
  if (schema) {
    const own = (name: string) => (conflict === 'replace_source' ? undefined : input.columns.find((c) => c !== column && c.name === name))
    // The schema names the columns as they come out, with the prefix.
    const slots = schema.columns.map((c): Slot => ({ key: c.name.name.slice(prefix.length), type: c.type, source: own(c.name.name) }))
    const other = schema.columns.find((c, i) => !slots[i]?.source && !c.name.name.startsWith(prefix))
    if (other) {
      const why = `the columns that are unpacked begin with '${prefix}'`
      env.binder.report(messages.unsupportedForm(other.name.span, `the column '${other.name.name}' of the schema`, why))
      return undefined
    }
    const retyped = schema.columns.find((c, i) => slots[i]?.source && slots[i].source.type !== c.type)
    if (retyped) {
      const why = 'the schema gives it another type, and how the engine converts it is not documented'
      env.binder.report(messages.unsupportedForm(retyped.name.span, `the column '${retyped.name.name}' of the input`, why))
      return undefined
    }
    const kept = schema.open ? input.columns.filter((c) => c !== column && !schema.columns.some((s) => s.name.name === c.name)) : []
    return unpacked(env, input, op.span, kept, slots, bag, prefix)
  }
  const answer = env.binder.ask(keysOf(env, input, bag, op.span))
  if (answer === 'pending') return undefined
  if (!answer) {
    env.binder.report(
      messages.unsupportedForm(call.span, 'bag_unpack without a schema', 'its columns depend on data; write `: (name:type, …)` behind it'),
    )
    return undefined
  }
  const slots = slotsOf(answer).filter((s) => !ignored.includes(s.key))
  if (
    !haveNames(
      env,
      call,
      slots.map((s) => prefix + s.key),
    )
  )
    return undefined
  const taken = (s: Slot) => input.columns.find((c) => c !== column && c.name === prefix + s.key)
  const clash = conflict === 'error' ? slots.find(taken) : undefined
  if (clash) {
    env.binder.report(messages.duplicateColumn(call.span, prefix + clash.key))
    return undefined
  }
  const fresh = conflict === 'keep_source' ? slots.filter((s) => !taken(s)) : slots
  // A key of the column's own name takes its place.
  const inPlace = fresh.some((s) => prefix + s.key === column.name)
  const kept = inPlace ? input.columns : input.columns.filter((c) => c !== column)
  const rel = unpacked(env, input, op.span, kept, fresh, bag, prefix)
  return answer.length === 0 ? { ...rel, open: true } : rel
}

const textArgument = (env: Env, e: Expression | undefined): string | undefined => {
  const value = e && literalArgument(env, e, 'this argument of bag_unpack')
  return typeof value === 'string' ? value : undefined
}

const ignoredOf = (env: Env, e: Expression | undefined): readonly string[] => {
  const text = textArgument(env, e)
  const list: unknown = text === undefined ? [] : JSON.parse(text)
  return Array.isArray(list) ? list.map(String) : []
}

/** The distinct keys of the bags and the types of their values, as gettype() names them. */
const keysOf = (env: Env, input: Rel, bag: Scalar, span: Span): Rel => {
  const { binder } = env
  const element = binder.column('$slot', { type: 'dynamic', nullable: true })
  const index = binder.column('$index', { type: 'long', nullable: false })
  const bags = binder.column('$bag', { ...bag, nullable: true })
  const items = [{ output: element, value: ref(bags), toType: undefined }]
  const given = project(input, [bags], new Map([[bags.id, bag]]))
  const slots: Rel = { kind: 'unnest', input: given, items, index, bags: 'array', keepEmpty: false, columns: [element] }
  const part = (step: bigint): Scalar => ({ kind: 'path', object: ref(element), steps: [step], type: 'dynamic', nullable: true })
  const call = (name: string, value: Scalar): Scalar => {
    const fn = findFunction(name)
    if (!fn) throw new Error(`'${name}' is not in the registry`)
    return callOf(env, fn, [value], span)
  }
  const keys = [call('tostring', part(0n)), call('gettype', part(1n))]
  return aggregate(
    filter(slots, callOf(env, isKnown, [part(0n)], span)),
    keys.map((value, i) => ({ output: binder.column(`key${i}`, value), value })),
    [],
  )
}

/** Kusto's types of what gettype() names; all others are dynamic. Guids stay texts, which string operators take. */
const TYPES: Readonly<Record<string, KustoType>> = {
  bool: 'bool',
  datetime: 'datetime',
  double: 'real',
  guid: 'string',
  long: 'long',
  string: 'string',
}

/** The type of all values, else dynamic; times among texts are texts. */
const commonOf = (found: ReadonlySet<string>): KustoType => {
  const types = new Set([...found].map((name) => TYPES[name] ?? 'dynamic'))
  if (types.has('string')) types.delete('datetime')
  const [only = 'dynamic'] = types
  return types.size === 1 ? only : 'dynamic'
}

/** A slot for each key, in the order of the keys. Nulls don't count. */
const slotsOf = (answer: readonly (readonly unknown[])[]): Slot[] => {
  const types = new Map<string, Set<string>>()
  for (const [key, type] of answer) {
    const known = types.get(String(key)) ?? new Set()
    types.set(String(key), known)
    if (type !== 'null') known.add(String(type))
  }
  return [...types].sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, found]) => ({ key, type: commonOf(found) }))
}

/** Columns of the input that stay, and the slots: in the place of a column of the same name, else behind. */
const unpacked = (env: Env, input: Rel, span: Span, kept: readonly Column[], slots: readonly Slot[], bag: Scalar, prefix: string): Rel => {
  const columns = [...kept]
  const definitions = new Map<number, Scalar>()
  for (const { key, type, source } of slots) {
    if (source) {
      columns.push(source)
      continue
    }
    const path: Scalar = { kind: 'path', object: bag, steps: [key], type: 'dynamic', nullable: true, span }
    const value = promotedTo(env, path, type)
    const column = env.binder.column(prefix + key, value)
    definitions.set(column.id, value)
    const at = columns.findIndex((c) => c.name === column.name)
    if (at >= 0) columns[at] = column
    else columns.push(column)
  }
  return project(input, columns, definitions, originOf(env.binder, span))
}
