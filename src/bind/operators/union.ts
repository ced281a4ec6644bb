/** union: rows of all inputs, columns matched by name. */
import type { Expression, Name } from '../../kql/index.ts'
import type { Column, Rel, Scalar } from '../../plan/index.ts'
import { messages, type Span, wildcardRegex } from '../../text/index.ts'
import { type KustoType, promotes, type ValueType } from '../../types/index.ts'
import { type Env, withRow } from '../env.ts'
import { promotedTo } from '../implicit.ts'
import { literal, ref } from '../scalar.ts'
import type { Binding } from '../scope.ts'
import { isTableForm } from '../special/tables.ts'
import { bindTable, bindTableName, originOf, scan } from '../table.ts'
import { findUserFunction } from '../user-function.ts'
import type { BindSource } from './index.ts'
import { wordOf } from './join.ts'

/** A relation that takes part in a union or a search. */
export interface UnionInput {
  /** What `withsource` calls it. */
  readonly name: string
  readonly rel: Rel
}

const KINDS = ['inner', 'outer']

export const union: BindSource<'union'> = (env, input, op) => {
  const fuzzy = wordOf(op.parameters, 'isfuzzy')?.word === 'true'
  const inputs: UnionInput[] = input ? [{ name: labelOf(input) ?? 'union_arg0', rel: input }] : []
  let fine = true
  for (const e of op.inputs) {
    const found = bindInput(env, e, `union_arg${inputs.length}`, fuzzy)
    if (!found) fine = false
    else inputs.push(...found)
  }
  if (!fine) return undefined
  if (inputs.length === 0) {
    env.binder.report(messages.nothingToUnite(op.keyword))
    return undefined
  }
  const kind = wordOf(op.parameters, 'kind')
  if (kind && !KINDS.includes(kind.word)) env.binder.report(messages.unknownKind(kind.span, kind.word, KINDS))
  const inner = kind?.word === 'inner'
  const source = wordOf(op.parameters, 'withsource') ?? wordOf(op.parameters, 'with_source')
  if (source && inputs.some(({ rel }) => !isEmptyRows(rel) && env.binder.find(rel.columns, source.word)))
    env.binder.report(messages.sourceInPlace(source.span, source.word))
  return unite(env, inputs, { inner, source: source?.word, origin: originOf(env.binder, op.span) })
}

/** The relations of one operand: several for a wildcard, none for a missing table of a fuzzy union; undefined after a fault. */
export const bindInput = (env: Env, e: Expression, label: string, fuzzy: boolean): UnionInput[] | undefined => {
  const { binder } = env
  const inner = withRow(env, undefined)
  if (e.kind === 'name' && e.wildcard) {
    const pattern = wildcardRegex(e.name)
    const tables = binder.catalog.tableNames().filter((t) => pattern.test(t))
    const views = viewInputs(env, pattern, e.span)
    if (!views) return undefined
    if (tables.length === 0 && views.length === 0 && !fuzzy) {
      binder.report(messages.unknownTable(e.span, e.name, undefined))
      return undefined
    }
    const stored = tableInputs(env, tables, e.span)
    return stored && [...views, ...stored]
  }
  const missing = fuzzy ? missingSource(env, e) : undefined
  if (missing) {
    binder.report(messages.missingInFuzzyUnion(missing.span, missing.name))
    return []
  }
  // A function may ask for tables that aren't there: its leg is left out as a whole.
  const { value: rel, missing: within } = fuzzy ? binder.attempt(() => bindTable(inner, e)) : { value: bindTable(inner, e), missing: [] }
  for (const { name, span } of within) binder.report(messages.missingInFuzzyUnion(span, name))
  if (within.length > 0) return []
  if (rel?.graph) {
    binder.report(messages.unreadGraph(e.span))
    return undefined
  }
  const found = e.kind === 'name' ? env.scope.find(e.name) : undefined
  const shown = e.kind === 'name' && (!found || isView(found)) ? e.name : undefined
  return rel && [{ name: shown ?? labelOf(rel) ?? label, rel }]
}

/** The name that `as` gives to a relation. */
export const labelOf = (rel: Rel): string | undefined => (rel.kind === 'ref' ? rel.label : undefined)

/** A variable that counts as a table where tables are named: `view () { … }`. */
const isView = (found: Binding | undefined): boolean => found?.kind === 'function' && found.declaration.view

/** More tables than anybody means when there is no store to say which there are. */
const MOST_WITHOUT_STORE = 200

/** Several tables at once; undefined where these are too many, which is reported. */
const tableInputs = (env: Env, names: readonly string[], span: Span): UnionInput[] | undefined => {
  const { binder } = env
  if (!binder.catalog.learnt && names.length > MOST_WITHOUT_STORE) {
    binder.report(messages.tooManyTables(span, names.length))
    return undefined
  }
  return names.flatMap((name) => tableInput(env, name, span))
}

const tableInput = (env: Env, name: string, span: Span): UnionInput[] => {
  const { binder } = env
  const table = binder.catalog.table(name)
  if (!table) return []
  const rel = scan(binder, table, span)
  return [{ name, rel: binder.catalog.isEmpty?.(name) ? { kind: 'values', rows: [], columns: rel.columns } : rel }]
}

/** All views of the query and tables of the store; undefined after a fault. */
export const allTables = (env: Env, span: Span): UnionInput[] | undefined => {
  const names = env.binder.catalog.tableNames()
  const views = viewInputs(env, /^/, span)
  const tables = views && tableInputs(env, names, span)
  if (views?.length === 0 && names.length === 0) env.binder.report(messages.nothingToUnite(span))
  else if (views && tables) return [...views, ...tables]
  return undefined
}

/** The views whose names match; undefined after a fault. */
const viewInputs = (env: Env, pattern: RegExp, span: Span): UnionInput[] | undefined => {
  const names = env.scope.names().filter((name) => pattern.test(name) && isView(env.scope.find(name)))
  const views = [...new Set(names)].map((name) => ({ name, rel: bindTableName(withRow(env, undefined), name, span) }))
  return views.every((v): v is UnionInput => v.rel !== undefined) ? views : undefined
}

/** A relation that is known to have no rows. */
export const isEmptyRows = (rel: Rel): boolean => rel.kind === 'values' && rel.rows.length === 0

/** The table or function that an operand begins with, where there is none of this name. */
const missingSource = (env: Env, e: Expression): Name | undefined => {
  if (e.kind === 'pipeline') return missingSource(env, e.source)
  if (e.kind === 'call') return isTableForm(e.name.name) || findUserFunction(env, e.name.name) ? undefined : e.name
  if (e.kind !== 'name' || e.wildcard) return undefined
  const { catalog } = env.binder
  return env.scope.find(e.name) || catalog.table(e.name) || catalog.savedFunction(e.name) ? undefined : e
}

export interface UniteOptions {
  /** Only the columns that all inputs have. */
  readonly inner: boolean
  /** A column in front that names the input of each row. */
  readonly source: string | undefined
  readonly origin: ReturnType<typeof originOf>
}

/** The columns of one name and type: `inputs[i]` is the input that has `columns[i]`. */
interface Slot {
  readonly type: KustoType
  readonly columns: Column[]
  readonly inputs: number[]
}

const slotOf = (column: Column, input: number): Slot => {
  const columns: Column[] = []
  const inputs: number[] = []
  columns.push(column)
  inputs.push(input)
  return { type: column.type, columns, inputs }
}

const slotOfType = (slots: readonly Slot[], type: KustoType): Slot | undefined => {
  for (const s of slots) if (s.type === type) return s
  return undefined
}

/** The columns of an input into the slots of their names. */
const takeUp = (byName: Map<string, Slot[]>, columns: readonly Column[], input: number, source: string | undefined): void => {
  for (const column of columns) {
    const { name } = column
    if (source === name) continue
    const slots = byName.get(name)
    // A column that nothing is known of is null in whatever type it has elsewhere.
    if (column.form === 'open') {
      if (!slots) byName.set(name, [])
    } else if (!slots) byName.set(name, [slotOf(column, input)])
    else {
      const slot = slotOfType(slots, column.type)
      if (slot) {
        slot.columns.push(column)
        slot.inputs.push(input)
      } else slots.push(slotOf(column, input))
    }
  }
}

/** The type of a slot's columns in a union of so many inputs: their common form, and whether one of them can be null or is missing. */
const typeOf = ({ type, columns }: Slot, inputs: number): ValueType => {
  let form = columns[0]?.form
  let nullable = columns.length < inputs
  for (const c of columns) {
    if (c.form !== form) form = undefined
    if (c.nullable) nullable = true
  }
  return { type, form, nullable }
}

const NO_SLOTS: readonly Slot[] = []

/** The union of relations: outer by default; a name that has several types becomes one column a type, `name_type`. */
export const unite = (env: Env, inputs: readonly UnionInput[], options: UniteOptions): Rel => {
  const { binder } = env
  // In one walk and by name, so that a union of very many tables stays linear in their columns.
  const byName = new Map<string, Slot[]>()
  for (const [input, { rel }] of inputs.entries()) takeUp(byName, rel.columns, input, options.source)
  const source = options.source === undefined ? undefined : binder.column(options.source, { type: 'string', nullable: false })
  const hasRows = (input: number): boolean => !isEmptyRows((inputs[input] as UnionInput).rel)
  const sources = inputs.map(({ name }) => new Map<number, Scalar>(source ? [[source.id, literal('string', name)]] : []))
  const columns: Column[] = source ? [source] : []
  const merged: string[] = []
  for (const [name, known] of byName) {
    if (options.inner && !inputs.every(({ rel }) => binder.find(rel.columns, name))) continue
    const others = known.length > 1 ? known.slice(1).filter((s) => s.inputs.some(hasRows)) : NO_SLOTS
    const whole = known.length > 1 && keepsFirst(known) && nothingLost(known[0] as Slot, others) ? known[0] : undefined
    if (whole && others.length > 0) merged.push(name)
    const slots: readonly Slot[] = known.length === 0 ? [{ type: 'dynamic', columns: [], inputs: [] }] : whole ? [whole] : known
    for (const slot of slots) {
      const label = slots.length === 1 ? name : freeLabel(`${name}_${slot.type}`, byName)
      const type = typeOf(slot, inputs.length)
      const column = binder.column(label, whole ? { type: type.type, nullable: type.nullable } : type)
      for (let i = 0; i < slot.inputs.length; i++) sources[slot.inputs[i] as number]?.set(column.id, ref(slot.columns[i] as Column))
      if (whole) addOthers(env, others, column, sources)
      columns.push(column)
    }
  }
  if (merged.length > 0) binder.report(messages.typesMerged(options.origin.span, merged))
  const all = { columns, origin: options.origin }
  const rows = [...inputs.keys()].filter(hasRows)
  if (rows.length === 0) return { kind: 'values', rows: [], ...all }
  return {
    kind: 'union',
    open: !options.inner && inputs.some((i) => i.rel.open),
    inputs: rows.map((i) => (inputs[i] as UnionInput).rel),
    sources: rows.map((i) => sources[i] as Map<number, Scalar>),
    ...all,
  }
}

/** The values of a name's other types in the column of its first. */
const addOthers = (env: Env, others: readonly Slot[], column: Column, sources: readonly Map<number, Scalar>[]): void => {
  for (const { columns, inputs } of others)
    for (const [i, input] of inputs.entries()) sources[input]?.set(column.id, promotedTo(env, ref(columns[i] as Column), column.type))
}

/**
 * Whether a name may keep its first type: Microsoft's parser takes a name for settled when the second input that has it agrees with the
 * first, whatever later ones have.
 */
const keepsFirst = ([first, ...others]: readonly Slot[]): boolean => {
  const second = first?.inputs[1]
  return second !== undefined && others.every((s) => (s.inputs[0] ?? 0) > second)
}

/** Whether the values of other slots can stand in the first. Where one would be lost the documented rule holds, by which each type has a column. */
const nothingLost = ({ type }: Slot, others: readonly Slot[]): boolean =>
  type === 'string' || type === 'dynamic' || others.every((s) => promotes(s.type, type))

/** The engine numbers the split column where its name is taken. */
const freeLabel = (label: string, taken: ReadonlyMap<string, unknown>): string => {
  if (!taken.has(label)) return label
  for (let n = 1; ; n++) if (!taken.has(`${label}${n}`)) return `${label}${n}`
}
