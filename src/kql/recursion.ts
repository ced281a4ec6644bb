import type { Expression } from './ast.ts'
import type { Cursor } from './cursor.ts'

const unset = (): never => {
  throw new Error('the grammar is not loaded')
}

/** The rules that refer to each other across files; the files that hold them set them when they load. */
export const rules: {
  /** An expression that is no pipeline and has no name. */
  expression: (p: Cursor) => Expression | undefined
  /** An expression, an operator that begins a query, or a pipeline of them. */
  pipeline: (p: Cursor) => Expression | undefined
  /** The operators behind a source that was read already and began at `start`; the source itself where no `|` follows. */
  pipe: (p: Cursor, start: number, source: Expression) => Expression
} = { expression: unset, pipeline: unset, pipe: unset }
