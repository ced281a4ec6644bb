/** What a lint rule looks at: a rule's query as syntax, and what binding found out about it. */
import type { Call, Expression, Node, Operator, Query, Statement } from '../../kql/index.ts'
import type { Rule } from '../../load/index.ts'
import { type Column, inputsOf, type Rel, type Scalar, scalarChildren, scalarsOf } from '../../plan/index.ts'
import type { Span } from '../../text/index.ts'

/** A node of the syntax tree that has a kind: expressions, operators, statements. */
export type Kinded = Node & { readonly kind: string }

/** A column of a table as it is stored, passed through unchanged. */
export interface Stored {
  readonly table: string
  readonly column: string
}

export interface Subject {
  readonly rule: Rule
  readonly text: string
  readonly tree: Query
  /** The bound query; undefined where it has errors. */
  readonly plan: Rel | undefined
  /** The nodes of a kind, each after those around it. */
  all<K extends string>(kind: K): readonly Extract<AnyNode, { readonly kind: K }>[]
  /** What an expression was bound to; undefined for parts of a function's body, which may mean several things, and where nothing was. */
  bound(e: Expression): Scalar | undefined
  /** The stored column that a name means, if it does. */
  stored(e: Expression): Stored | undefined
  /** The tables that the query names itself, each with its place. */
  readonly tables: readonly { readonly table: string; readonly columns: readonly Column[]; readonly span: Span }[]
}

type AnyNode = Expression | Operator | Statement

const isKinded = (value: object): value is Kinded => 'kind' in value && 'span' in value

/** The nodes below a value of the syntax tree, and it itself, in the order of the text. */
export const nodesOf = (value: unknown): Kinded[] => {
  const found: Kinded[] = []
  const visit = (v: unknown): void => {
    if (typeof v !== 'object' || v === null) return
    if (Array.isArray(v)) for (const item of v) visit(item)
    else {
      if (isKinded(v)) found.push(v)
      for (const part of Object.values(v)) if (typeof part === 'object') visit(part)
    }
  }
  visit(value)
  return found
}

/** The names of the functions that are called below a value of the syntax tree. */
export const callsIn = (value: unknown): readonly string[] =>
  nodesOf(value).flatMap((n) => (n.kind === 'call' ? [(n as unknown as Call).name.name] : []))

/** All relations of a plan, those that are shared or inside scalars too, each once. */
const relationsOf = (plan: Rel): Set<Rel> => {
  const seen = new Set<Rel>()
  const scalar = (s: Scalar): void => {
    if (s.kind === 'subquery' || s.kind === 'inQuery') visit(s.rel)
    for (const child of scalarChildren(s)) scalar(child)
  }
  const visit = (rel: Rel): void => {
    if (seen.has(rel)) return
    seen.add(rel)
    if (rel.kind === 'ref') visit(rel.shared.rel)
    for (const s of scalarsOf(rel)) scalar(s)
    for (const input of inputsOf(rel)) visit(input)
  }
  visit(plan)
  return seen
}

const keyOf = (span: Span): string => `${span.start}:${span.end}`

/** A name as it is written, without brackets; undefined for other expressions. */
export const nameOf = (e: Expression): string | undefined => (e.kind === 'name' ? e.name : undefined)

/** A string literal's text. */
export const textOf = (e: Expression): string | undefined =>
  e.kind === 'literal' && e.type === 'string' && typeof e.value === 'string' ? e.value : undefined

export const isCall = (e: Expression, ...names: readonly string[]): e is Extract<Expression, { kind: 'call' }> =>
  e.kind === 'call' && e.object === undefined && names.includes(e.name.name)

/** The parts of a chain of one operator, `a and b and c`. */
export const partsOf = (e: Expression, op: 'and' | 'or'): readonly Expression[] =>
  e.kind === 'binary' && e.op === op ? [...partsOf(e.left, op), ...partsOf(e.right, op)] : [e]

/** Looks at a query; `plan` is what binding made of `tree`. */
export const subjectOf = (rule: Rule, tree: Query, plan: Rel | undefined): Subject => {
  const text = rule.query
  const nodes = nodesOf(tree)
  const relations = plan ? relationsOf(plan) : new Set<Rel>()
  const byKind = new Map<string, Kinded[]>()
  for (const node of nodes) {
    const list = byKind.get(node.kind)
    if (list) list.push(node)
    else byKind.set(node.kind, [node])
  }

  const scalars = new Map<string, Scalar>()
  const cameFrom = new Map<number, Stored | number>()
  const tables: { table: string; columns: readonly Column[]; span: Span }[] = []
  const remember = (s: Scalar): void => {
    // The body of a saved function is another text.
    if (s.span && !s.span.elsewhere && !scalars.has(keyOf(s.span))) scalars.set(keyOf(s.span), s)
    for (const child of scalarChildren(s)) remember(child)
  }
  for (const rel of relations) {
    for (const s of scalarsOf(rel)) remember(s)
    if (rel.kind === 'scan') {
      for (const [i, c] of rel.columns.entries()) cameFrom.set(c.id, { table: rel.table, column: rel.sources[i] ?? c.name })
      const { origin } = rel
      if (origin?.text === text) tables.push({ table: rel.table, columns: rel.columns, span: origin.span })
    } else if (rel.kind === 'ref') {
      for (const [i, c] of [...rel.columns, ...rel.hidden].entries()) cameFrom.set(c.id, rel.sources[i]?.id ?? -1)
    }
  }
  const inFunction = (byKind.get('function') ?? []).map((f) => f.span)
  const bound = (e: Expression): Scalar | undefined =>
    inFunction.some((f) => f.start <= e.span.start && e.span.end <= f.end) ? undefined : scalars.get(keyOf(e.span))

  return {
    rule,
    text,
    tree,
    plan,
    tables,
    all: (kind) => (byKind.get(kind) ?? []) as never,
    bound,
    stored: (e) => {
      const scalar = bound(e)
      if (scalar?.kind !== 'column' || scalar.column.name !== nameOf(e)) return undefined
      let from = cameFrom.get(scalar.column.id)
      while (typeof from === 'number') from = cameFrom.get(from)
      return from
    },
  }
}
