/** Plugins that are written in KQL themselves: their text is bound over their input, in a scope that holds their arguments and nothing else. */
import { type Call, parse, type Query } from '../../kql/index.ts'
import { type Column, isVolatileRel, type Rel, type Scalar } from '../../plan/index.ts'
import { Source } from '../../text/index.ts'
import type { Env } from '../env.ts'
import { bindStatements } from '../query.ts'
import { project } from '../rel.ts'
import { ref } from '../scalar.ts'
import { Scope } from '../scope.ts'
import { bindTable } from '../table.ts'

const parsed = new Map<string, Query>()

const treeOf = (name: string, text: string): Query => {
  const known = parsed.get(text)
  if (known) return known
  const { tree, diagnostics } = parse(text)
  const [fault] = diagnostics
  if (fault) throw new Error(`the text of the plugin '${name}' is malformed: ${fault.message}`)
  // The texts vary with the number of columns alone; this only keeps a long run with odd rules from growing.
  if (parsed.size < 200) parsed.set(text, tree)
  return tree
}

/** What the text of a plugin can name. */
export interface Given {
  readonly tables: Readonly<Record<string, Rel>>
  readonly values?: Readonly<Record<string, Scalar>>
}

/** Binds the text of a plugin; a fault in it is reported at the call. */
export const written = (env: Env, call: Call, text: string, given: Given): Rel | undefined => {
  const { binder } = env
  const { name } = call.name
  const tree = treeOf(name, text)
  const scope = new Scope()
  // The text may use them, and what it makes of them, as often as it likes: all uses have the same rows.
  for (const [key, rel] of Object.entries(given.tables))
    scope.set(key, { kind: 'table', shared: binder.shared(key, rel, isVolatileRel(rel) || undefined) })
  for (const [key, value] of Object.entries(given.values ?? {})) scope.set(key, { kind: 'scalar', value })
  return binder.inCall({ declaration: tree, source: new Source(name, text) }, call.span, () => {
    const inner: Env = { binder, scope, row: undefined }
    bindStatements(inner, tree.statements)
    const result = tree.statements.find((s) => s.kind === 'expression')
    return result && bindTable(inner, result.value)
  })
}

/** Columns under the names that a plugin's text has for them. */
export const renamed = (env: Env, input: Rel, columns: Readonly<Record<string, Column | Scalar>>): Rel =>
  listed(env, input, Object.entries(columns))

/** Columns of a result under other names, in order; those without one keep theirs. */
export const named = (env: Env, rel: Rel, columns: readonly Column[], names: readonly string[]): Rel =>
  listed(
    env,
    rel,
    columns.map((c, i) => [names[i] ?? c.name, c]),
  )

/** Two columns of one name get the next free number, as everywhere. */
const listed = (env: Env, input: Rel, columns: readonly (readonly [name: string, of: Column | Scalar])[]): Rel => {
  const definitions = new Map<number, Scalar>()
  const taken = new Set<string>()
  const list = columns.map(([given, of]) => {
    let name = given
    for (let n = 1; taken.has(name); n++) name = `${given}${n}`
    taken.add(name)
    const value = 'kind' in of ? of : ref(of)
    const column = env.binder.column(name, value)
    definitions.set(column.id, value)
    return column
  })
  return project(input, list, definitions)
}
