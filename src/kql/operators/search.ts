import type { Expression, FindColumn } from '../ast.ts'
import type { Cursor } from '../cursor.ts'
import { expression } from '../expression.ts'
import { keyword, TYPE, TYPEOF } from '../keywords.ts'
import * as T from '../kinds.ts'
import { commaList, OPEN, SOME } from '../list.ts'
import { name } from '../names.ts'
import { NO_PARAMETERS, type ParameterSet, parameterSet, parameters } from '../parameters.ts'
import { dataScope, required, star } from '../primary.ts'
import { registerOperator } from '../registry.ts'
import { closeParen, typeName } from '../types.ts'
import { tablePath } from './union.ts'

const IN = keyword('in')
const WHERE = keyword('where')
const AS = keyword('as')
const AND = keyword('and')
const PACK = keyword('pack')
const PROJECT = keyword('project')
const PROJECT_SMART = keyword('project-smart')
const PROJECT_AWAY = keyword('__projectAway')

/** Reads a table, or `table | as name`. */
function operand(p: Cursor): Expression | undefined {
  const { start } = p
  const table = tablePath(p)
  if (table?.kind !== 'name' || table.wildcard || p.kind !== T.bar) return table
  p.advance()
  const word = p.span
  if (!p.expect(AS, "'as'")) return table
  const params = parameters(p, NO_PARAMETERS, true)
  const as = name(p)
  if (as === undefined) {
    p.fail('a name')
    return table
  }
  const span = p.since(start)
  return {
    kind: 'pipeline',
    source: table,
    operators: [{ kind: 'as', keyword: word, parameters: params, name: as, span: p.since(word.start) }],
    span,
  }
}

/** Reads `in (tables)` where it stands. */
function inClause(p: Cursor): Expression[] {
  if (!p.take(IN)) return []
  if (!p.expect(T.openParen, "'('")) return []
  const tables = commaList(p, operand, 'a table', SOME)
  closeParen(p)
  return tables
}

/** Reads a column of find: `pack(*)`, `*`, `name` or `name:type`. */
function column(p: Cursor): FindColumn | undefined {
  const { start } = p
  if (p.kind === PACK) {
    const called = p.takeName()
    const open = p.expect(T.openParen, "'('")
    const args = p.kind === T.star ? [star(p)] : [p.missing("'*'")]
    if (open) closeParen(p)
    return { value: { kind: 'call', name: called, args, span: p.since(start) }, type: undefined, span: p.since(start) }
  }
  const value = p.kind === T.star ? star(p) : name(p)
  if (value === undefined) return undefined
  const type = value.kind === 'name' && p.take(T.colon) ? typeName(p, TYPE | TYPEOF) : undefined
  return { value, type, span: p.since(start) }
}

const columns = (p: Cursor): FindColumn[] => commaList(p, column, 'a column', OPEN)

registerOperator('find', {
  begins: true,
  parse: (p, word) => {
    dataScope(p)
    const list = parameters(p, NO_PARAMETERS, false)
    const scoped = p.kind === IN
    const tables = inClause(p)
    if (scoped || list.length > 0) p.expect(WHERE, "'where'")
    else p.take(WHERE)
    const predicate = required(p, expression(p), 'a condition')
    const project = p.take(PROJECT) ? columns(p) : p.take(PROJECT_SMART) ? 'smart' : undefined
    const projectAway = p.take(PROJECT_AWAY) ? columns(p) : []
    return { kind: 'find', keyword: word, parameters: list, tables, predicate, project, projectAway, span: p.since(word.start) }
  },
})

/** Reads the condition of search, which may be `*`, alone or before `and`. */
function predicate(p: Cursor): Expression | undefined {
  const { start } = p
  const found = expression(p)
  if (found !== undefined || p.kind !== T.star) return found
  const left = star(p)
  if (p.kind !== AND) return left
  const opSpan = p.span
  p.advance()
  return { kind: 'binary', op: 'and', opSpan, left, right: required(p, expression(p)), span: p.since(start) }
}

const SEARCH_PARAMETERS: ParameterSet = parameterSet('kind')

registerOperator('search', {
  begins: true,
  parse: (p, word) => {
    const list = parameters(p, SEARCH_PARAMETERS, true)
    dataScope(p)
    const tables = inClause(p)
    const condition = required(p, predicate(p), 'a condition')
    return { kind: 'search', keyword: word, parameters: list, tables, predicate: condition, span: p.since(word.start) }
  },
})
