/** What a query can use, for people: the registry of functions and the table of operators, in one form. */
import { allFunctions, documented, type FunctionDef } from '../functions/index.ts'
import type { Operator } from '../kql/index.ts'
import { OPERATOR_DOCS, type OperatorDoc } from './operators/docs.ts'
import { refusalOf } from './operators/index.ts'

export type EntryKind = 'tabular operator' | 'operator' | 'function' | 'aggregate' | 'window function' | 'plugin' | 'table function'

export interface Entry {
  readonly kind: EntryKind
  readonly name: string
  readonly aliases: readonly string[]
  /** How it is written, one line a form. */
  readonly syntax: readonly string[]
  readonly doc: string
  readonly examples: readonly { readonly kql: string; readonly result?: unknown }[]
  readonly limit: string | undefined
  /** `partly`: some of its forms are refused. */
  readonly state: 'translated' | 'partly' | 'refused'
  /** Why it, or some of its forms, is refused. */
  readonly reasons: readonly string[]
}

const KINDS: Readonly<Record<FunctionDef['kind'], EntryKind>> = {
  scalar: 'function',
  operator: 'operator',
  aggregate: 'aggregate',
  window: 'window function',
  plugin: 'plugin',
  table: 'table function',
}

const entryOfFunction = (f: FunctionDef): Entry => {
  const signatures = documented(f)
  const refused = signatures.filter((s) => s.lower.kind === 'unsupported')
  const reasons = new Set(refused.map((s) => (s.lower.kind === 'unsupported' ? s.lower.why : '')))
  return {
    kind: KINDS[f.kind],
    name: f.name,
    aliases: f.aliases,
    syntax: signatures.map((s) => `${f.name}${s.text.replaceAll(/\b(const|fixed) /g, '')}`),
    doc: f.doc,
    examples: f.examples.map((e) => ('rows' in e ? { kql: e.kql, result: e.rows } : { kql: e.kql, result: e.result })),
    limit: f.limit,
    state: refused.length === 0 ? 'translated' : refused.length === signatures.length ? 'refused' : 'partly',
    reasons: [...reasons],
  }
}

const entryOfOperator = ([kind, d]: readonly [string, OperatorDoc]): Entry => {
  const why = refusalOf(kind as Operator['kind'])
  return {
    kind: 'tabular operator',
    name: d.name ?? kind,
    aliases: d.aliases ?? [],
    syntax: [d.syntax],
    doc: d.doc,
    examples: [{ kql: d.example, ...(d.rows ? { result: d.rows } : {}) }],
    limit: d.limit,
    state: why === undefined ? 'translated' : 'refused',
    reasons: why === undefined ? [] : [why],
  }
}

const byName = (a: Entry, b: Entry): number => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0)

/** All operators, functions, aggregates and plugins that kqlc knows, each kind sorted by name. Internal ones of the service are left out. */
export const reference = (): readonly Entry[] =>
  [...Object.entries(OPERATOR_DOCS).map(entryOfOperator).sort(byName), ...allFunctions().map(entryOfFunction).sort(byName)].filter(
    (e) => !e.name.startsWith('__'),
  )
