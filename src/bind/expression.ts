/** Expressions: syntax → typed scalars. */
import { findFunction, operatorFunction } from '../functions/index.ts'
import type { Binary, Expression, In, Index, Member } from '../kql/index.ts'
import type { Column, LiteralScalar, PathScalar, Rel, Scalar } from '../plan/index.ts'
import { messages, type Span } from '../text/index.ts'
import { fitsDecimal, mayBeWritten } from '../types/index.ts'
import { aggregateCall, bindCall, callOf, infix } from './call.ts'
import { indexOfName } from './column-names.ts'
import type { Env } from './env.ts'
import { promotedTo } from './implicit.ts'
import { suggestName } from './name.ts'
import { project } from './rel.ts'
import { convert, ERROR, isError, literal, ref, settled, unknownColumn } from './scalar.ts'
import { bindTable, isTabular } from './table.ts'
import { callScalarFunction, isTabularFunction } from './user-function.ts'

/** Binds an expression that must be a scalar. Faults are reported and yield ERROR, which silences what follows from it. */
export const bindScalar = (env: Env, e: Expression): Scalar => {
  const value = bindValue(env, e)
  const outputs = value.kind === 'call' ? value.fn.outputs : undefined
  if (!outputs || value.kind !== 'call') return value
  const [only] = outputs
  if (outputs.length === 1 && only) return { kind: 'field', value, field: only.name, ...only.type, span: e.span }
  env.binder.report(messages.severalColumns(e.span, value.fn.name))
  return ERROR
}

/** As bindScalar, but a function with several outputs is left as one value: the caller takes them apart. */
export const bindValue = (env: Env, e: Expression): Scalar => {
  switch (e.kind) {
    case 'literal':
      if (e.type === 'decimal' && typeof e.value === 'string' && !fitsDecimal(e.value)) {
        env.binder.report(messages.unsupportedFunction(e.span, 'decimal', 'decimals have up to 20 digits before the point'))
        return ERROR
      }
      return literal(e.type, e.type === 'string' && e.value === null ? '' : e.value, e.span)
    case 'name':
      return bindName(env, e.name, e.span)
    case 'member':
    case 'index':
      return bindPath(env, e)
    case 'call':
      return bindCall(env, e)
    case 'unary':
      return bindUnary(env, e.op, e.operand, e.span)
    case 'binary':
      return bindBinary(env, e)
    case 'in':
      return bindIn(env, e)
    case 'between': {
      const value = bindScalar(env, e.operand)
      const low = settled(bindScalar(env, e.low), value.type)
      const high = bindScalar(env, e.high)
      const args = [value, low, high]
      // A span is added to the lower end, once: a constant range then can skip data.
      if (value.type === 'datetime' && low.type === 'datetime' && high.type === 'timespan') args[2] = infix(env, '+', low, high, e.span)
      return callOf(env, operatorFunction(e.negated ? '!between' : 'between'), args, e.span)
    }
    case 'named':
      return bindValue(env, e.value)
    case 'typeof':
      env.binder.report(messages.unsupportedForm(e.span, 'a type as a value', 'only some functions take one as an argument'))
      return ERROR
    case 'pipeline':
      if (e.operators.length === 0) return bindValue(env, e.source)
      env.binder.report(messages.notScalar(e.span))
      return ERROR
    case 'operator':
    case 'function':
      env.binder.report(messages.notScalar(e.span))
      return ERROR
    case 'star':
      env.binder.report(messages.unexpected(e.span, "'*'"))
      return ERROR
    case 'missing':
      return ERROR // the parser has said so
    default:
      return never(e)
  }
}

const never = (node: never): never => {
  throw new Error(`no case for ${JSON.stringify(node)}`)
}

/** The column of this name; names are case-sensitive. Where there is a binder, it finds it faster. */
export const findColumn = (columns: readonly Column[], name: string): Column | undefined => columns[indexOfName(columns, name)]

/** Whether a name that is not among the columns of a relation stands for a null. */
export const mayHave = (env: Env, of: { readonly open?: boolean | undefined } | undefined): boolean =>
  of !== undefined && (of.open === true || env.binder.forgiving)

/** What a name stands for that an open relation may or may not have. */
export const openColumn = (env: Env, name: { readonly name: string; readonly span: Span }): Scalar => {
  const { binder } = env
  if (!binder.forgiving) binder.report(messages.openName(name.span, name.name))
  else binder.reportOnce((env.row?.open ? messages.openName : messages.columnUnknownToSchema)(name.span, name.name))
  return unknownColumn(name.span)
}

const bindName = (env: Env, name: string, span: Span): Scalar => {
  const column = env.row && env.binder.find(env.row.columns, name)
  if (column) return ref(column, span)
  const found = env.scope.find(name)
  if (found?.kind === 'scalar') return isError(found.value) ? ERROR : { ...found.value, span }
  // A function without arguments may be called without parentheses.
  if (found?.kind === 'function' && !isTabularFunction(env, found) && found.declaration.parameters.every((p) => p.default !== undefined))
    return callScalarFunction(env, found, { kind: 'call', name: { kind: 'name', name, span }, args: [], span })
  if (found?.kind === 'table' || (!found && isTabular(env, { kind: 'name', name, span }))) env.binder.report(messages.notScalar(span))
  else if (!found && mayHave(env, env.row)) return openColumn(env, { name, span })
  else env.binder.report(messages.unknownName(span, name, suggestName(env, name)))
  return ERROR
}

/** `$left.x`, else a path into a dynamic. */
const bindPath = (env: Env, e: Member | Index): Scalar => {
  const { object } = e
  if (e.kind === 'member' && object.kind === 'name' && (object.name === '$left' || object.name === '$right')) {
    const side = object.name === '$left' ? env.row?.left : env.row?.right
    const column = side && findColumn(side, e.name.name)
    if (column) return ref(column, e.span)
    env.binder.report(
      messages.unknownColumn(e.name.span, e.name.name, side && suggestName({ ...env, row: { columns: side } }, e.name.name)),
    )
    return ERROR
  }
  if (e.kind === 'member' && object.kind === 'name' && env.row?.named?.has(object.name) && !env.binder.find(env.row.columns, object.name))
    return bindNamedColumn(env, object.name, e)
  const value = bindScalar(env, object)
  if (isError(value)) return ERROR
  if (value.type !== 'dynamic') {
    env.binder.report(
      e.kind === 'member'
        ? messages.noProperty(e.name.span, e.name.name, value.type)
        : messages.mustBe(object.span, 'what has an index', 'dynamic', value.type),
    )
    return ERROR
  }
  const step = e.kind === 'member' ? e.name.name : bindIndex(env, e.index)
  if (step === undefined) return ERROR
  const inner: PathScalar | undefined = value.kind === 'path' ? value : undefined
  return {
    kind: 'path',
    object: inner?.object ?? value,
    steps: [...(inner?.steps ?? []), step],
    type: 'dynamic',
    nullable: true,
    span: e.span,
  }
}

/** `step.column` in scan, `node.column` in a graph. */
const bindNamedColumn = (env: Env, step: string, e: Member): Scalar => {
  const columns = env.row?.named?.get(step)
  const column = columns && findColumn(columns, e.name.name)
  if (column) return ref(column, e.span)
  env.binder.report(
    columns
      ? messages.unknownColumn(e.name.span, e.name.name, suggestName({ ...env, row: { columns } }, e.name.name))
      : messages.laterStep(e.span, step),
  )
  return ERROR
}

const INDEXES: ReadonlySet<string> = new Set(['string', 'int', 'long', 'dynamic'])

const bindIndex = (env: Env, e: Expression): string | bigint | Scalar | undefined => {
  const index = bindScalar(env, e)
  if (isError(index)) return undefined
  if (!INDEXES.has(index.type)) {
    env.binder.report(messages.mustBe(e.span, 'an index', 'a string or an integer', index.type))
    return undefined
  }
  return index.kind === 'literal' && (typeof index.value === 'string' || typeof index.value === 'bigint') ? index.value : index
}

const bindUnary = (env: Env, op: '-' | '+', operand: Expression, span: Span): Scalar => {
  const value = bindScalar(env, operand)
  if (value.kind === 'literal' && op === '-') {
    if (typeof value.value === 'bigint' && value.type !== 'datetime') return literal(value.type, BigInt.asIntN(64, -value.value), span)
    if (typeof value.value === 'number') return literal('real', -value.value, span)
  }
  return callOf(env, operatorFunction(op === '-' ? 'unary -' : 'unary +'), [value], span)
}

const bindBinary = (env: Env, e: Binary): Scalar => {
  if (e.left.kind === 'star') return bindAnyColumn(env, e)
  const left = bindScalar(env, e.left)
  const right = bindScalar(env, e.right)
  const operands = e.op === 'and' || e.op === 'or' ? [asCondition(left), asCondition(right)] : [left, right]
  return callOf(env, operatorFunction(e.op), operands, e.span, e.opSpan)
}

/** What a dynamic holds as a bool. */
const asCondition = (s: Scalar): Scalar => (s.type === 'dynamic' && !isError(s) ? convert(s, { type: 'bool', nullable: true }) : s)

/** Operators that are true only of a text that holds the other one. */
const HOLDS: ReadonlySet<string> = new Set(
  ['has', 'contains', 'startswith', 'endswith', 'hasprefix', 'hassuffix'].flatMap((op) => [op, `${op}_cs`]),
)

/** Those that don't ask where in the text it stands. */
const ANYWHERE: ReadonlySet<string> = new Set(['has', 'has_cs', 'contains', 'contains_cs'])

/** No letters or digits, so that terms end at them; the first that is not sought itself stands between joined texts. */
const BETWEEN = ['|', ';', '\n']

/** So many texts strcat_delim takes. */
const MOST_JOINED = 64

/** Many texts as one, which is looked through at once: dozens of columns are as many expressions to compile otherwise. */
const joinedTexts = (env: Env, values: readonly Scalar[], sought: string, span: Span): readonly Scalar[] => {
  const join = findFunction('strcat_delim')
  const between = BETWEEN.find((b) => !sought.includes(b))
  if (!join || between === undefined || values.length < 2) return values
  const [texts, rest] = [values.slice(0, MOST_JOINED), values.slice(MOST_JOINED)]
  return [callOf(env, join, [literal('string', between), ...texts], span), ...joinedTexts(env, rest, sought, span)]
}

/** `* has "x"`: true where it is for any column that the operator takes. */
const bindAnyColumn = (env: Env, e: Binary): Scalar => {
  const right = bindScalar(env, e.right)
  const fn = operatorFunction(e.op)
  const sought = HOLDS.has(e.op) && right.kind === 'literal' && typeof right.value === 'string' ? right.value : undefined
  const values = (env.row?.columns ?? [])
    .filter((c) => sought === undefined || mayBeWritten(c.type, sought))
    .map((c) => (c.type === 'string' || e.op === '==' || e.op === '!=' ? ref(c) : convert(ref(c), { type: 'string', nullable: false })))
    .filter((c) => e.op !== '==' || c.type === right.type)
  const texts = ANYWHERE.has(e.op) && sought ? joinedTexts(env, values, sought, e.span) : values
  const terms = texts.map((v) => callOf(env, fn, [v, right], e.span, e.opSpan))
  const [first, ...rest] = terms
  return rest.reduce((a, b) => callOf(env, operatorFunction('or'), [a, b], e.span), first ?? literal('bool', false))
}

/** `x in (a, b)`, over a table's first column, or over a dynamic array. */
const bindIn = (env: Env, e: In): Scalar => {
  let left = e.left.kind === 'star' ? ERROR : bindScalar(env, e.left)
  const [only] = e.list
  if (e.list.length === 1 && only && isTabular(env, only)) {
    const rel = bindTable(env, only)
    const column = rel?.columns[0]
    if (rel?.open && !column) return literal('bool', e.op.startsWith('!'), e.span)
    if (!column || isError(left)) return ERROR
    left = settled(left, column.type)
    if (e.op === 'has_any' || e.op === 'has_all')
      return callOf(env, operatorFunction(e.op), [left, collect(env, rel, column)], e.span, e.opSpan)
    const negated = e.op.startsWith('!')
    const fold = e.op.endsWith('~')
    const type = fold ? 'string' : left.type
    const compared = [left, ref(column)].map((v) => inCase(env, promotedTo(env, v, type), fold)) as [Scalar, Scalar]
    const output = env.binder.column(column.name, compared[1])
    const values: Rel = project(rel, [output], new Map([[output.id, compared[1]]]))
    return { kind: 'inQuery', value: compared[0], rel: values, negated, type: 'bool', nullable: false, span: e.span }
  }
  const args = [left]
  for (const item of e.list) {
    const value = bindScalar(env, item)
    const elements = value.kind === 'literal' && value.type === 'dynamic' ? elementsOf(value, e.op) : undefined
    if (elements) args.push(...elements)
    else args.push(value)
  }
  return callOf(env, operatorFunction(e.op), args, e.span, e.opSpan)
}

/** The elements of a constant array, so that they are compared as constants; undefined where it stays as it is. */
const elementsOf = ({ value, span }: LiteralScalar, op: In['op']): readonly Scalar[] | undefined => {
  if (typeof value !== 'string' || !value.startsWith('[')) return undefined
  const elements: unknown = JSON.parse(value)
  if (!Array.isArray(elements) || elements.length === 0) return undefined
  const textual = op !== 'in' && op !== '!in'
  const literals: Scalar[] = []
  for (const v of elements) {
    if (typeof v === 'string') literals.push(literal('string', v, span))
    else if (textual) return undefined
    else if (typeof v === 'boolean') literals.push(literal('bool', v, span))
    else if (typeof v !== 'number') return undefined
    else if (Number.isSafeInteger(v)) literals.push(literal('long', BigInt(v), span))
    else if (Number.isInteger(v)) return undefined
    else literals.push(literal('real', v, span))
  }
  return literals
}

/** All values of a relation's column as one dynamic array. */
const collect = (env: Env, rel: Rel, column: Column): Scalar => {
  const call = aggregateCall(env, 'make_list', [ref(column)])
  const { output } = call
  return {
    kind: 'subquery',
    rel: { kind: 'aggregate', input: rel, keys: [], aggregates: [call], columns: [output] },
    type: 'dynamic',
    form: output.form,
    nullable: true,
  }
}

const inCase = (env: Env, value: Scalar, fold: boolean): Scalar => {
  const lower = fold ? findFunction('tolower') : undefined
  return lower ? callOf(env, lower, [value], value.span ?? { start: 0, end: 0 }) : value
}
