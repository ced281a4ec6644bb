/** union: rows of all inputs, columns matched by name. */
import type { Expression } from '../../kql/index.ts'
import type { Column, Rel, Scalar } from '../../plan/index.ts'
import { messages } from '../../text/index.ts'
import type { KustoType } from '../../types/index.ts'
import { type Env, withRow } from '../env.ts'
import { literal, ref } from '../scalar.ts'
import { bindTable, originOf, scan } from '../table.ts'
import type { BindSource } from './index.ts'
import { wordOf } from './join.ts'

interface Input {
  /** What `withsource` calls it. */
  readonly name: string
  readonly rel: Rel
}

export const union: BindSource<'union'> = (env, input, op) => {
  const fuzzy = wordOf(op.parameters, 'isfuzzy')?.word === 'true'
  const inputs: Input[] = input ? [{ name: 'union_arg0', rel: input }] : []
  let fine = true
  for (const e of op.inputs) {
    const found = bindInput(env, e, inputs.length, fuzzy)
    if (!found) fine = false
    else inputs.push(...found)
  }
  if (!fine) return undefined
  if (inputs.length === 0) {
    env.binder.report(messages.nothingToUnite(op.keyword))
    return undefined
  }
  const inner = wordOf(op.parameters, 'kind')?.word === 'inner'
  const source = wordOf(op.parameters, 'withsource') ?? wordOf(op.parameters, 'with_source')
  return unite(env, inputs, { inner, source: source?.word, origin: originOf(env.binder, op.span) })
}

/** The relations of one operand: several for a wildcard, none for a missing table of a fuzzy union; undefined after a fault. */
const bindInput = (env: Env, e: Expression, at: number, fuzzy: boolean): Input[] | undefined => {
  const { binder } = env
  const inner = withRow(env, undefined)
  if (e.kind === 'name' && e.wildcard) {
    const pattern = new RegExp(
      `^${e.name
        .split('*')
        .map((p) => p.replaceAll(/[.+?^${}()|[\]\\]/g, '\\$&'))
        .join('.*')}$`,
    )
    const tables = binder.catalog.tableNames().filter((t) => pattern.test(t))
    if (tables.length === 0 && !fuzzy) {
      binder.report(messages.unknownTable(e.span, e.name, undefined))
      return undefined
    }
    return tables.flatMap((name) => {
      const table = binder.catalog.table(name)
      return table ? [{ name, rel: scan(binder, table, e.span) }] : []
    })
  }
  if (fuzzy && e.kind === 'name' && !env.scope.find(e.name) && !binder.catalog.table(e.name) && !binder.catalog.savedFunction(e.name)) {
    binder.report(messages.missingInFuzzyUnion(e.span, e.name))
    return []
  }
  const rel = bindTable(inner, e)
  const plainTable = e.kind === 'name' && !env.scope.find(e.name)
  return rel && [{ name: plainTable ? e.name : `union_arg${at}`, rel }]
}

export interface UniteOptions {
  /** Only the columns that all inputs have. */
  readonly inner: boolean
  /** A column in front that names the input of each row. */
  readonly source: string | undefined
  readonly origin: ReturnType<typeof originOf>
}

/** The union of relations: outer by default; a name that has several types becomes one column a type, `name_type`. */
export const unite = (env: Env, inputs: readonly Input[], options: UniteOptions): Rel => {
  const { binder } = env
  const order: string[] = []
  const types = new Map<string, KustoType[]>()
  for (const { rel } of inputs) {
    for (const c of rel.columns) {
      if (options.source === c.name) continue
      const known = types.get(c.name)
      if (!known) {
        order.push(c.name)
        types.set(c.name, [c.type])
      } else if (!known.includes(c.type)) known.push(c.type)
    }
  }
  const everywhere = (name: string) => inputs.every(({ rel }) => rel.columns.some((c) => c.name === name))
  const slots = order
    .filter((name) => !options.inner || everywhere(name))
    .flatMap((name) => {
      const all = types.get(name) ?? []
      return all.map((type) => ({ name, type, label: all.length === 1 ? name : freeLabel(`${name}_${type}`, types) }))
    })
  const columns: Column[] = options.source === undefined ? [] : [binder.column(options.source, { type: 'string', nullable: false })]
  const sources: Scalar[][] = inputs.map(({ name }) => (options.source === undefined ? [] : [literal('string', name)]))
  for (const slot of slots) {
    const found = inputs.map(({ rel }) => rel.columns.find((c) => c.name === slot.name && c.type === slot.type))
    const form = found.every((c) => c?.form === found[0]?.form) ? found[0]?.form : undefined
    columns.push(binder.column(slot.label, { type: slot.type, form, nullable: found.some((c) => !c || c.nullable) }))
    for (const [i, c] of found.entries()) sources[i]?.push(c ? ref(c) : { ...literal(slot.type, null), form })
  }
  return { kind: 'union', inputs: inputs.map((i) => i.rel), sources, columns, origin: options.origin }
}

/** The engine numbers the split column where its name is taken. */
const freeLabel = (label: string, taken: ReadonlyMap<string, unknown>): string => {
  if (!taken.has(label)) return label
  for (let n = 1; ; n++) if (!taken.has(`${label}${n}`)) return `${label}${n}`
}
