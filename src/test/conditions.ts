/** The conditions of a query that a test can tell from no condition at all. */
import { type Expression, parse, type Where } from '../kql/index.ts'
import type { Span } from '../text/index.ts'

const isNode = (value: unknown): value is { readonly kind?: unknown } => typeof value === 'object' && value !== null

/** Calls `found` for every `where` in a syntax tree, those of subqueries and functions too. Trees are plain data. */
const walk = (node: unknown, found: (where: Where) => void): void => {
  if (!isNode(node)) return
  if (node.kind === 'where') found(node as Where)
  for (const child of Object.values(node)) if (isNode(child)) walk(child, found)
}

/** What `and` joins; a constant says nothing that a test could tell. */
const conjuncts = (e: Expression): readonly Expression[] => {
  if (e.kind === 'binary' && e.op === 'and') return [...conjuncts(e.left), ...conjuncts(e.right)]
  return e.kind === 'literal' || e.kind === 'missing' || e.kind === 'named' ? [] : [e]
}

/** The spans of the conditions of all `where` operators of a query, in the order of the text. */
export const conditions = (query: string): readonly Span[] => {
  const found: Span[] = []
  walk(parse(query).tree, ({ predicate }) => found.push(...conjuncts(predicate).map((e) => e.span)))
  return found.sort((a, b) => a.start - b.start)
}

/** The query with a condition that holds always; the rest keeps its lines. */
export const without = (query: string, { start, end }: Span): string =>
  `${query.slice(0, start)}true${query.slice(start, end).replaceAll(/[^\n]/g, '')}${query.slice(end)}`
