/**
 * Lists of result columns, as project, extend, summarize and print have them: how each is named, and what happens when two have one name.
 * The rules are those of Microsoft's parser. A name is *declared* by `n = e`, by a bare column, and by a conversion that does nothing to
 * a bare column; all others are *implicit*.
 */
import type { Expression, Name, Named } from '../kql/index.ts'
import type { CallScalar, Column, Scalar } from '../plan/index.ts'
import { messages, type Span } from '../text/index.ts'
import type { Env } from './env.ts'
import { bindValue } from './expression.ts'
import { nameOf } from './result-name.ts'
import { isError } from './scalar.ts'
import { sortedArrays } from './sorted-arrays.ts'

export interface NamedScalar {
  readonly name: string
  readonly value: Scalar
  readonly declared: boolean
  readonly span: Span
}

/** The parts of `n = e`, `(a, b) = e`, or `e`. */
export const splitNamed = (e: Expression): Pick<Named, 'names' | 'tuple' | 'value'> =>
  e.kind === 'named' ? e : { names: NONE, tuple: false, value: e }

const NONE: readonly Name[] = []

const CONVERSIONS = new Set([
  'tobool',
  'todatetime',
  'todecimal',
  'todouble',
  'toreal',
  'todynamic',
  'toguid',
  'toint',
  'tolong',
  'tostring',
  'totimespan',
])

/** The bare column that an expression is, also through a conversion to the type that it has. */
export const bareColumn = (env: Env, e: Expression, value: Scalar): Column | undefined => {
  if (e.kind === 'pipeline' && e.operators.length === 0) return bareColumn(env, e.source, value)
  if (value.kind === 'column' && e.kind === 'name') return value.column
  if (e.kind !== 'call' || !CONVERSIONS.has(e.name.name) || e.args.length !== 1 || value.kind !== 'call') return undefined
  const [arg] = value.args
  return arg?.kind === 'column' && arg.type === value.type && e.args[0]?.kind === 'name' ? arg.column : undefined
}

/**
 * Binds one item of a list into its columns: several for a function with several outputs. An implicit column without a name has name ''.
 * `rest`: outputs behind those that `(a, b) = …` names are columns too.
 */
export const bindItem = (env: Env, e: Expression, rest = true): NamedScalar[] => {
  const items: NamedScalar[] = []
  addItem(env, e, items, rest)
  return items
}

/** Binds all items of a list. */
export const bindItems = (env: Env, list: readonly Expression[], rest = true): NamedScalar[] => {
  const items: NamedScalar[] = []
  for (const e of list) addItem(env, e, items, rest)
  return items
}

const addItem = (env: Env, e: Expression, items: NamedScalar[], rest: boolean): void => {
  const named = e.kind === 'named' ? e : undefined
  const names = named ? named.names : NONE
  const expression = named ? named.value : e
  const value = bindValue(env, expression)
  const first = names[0]
  const several = value.kind === 'call' ? severalOf(env, names, expression, value) : undefined
  if (several) {
    // The engine keeps only the first output where the whole is bound to one name.
    items.push(...(first && !(named?.tuple && rest) ? several.slice(0, names.length) : several))
  } else if (!first) {
    const column = bareColumn(env, expression, value)
    items.push({ name: column?.name ?? nameOf(env, expression), value, declared: column !== undefined, span: expression.span })
  } else if (isError(value)) {
    for (const n of names) items.push({ name: n.name, value, declared: true, span: n.span })
  } else {
    if (names.length > 1) env.binder.report(messages.tooManyNames((names[1] as Name).span, names.length, 1))
    items.push({ name: first.name, value, declared: true, span: first.span })
  }
}

/** The columns of a call that may fill several; undefined for all others. */
const severalOf = (env: Env, names: readonly Name[], e: Expression, value: CallScalar): NamedScalar[] | undefined => {
  const { outputs } = value.fn
  const item = (i: number, name: string, part: Scalar): NamedScalar => {
    const given = names[i]
    return { name: given?.name ?? name, value: part, declared: given !== undefined, span: given?.span ?? e.span }
  }
  if (!outputs) return sortedArrays(env, e, value)?.map((a, i) => item(i, a.name, a.value))
  const base = `${value.fn.name}_${firstName(env, e)}`
  return outputs.map((o, i) => {
    const { type, form, nullable } = o.type
    return item(i, `${base}_${o.name}`, { kind: 'field', value, field: o.name, type, form, nullable, span: e.span })
  })
}

const firstName = (env: Env, e: Expression): string => (e.kind === 'call' && e.args[0] ? nameOf(env, e.args[0]) : '')

/** Collects columns and gives each its name. */
export class ColumnList {
  readonly #env: Env
  /** Input columns count as taken for `Column1`, `Column2` … (extend). */
  readonly #taken: readonly Column[]
  readonly items: NamedScalar[] = []
  /** Each name, and whether it is declared. */
  readonly #names = new Map<string, boolean>()
  #suffix: Map<string, number> | undefined

  constructor(env: Env, taken: readonly Column[] = []) {
    this.#env = env
    this.#taken = taken
  }

  has(name: string): boolean {
    return this.#names.has(name)
  }

  /** The next free `Column<n>`; the count runs through the whole query. */
  nameless(): string {
    const { binder, scope } = this.#env
    for (;;) {
      const name = `Column${binder.nextNameless()}`
      if (!scope.find(name) && !this.#taken.some((c) => c.name === name)) return name
    }
  }

  /** The name itself where it is free, else with the next free number behind it. */
  unique(name: string): string {
    if (!this.has(name)) return name
    this.#suffix ??= new Map()
    for (let n = (this.#suffix.get(name) ?? 0) + 1; ; n++) {
      const candidate = `${name}${n}`
      if (this.has(candidate)) continue
      this.#suffix.set(name, n)
      return candidate
    }
  }

  /** Adds a column; two declared ones of a name are an error. */
  add(item: NamedScalar): void {
    const name = item.name === '' && !item.declared ? this.nameless() : item.name
    const { declared } = item
    const taken = this.#names.get(name)
    if (declared && taken) {
      this.#env.binder.report(messages.duplicateColumn(item.span, name))
      return
    }
    const free = taken === undefined ? name : this.unique(name)
    this.#names.set(free, declared)
    this.items.push(free === item.name ? item : { ...item, name: free })
  }
}

/** An output column for a named value: a bare column under its own name keeps its identity. */
export const outputColumn = (env: Env, name: string, value: Scalar): Column =>
  value.kind === 'column' && value.column.name === name
    ? value.column
    : env.binder.column(name, isError(value) ? { type: 'dynamic', nullable: true } : value)
