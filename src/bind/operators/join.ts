/** join and lookup. Keys of null match each other; the default kind keeps one left row a key. */
import type { Expression, Join, Lookup, OperatorParameter } from '../../kql/index.ts'
import type { Column, JoinKind, Origin, Rel, Scalar } from '../../plan/index.ts'
import { messages, nearest, type Span } from '../../text/index.ts'
import { commonType } from '../../types/index.ts'
import { type Env, withRow } from '../env.ts'
import { mayHave, openColumn } from '../expression.ts'
import { project } from '../rel.ts'
import { oneOfEach } from '../representative.ts'
import { convert, isOpen, ref, settled } from '../scalar.ts'
import { bindTable, originOf } from '../table.ts'
import type { BindOperator } from './index.ts'

interface Kind {
  readonly join: JoinKind
  /** Which sides' columns come out. */
  readonly output: 'both' | 'left' | 'right'
  /** One left row a key. */
  readonly unique?: boolean
  /** The sides change places (semi and anti joins of the right side). */
  readonly swapped?: boolean
}

const KINDS: Readonly<Record<string, Kind>> = {
  innerunique: { join: 'inner', output: 'both', unique: true },
  inner: { join: 'inner', output: 'both' },
  leftouter: { join: 'left', output: 'both' },
  rightouter: { join: 'right', output: 'both' },
  fullouter: { join: 'full', output: 'both' },
  leftsemi: { join: 'semi', output: 'left' },
  rightsemi: { join: 'semi', output: 'right', swapped: true },
  leftanti: { join: 'anti', output: 'left' },
  anti: { join: 'anti', output: 'left' },
  leftantisemi: { join: 'anti', output: 'left' },
  rightanti: { join: 'anti', output: 'right', swapped: true },
  rightantisemi: { join: 'anti', output: 'right', swapped: true },
}

/** The value of a parameter that is a word, such as `kind=inner`. */
export const wordOf = (parameters: readonly OperatorParameter[], name: string): { word: string; span: Span } | undefined => {
  const value = parameters.find((p) => p.name === name)?.value
  if (value?.kind === 'name') return { word: value.name, span: value.span }
  return value?.kind === 'literal' ? { word: String(value.value), span: value.span } : undefined
}

const kindOf = (env: Env, parameters: readonly OperatorParameter[], fallback: string, allowed: readonly string[]): Kind | undefined => {
  const given = wordOf(parameters, 'kind')
  const kind = allowed.includes(given?.word ?? fallback) ? KINDS[given?.word ?? fallback] : undefined
  if (!kind && given) env.binder.report(messages.unknownKind(given.span, given.word, allowed))
  return kind
}

interface Key {
  readonly left: Scalar
  readonly right: Scalar
}

/** `on` conditions: names that both sides have, and `$left.a == $right.b`, as in Microsoft's parser. Undefined after a fault. */
const bindOn = (env: Env, left: Rel, right: Rel, op: Join | Lookup): Key[] | undefined => {
  const keys: Key[] = []
  if (op.on.length === 0) {
    env.binder.report(
      op.kind === 'join' && op.where
        ? messages.unsupportedForm(
            op.where.span,
            "'where' in the place of 'on'",
            'it is an older form that the documentation does not define',
          )
        : messages.expected({ start: op.span.end, end: op.span.end }, "'on' and the columns to join by", 'nothing'),
    )
    return undefined
  }
  for (const e of op.on.flatMap(conjuncts)) {
    if (e.kind === 'name') {
      const key = commonKey(env, left, right, e.name, e.span)
      if (key) keys.push(key)
      continue
    }
    const l = e.kind === 'binary' && e.op === '==' ? sideColumn(env, e.left, '$left', left) : undefined
    const r = e.kind === 'binary' && e.op === '==' ? sideColumn(env, e.right, '$right', right) : undefined
    if (l === undefined || r === undefined) env.binder.report(messages.joinCondition(e.span))
    const key = l && r && sameType(env, l, r, e.span)
    if (key) keys.push(key)
  }
  return keys.length === op.on.flatMap(conjuncts).length ? keys : undefined
}

/** The column of `$left.x` or `$right.x`; false where the side has no such column, which is reported; undefined where the form is another. */
const sideColumn = (env: Env, e: Expression, side: '$left' | '$right', rel: Rel): Scalar | false | undefined => {
  if (e.kind !== 'member' || e.object.kind !== 'name' || e.object.name !== side) return undefined
  const column = env.binder.find(rel.columns, e.name.name)
  if (column) return ref(column, e.span)
  if (mayHave(env, rel)) return openColumn(env, e.name)
  env.binder.report(messages.unknownColumn(e.name.span, e.name.name, nearestColumn(e.name.name, rel)))
  return false
}

const nearestColumn = (name: string, rel: Rel) =>
  nearest(
    name,
    rel.columns.map((c) => c.name),
  )

const conjuncts = (e: Expression): Expression[] =>
  e.kind === 'binary' && e.op === 'and' ? [...conjuncts(e.left), ...conjuncts(e.right)] : [e]

const commonKey = (env: Env, left: Rel, right: Rel, name: string, span: Span): Key | undefined => {
  const [l, r] = [keyColumn(env, left, name, span), keyColumn(env, right, name, span)]
  if (!l || !r) {
    env.binder.report(messages.unknownColumn(span, name, nearestColumn(name, l ? right : left)))
    return undefined
  }
  if (l.type !== r.type && !isOpen(l) && !isOpen(r)) {
    env.binder.report(messages.cannotCompare(span, '==', l.type, r.type))
    return undefined
  }
  return sameType(env, l, r, span)
}

const keyColumn = (env: Env, side: Rel, name: string, span: Span): Scalar | undefined => {
  const column = env.binder.find(side.columns, name)
  return column ? ref(column) : mayHave(env, side) ? openColumn(env, { name, span }) : undefined
}

const sameType = (env: Env, l: Scalar, r: Scalar, span: Span): Key | undefined => {
  const left = settled(l, isOpen(r) ? 'string' : r.type)
  const right = settled(r, left.type)
  const integers = ['int', 'long'].includes(left.type) && ['int', 'long'].includes(right.type)
  if (left.type !== right.type && !integers) {
    env.binder.report(messages.cannotCompare(span, '==', left.type, right.type))
    return undefined
  }
  if (left.type === 'dynamic') {
    env.binder.report(messages.mustBe(span, 'a join key', 'a scalar type', 'dynamic'))
    return undefined
  }
  const type = commonType([left.type, right.type]) ?? left.type
  const adapt = (s: Scalar) => (s.type === type ? s : convert(s, { type, nullable: s.nullable }))
  return { left: adapt(left), right: adapt(right) }
}

/** Left columns, then right ones; a name that the left has gets the next number behind it that is free on both sides. */
const outputs = (env: Env, left: readonly Column[], right: readonly Column[]): { columns: Column[]; renamed: Map<number, Scalar> } => {
  const { binder } = env
  const taken = new Set<string>()
  for (const c of left) taken.add(c.name)
  const renamed = new Map<number, Scalar>()
  const columns = left.slice()
  for (const c of right) {
    if (!taken.has(c.name)) {
      columns.push(c)
      continue
    }
    let n = 1
    while (taken.has(`${c.name}${n}`) || binder.names.placeOf(right, `${c.name}${n}`) >= 0) n++
    const column = binder.column(`${c.name}${n}`, c)
    taken.add(column.name)
    renamed.set(column.id, ref(c))
    columns.push(column)
  }
  return { columns, renamed }
}

/** One row for each key, the first in the input's order. */
const uniqueBy = (env: Env, input: Rel, keys: readonly Scalar[]): Rel => {
  const definitions = new Map<number, Scalar>()
  const partition = keys.map((k) => {
    if (k.kind === 'column') return k.column
    const column = env.binder.column('$key', k)
    definitions.set(column.id, k)
    return column
  })
  const rel =
    definitions.size === 0 ? input : project(input, [...input.columns, ...partition.filter((c) => definitions.has(c.id))], definitions)
  return oneOfEach(env, rel, partition, input.columns)
}

/** The columns of a side that may have no match can be null. */
const loosened = (columns: readonly Column[], mayMiss: boolean): readonly Column[] =>
  mayMiss ? columns.map((c) => (c.nullable ? c : { ...c, nullable: true })) : columns

export const joinOperator: BindOperator<'join'> = (env, input, op) => {
  const kind = kindOf(env, op.parameters, 'innerunique', Object.keys(KINDS))
  const right = bindTable(withRow(env, undefined), op.right)
  if (!kind || !right) return undefined
  const on = bindOn(env, input, right, op)
  if (!on) return undefined
  const left = kind.unique
    ? uniqueBy(
        env,
        input,
        on.map((k) => k.left),
      )
    : input
  const origin = originOf(env.binder, op.span)
  if (kind.swapped) {
    const keys = on.map((k) => ({ left: k.right, right: k.left }))
    return { kind: 'join', join: kind.join, left: right, right: left, on: keys, condition: undefined, columns: right.columns, origin }
  }
  if (kind.output === 'left') return { kind: 'join', join: kind.join, left, right, on, condition: undefined, columns: left.columns, origin }
  return { open: input.open || right.open, ...joinedRows(env, kind.join, left, right, on, { origin }) }
}

interface JoinedOptions {
  /** Columns of the right side that don't come out. */
  readonly without?: ReadonlySet<number>
  readonly condition?: Scalar
  readonly origin: Origin
}

/** Both sides' columns, the right ones numbered where their names are taken. */
export const joinedRows = (env: Env, join: JoinKind, left: Rel, right: Rel, on: readonly Key[], options: JoinedOptions): Rel => {
  const { without, condition, origin } = options
  const l = loosened(left.columns, join === 'right' || join === 'full')
  const r = loosened(right.columns, join === 'left' || join === 'full')
  const rows: Rel = { kind: 'join', join, left, right, on, condition, columns: [...l, ...r], origin }
  const { columns, renamed } = outputs(env, l, without ? r.filter((c) => !without.has(c.id)) : r)
  return project(rows, columns, renamed, origin)
}

/** Adds the right side's columns but its keys; the left row stays where nothing matches (or not, kind=inner). */
export const lookup: BindOperator<'lookup'> = (env, input, op) => {
  const kind = kindOf(env, op.parameters, 'leftouter', ['leftouter', 'inner'])
  const right = bindTable(withRow(env, undefined), op.right)
  if (!kind || !right) return undefined
  const on = bindOn(env, input, right, op)
  if (!on) return undefined
  const without = new Set(on.map((k) => (k.right.kind === 'column' ? k.right.column.id : -1)))
  return joinedRows(env, kind.join, input, right, on, { without, origin: originOf(env.binder, op.span) })
}
