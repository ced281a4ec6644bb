/**
 * Lists of result columns, as project, extend, summarize and print have them: how each is named, and what happens when two have one name.
 * The rules are those of Microsoft's parser. A name is *declared* by `n = e`, by a bare column, and by a conversion that does nothing to
 * a bare column; all others are *implicit*.
 */
import type { Expression, Name } from '../kql/index.ts'
import type { Column, FieldScalar, Scalar } from '../plan/index.ts'
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
export const splitNamed = (e: Expression): { names: readonly Name[]; tuple: boolean; value: Expression } =>
  e.kind === 'named' ? { names: e.names, tuple: e.tuple, value: e.value } : { names: [], tuple: false, value: e }

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

/** Binds one item of a list into its columns: several for a function with several outputs. An implicit column without a name has name ''. */
export const bindItem = (env: Env, e: Expression): NamedScalar[] => {
  const { names, tuple, value: expression } = splitNamed(e)
  const value = bindValue(env, expression)
  const outputs = value.kind === 'call' ? value.fn.outputs : undefined
  const [first] = names
  const sorted = sortedArrays(env, expression, value)
  if (sorted) {
    const columns = sorted.map(({ name, value: array }, i): NamedScalar => {
      const given = names[i]
      return { name: given?.name ?? name, value: array, declared: given !== undefined, span: given?.span ?? expression.span }
    })
    return first && !tuple ? columns.slice(0, 1) : columns
  }
  if (outputs) {
    const base = value.kind === 'call' ? `${value.fn.name}_${firstName(env, expression)}` : ''
    const columns = outputs.map((o, i): NamedScalar => {
      const field: FieldScalar = {
        kind: 'field',
        value,
        field: o.name,
        type: o.type.type,
        form: o.type.form,
        nullable: o.type.nullable,
        span: expression.span,
      }
      const name = names[i]
      return { name: name?.name ?? `${base}_${o.name}`, value: field, declared: name !== undefined, span: name?.span ?? expression.span }
    })
    // The engine keeps only the first output where the whole is bound to one name.
    return first && !tuple ? columns.slice(0, 1) : columns
  }
  if (first) {
    if (isError(value)) return names.map((n) => ({ name: n.name, value, declared: true, span: n.span }))
    if (names.length > 1) env.binder.report(messages.tooManyNames((names[1] as Name).span, names.length, 1))
    return [{ name: first.name, value, declared: true, span: first.span }]
  }
  const column = bareColumn(env, expression, value)
  return [{ name: column?.name ?? nameOf(env, expression), value, declared: column !== undefined, span: expression.span }]
}

const firstName = (env: Env, e: Expression): string => (e.kind === 'call' && e.args[0] ? nameOf(env, e.args[0]) : '')

/** Collects columns and gives each its name. */
export class ColumnList {
  readonly #env: Env
  /** Input columns count as taken for `Column1`, `Column2` … (extend). */
  readonly #taken: readonly Column[]
  readonly items: { name: string; value: Scalar; declared: boolean }[] = []
  readonly #names = new Set<string>()
  readonly #declared = new Set<string>()
  readonly #suffix = new Map<string, number>()

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
    if (item.declared && this.#declared.has(name)) {
      this.#env.binder.report(messages.duplicateColumn(item.span, name))
      return
    }
    const free = this.unique(name)
    this.#names.add(free)
    if (item.declared) this.#declared.add(free)
    this.items.push({ name: free, value: item.value, declared: item.declared })
  }
}

/** An output column for a named value: a bare column under its own name keeps its identity. */
export const outputColumn = (env: Env, name: string, value: Scalar): Column =>
  value.kind === 'column' && value.column.name === name
    ? value.column
    : env.binder.column(name, isError(value) ? { type: 'dynamic', nullable: true } : value)
