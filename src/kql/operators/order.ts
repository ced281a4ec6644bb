import { messages } from '../../text/index.ts'
import type { SortKey } from '../ast.ts'
import type { Cursor } from '../cursor.ts'
import { keyword } from '../keywords.ts'
import { commaList, type ListOptions, SOME } from '../list.ts'
import { NO_PARAMETERS, parameters } from '../parameters.ts'
import { namedExpression, required } from '../primary.ts'
import { registerOperator } from '../registry.ts'

const BY = keyword('by')
const ASC = keyword('asc')
const DESC = keyword('desc')
const GRANNY_ASC = keyword('granny-asc')
const GRANNY_DESC = keyword('granny-desc')
const NULLS = keyword('nulls')
const FIRST = keyword('first')
const LAST = keyword('last')

/** Reads `expression [asc|desc] [nulls first|last]`. */
export function sortKey(p: Cursor): SortKey | undefined {
  const start = p.start
  const value = namedExpression(p)
  if (value === undefined) return undefined
  const direction = p.take(ASC) ? 'asc' : p.take(DESC) ? 'desc' : undefined
  if (p.kind === GRANNY_ASC || p.kind === GRANNY_DESC) {
    p.report(messages.unexpected(p.span, `'${p.written}', an order of column names`))
    p.advance()
  }
  return { value, direction, nulls: p.take(NULLS) ? firstOrLast(p) : undefined, span: p.since(start) }
}

function firstOrLast(p: Cursor): 'first' | 'last' | undefined {
  if (p.take(FIRST)) return 'first'
  if (p.take(LAST)) return 'last'
  p.fail("'first' or 'last'")
  return undefined
}

/** Reads a sort key that must come. */
export function requiredSortKey(p: Cursor): SortKey {
  const found = sortKey(p)
  if (found !== undefined) return found
  const value = p.missing('an expression')
  return { value, direction: undefined, nulls: undefined, span: value.span }
}

/** Reads sort keys, at least one. */
export const sortKeys = (p: Cursor, options: ListOptions = SOME): SortKey[] => commaList(p, sortKey, 'an expression', options)

for (const word of ['sort', 'order']) {
  registerOperator(word, {
    parse: (p, span) => {
      const list = parameters(p, NO_PARAMETERS, false)
      p.expect(BY, "'by'")
      return { kind: 'sort', keyword: span, parameters: list, keys: sortKeys(p), span: p.since(span.start) }
    },
  })
}

registerOperator('top', {
  parse: (p, word) => {
    const list = parameters(p, NO_PARAMETERS, true)
    const count = required(p, namedExpression(p))
    p.expect(BY, "'by'")
    return { kind: 'top', keyword: word, parameters: list, count, keys: [requiredSortKey(p)], span: p.since(word.start) }
  },
})
