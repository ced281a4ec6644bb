/** The columns that operators such as parse add. */
import type { Column, Origin, Rel, Scalar } from '../../plan/index.ts'
import { messages, type Span } from '../../text/index.ts'
import type { KustoType } from '../../types/index.ts'
import { ChangedColumns } from '../column-names.ts'
import type { Env } from '../env.ts'
import { pick, project } from '../rel.ts'

export interface AddedColumn {
  readonly name: string
  readonly value: Scalar
  readonly span: Span
}

/** `columns` of `rel` with further ones: in the place of a column of the same name, else behind. Two of a name are an error. */
export const replacing = (env: Env, columns: readonly Column[], rel: Rel, added: readonly AddedColumn[], origin?: Origin): Rel => {
  const changed = new ChangedColumns(env.binder.names, columns)
  const definitions = new Map<number, Scalar>()
  const seen = new Set<string>()
  for (const { name, value, span } of added) {
    if (seen.has(name)) {
      env.binder.report(messages.duplicateColumn(span, name))
      continue
    }
    seen.add(name)
    const at = changed.placeOf(name)
    const column = env.binder.column(name, value)
    definitions.set(column.id, value)
    changed.put(column, at)
  }
  const outputs = changed.done()
  return definitions.size > 0 ? project(rel, outputs, definitions, origin) : pick(rel, outputs, origin)
}

/** Reports a column that a text is to become a dynamic in: whether the text is read as JSON then is not documented. */
export const refusesDynamic = (env: Env, columns: readonly { readonly type: KustoType | undefined; readonly span: Span }[]): boolean => {
  const column = columns.find((c) => c.type === 'dynamic')
  if (column) {
    const why = 'whether its text is read as JSON is not documented; parse a string, and that with parse_json'
    env.binder.report(messages.unsupportedForm(column.span, 'a dynamic column of a text', why))
  }
  return column !== undefined
}
