import type { Expression } from '../ast.ts'
import type { Cursor } from '../cursor.ts'
import { expression } from '../expression.ts'
import { keyword } from '../keywords.ts'
import * as T from '../kinds.ts'
import { commaList, type ListOptions, SOME } from '../list.ts'
import { nameOrWildcard } from '../names.ts'
import { NO_PARAMETERS, type ParameterSet, parameters } from '../parameters.ts'
import { namedExpression, star } from '../primary.ts'
import { registerOperator } from '../registry.ts'

/** The operators whose only operand is a list of columns. */
type ColumnsKind =
  | 'extend'
  | 'project'
  | 'project-away'
  | 'project-keep'
  | 'project-rename'
  | 'project-by-names'
  | 'distinct'
  | 'serialize'
  | 'print'

interface ColumnsOptions {
  readonly element?: (p: Cursor) => Expression | undefined
  readonly list?: ListOptions
  readonly parameters?: ParameterSet
  /** Whether an expression can't begin with the word, since it is reserved. */
  readonly begins?: boolean
}

function register(kind: ColumnsKind, options: ColumnsOptions): void {
  const { element = namedExpression, list, parameters: names, begins = true } = options
  registerOperator(kind, {
    begins,
    parse: (p, word) => {
      const params = names === undefined ? [] : parameters(p, names, true)
      const columns = commaList(p, element, 'a column', list)
      return { kind, keyword: word, parameters: params, columns, span: p.since(word.start) }
    },
  })
}

register('extend', { list: SOME, begins: false })
register('project', {})
register('project-away', { element: nameOrWildcard })
register('project-keep', { element: nameOrWildcard })
register('project-rename', {})
register('project-by-names', { element: expression })
register('distinct', {
  element: (p) => (p.kind === T.star ? star(p) : namedExpression(p)),
  list: SOME,
  parameters: NO_PARAMETERS,
  begins: false,
})
register('serialize', { parameters: NO_PARAMETERS, begins: false })
register('print', { list: SOME })

const ASC = keyword('asc')
const DESC = keyword('desc')
const GRANNY_ASC = keyword('granny-asc')
const GRANNY_DESC = keyword('granny-desc')
const ORDERS = new Map<number, 'asc' | 'desc' | 'granny-asc' | 'granny-desc'>([
  [ASC, 'asc'],
  [DESC, 'desc'],
  [GRANNY_ASC, 'granny-asc'],
  [GRANNY_DESC, 'granny-desc'],
])

registerOperator('project-reorder', {
  begins: true,
  parse: (p, word) => {
    const columns = commaList(
      p,
      (q) => {
        const start = q.start
        const value = nameOrWildcard(q)
        if (value === undefined) return undefined
        const order = ORDERS.get(q.kind)
        if (order !== undefined) q.advance()
        return { value, order, span: q.since(start) }
      },
      'a column',
    )
    return { kind: 'project-reorder', keyword: word, parameters: [], columns, span: p.since(word.start) }
  },
})
