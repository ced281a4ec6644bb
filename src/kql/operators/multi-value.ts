import type { KustoType } from '../../types/index.ts'
import type { Expression, MvExpandItem } from '../ast.ts'
import type { Cursor } from '../cursor.ts'
import { expression } from '../expression.ts'
import { keyword } from '../keywords.ts'
import * as T from '../kinds.ts'
import { commaList } from '../list.ts'
import { NO_PARAMETERS, parameters } from '../parameters.ts'
import { subquery } from '../pipeline.ts'
import { namedExpression, required } from '../primary.ts'
import { registerOperator } from '../registry.ts'
import { closeParen, typeOf } from '../types.ts'

const TO = keyword('to')
const LIMIT = keyword('limit')
const ID = keyword('id')
const ON = keyword('on')

function item(p: Cursor): MvExpandItem | undefined {
  const { start } = p
  const value = p.kind === TO ? p.missing('an expression') : namedExpression(p)
  if (value === undefined) return undefined
  const toType = p.take(TO) ? type(p) : undefined
  return { value, toType, span: p.since(start) }
}

/** The type behind `to`. */
function type(p: Cursor): KustoType | undefined {
  const found = typeOf(p)
  if (found === undefined) p.fail('a type such as typeof(long)')
  const [only] = found?.types ?? []
  return only === '*' ? undefined : only
}

const rowLimit = (p: Cursor): Expression | undefined => (p.take(LIMIT) ? required(p, expression(p), 'a number') : undefined)

const mvExpand = (word: string, begins: boolean): void =>
  registerOperator(word, {
    begins,
    parse: (p, span) => {
      const list = parameters(p, NO_PARAMETERS, true)
      const items = commaList(p, item, 'an expression', { some: true, stop: LIMIT })
      return { kind: 'mv-expand', keyword: span, parameters: list, items, limit: rowLimit(p), span: p.since(span.start) }
    },
  })
mvExpand('mv-expand', true)
mvExpand('mvexpand', false)

/** Whether the items of mv-apply end here: `id`, `limit` and `on` may also be columns. */
function endsItems(p: Cursor): boolean {
  if (p.kind !== LIMIT && p.kind !== ID && p.kind !== ON) return false
  const next = p.next
  return next !== T.comma && next !== TO && next !== T.equal
}

/** Reads `(…)` with operators that get their rows from the operator around them. */
export function parenthesizedSubquery(p: Cursor): ReturnType<typeof subquery> {
  const { start } = p
  if (!p.expect(T.openParen, "'(' and a sub-query")) return { kind: 'subquery', operators: [], span: p.since(start) }
  const query = subquery(p)
  closeParen(p)
  return query
}

const mvApply = (word: string, begins: boolean): void =>
  registerOperator(word, {
    begins,
    parse: (p, span) => {
      const list = parameters(p, NO_PARAMETERS, true)
      const items = mvApplyItems(p)
      const limit = rowLimit(p)
      const id = p.take(ID) ? required(p, expression(p)) : undefined
      p.expect(ON, "'on'")
      const query = parenthesizedSubquery(p)
      return {
        kind: 'mv-apply',
        keyword: span,
        parameters: list,
        items,
        limit,
        ...(id ? { id } : {}),
        subquery: query,
        span: p.since(span.start),
      }
    },
  })
mvApply('mv-apply', true)
mvApply('mvapply', false)

function mvApplyItems(p: Cursor): MvExpandItem[] {
  const items: MvExpandItem[] = []
  do {
    const found = endsItems(p) ? undefined : item(p)
    if (found === undefined) {
      p.fail('an expression')
      break
    }
    items.push(found)
  } while (p.take(T.comma))
  return items
}
