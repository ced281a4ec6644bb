/** Functions of series whose SQL depends on the elements' type: on native lists where it is known, else on JSON arrays. */
import * as sql from '../../../src/sql/build.ts'
import type { Arg, LowerContext, LowerPrimitive, SeriesPrimitive, SqlBinaryOperator, SqlExpr } from '../../../src/sql/index.ts'
import { elementOf, type Form } from '../../../src/types/index.ts'
import { convert } from '../convert.ts'
import { typeOf } from '../types.ts'

/** Names of lambda parameters, which hide columns of the same name. */
const ELEMENT = 'kql_x'
const NUMBER = 'kql_n'

type NumberList = 'long[]' | 'real[]'

const isSeries = (a: Arg): boolean => a.type === 'dynamic'
const isJson = (a: Arg): boolean => isSeries(a) && elementOf(a.form) === undefined

/** A series as a native list, a number as it is. */
const listOf = (a: Arg, form: NumberList): SqlExpr => (isSeries(a) ? convert(a, { type: 'dynamic', form, nullable: a.nullable }) : a.sql)

/** Numbers with the element type of the result: native, or JSON in which whole numbers stay whole numbers. */
const numbers = (
  series: readonly Arg[],
  context: LowerContext,
  make: (form: NumberList, integral: SqlExpr) => SqlExpr,
  whole: readonly SqlExpr[] = [],
): SqlExpr => {
  const { form } = context.result
  if (form === 'long[]' || form === 'real[]') return make(form, sql.literal(form === 'long[]'))
  const integral = sql.and(...series.filter(isJson).map((a) => sql.call('kql_json_integral', a.sql)), ...whole)
  return sql.when(
    integral,
    sql.call('kql_list_long_json', make('long[]', sql.TRUE)),
    sql.call('kql_list_real_json', make('real[]', sql.FALSE)),
  )
}

type Element = (x: SqlExpr, y: SqlExpr) => SqlExpr

/** Null where an argument that can be null is. */
const unlessNull = (args: readonly Arg[], value: SqlExpr): SqlExpr => {
  const nullable = args.filter((a) => a.nullable)
  return nullable.length === 0 ? value : sql.when(sql.and(...nullable.map((a) => sql.isNotNull(a.raw))), value)
}

/** Element by element: as long as the longer series, null where one has no element; a number stands for all elements. */
const elementwise = (a: Arg, b: Arg, form: NumberList, element: Element): SqlExpr => {
  const [left, right] = [listOf(a, form), listOf(b, form)]
  const x = sql.column(ELEMENT)
  if (isSeries(a) && isSeries(b)) {
    const side = (index: bigint): SqlExpr => ({ kind: 'index', value: x, index: sql.literal(index) })
    const pairs = sql.call(a.nullable || b.nullable || isJson(a) || isJson(b) ? 'kql_zip' : 'list_zip', left, right)
    return sql.call('list_transform', pairs, sql.lambda([ELEMENT], element(side(1n), side(2n))))
  }
  const [list, scalar, body] = isSeries(a) ? [left, b, (n: SqlExpr) => element(x, n)] : [right, a, (n: SqlExpr) => element(n, x)]
  return unlessNull(
    [scalar],
    withNumber(scalar, (n) => sql.call('list_transform', list, sql.lambda([ELEMENT], body(n)))),
  )
}

/** A number for use inside a lambda: anything but a column or constant is computed before, since a lambda computes for each element and takes no subquery. */
const withNumber = (number: Arg, use: (n: SqlExpr) => SqlExpr): SqlExpr => {
  const value = number.constant === null ? sql.NULL : number.sql
  if (value.kind === 'column' || value.kind === 'literal') return use(value)
  const list = sql.call('list_transform', sql.list([value]), sql.lambda([NUMBER], use(sql.column(NUMBER))))
  return { kind: 'index', value: list, index: sql.literal(1n) }
}

/** Arithmetic that keeps longs; it wraps on overflow as that of scalars does. */
const arithmetic =
  (op: SqlBinaryOperator, wrapping: string): LowerPrimitive =>
  ([a, b], context) =>
    numbers([a as Arg, b as Arg], context, (form) =>
      elementwise(a as Arg, b as Arg, form, (x, y) => (form === 'long[]' ? sql.call(wrapping, x, y) : sql.binary(op, x, y))),
    )

const real =
  (element: Element): LowerPrimitive =>
  ([a, b]) =>
    elementwise(a as Arg, b as Arg, 'real[]', element)

const wholeNumbers = (a: Arg): boolean => ['int', 'long'].includes(isSeries(a) ? (elementOf(a.form) ?? '') : a.type)

/** A comparison; with NaN it is null, as the functions in JavaScript have it. */
const compare =
  (op: SqlBinaryOperator, macro: string): LowerPrimitive =>
  ([a, b]) => {
    const long = wholeNumbers(a as Arg) && wholeNumbers(b as Arg)
    return elementwise(a as Arg, b as Arg, long ? 'long[]' : 'real[]', (x, y) => (long ? sql.binary(op, x, y) : sql.call(macro, x, y)))
  }

const unary =
  (macro: string): LowerPrimitive =>
  ([a], context) =>
    numbers([a as Arg], context, (form) => sql.call(macro, listOf(a as Arg, form)))

const asForm = (list: SqlExpr, form: Form): SqlExpr => (form === 'real[]' ? list : sql.cast(list, typeOf('dynamic', form)))

const optional = (a: Arg | undefined): SqlExpr => a?.sql ?? sql.NULL

/** The registered function; besides its own arguments it gets whether all elements are whole numbers. */
const fill =
  (name: SeriesPrimitive): LowerPrimitive =>
  ([series, placeholder], context) =>
    numbers([series as Arg], context, (form, integral) =>
      asForm(context.udf(name, listOf(series as Arg, 'real[]'), optional(placeholder), integral), form),
    )

const fillLinear: LowerPrimitive = ([series, placeholder, edges, constant], context) => {
  // A null constant is not a missing one: it leaves a series without values as it is.
  const given = constant ? sql.coalesce(constant.sql, sql.cast(sql.literal('NaN'), 'DOUBLE')) : sql.NULL
  const s = series as Arg
  const args = [listOf(s, 'real[]'), optional(placeholder), optional(edges), given]
  return numbers([s], context, (form, integral) => {
    // A constant that is no whole number makes the result real, but doesn't count among the elements that are interpolated.
    const whole =
      context.result.form === 'real[]' ? (isJson(s) ? sql.call('kql_json_integral', s.sql) : sql.literal(wholeNumbers(s))) : integral
    return asForm(context.udf('series_fill_linear', ...args, whole), form)
  })
}

const fillConst: LowerPrimitive = ([series, constant, placeholder], context) => {
  const known = placeholder && placeholder.constant !== null ? placeholder : undefined
  return numbers([series as Arg], context, (form) => {
    const x = sql.column(ELEMENT)
    const missing = known ? sql.binary('=', x, known.sql) : form === 'real[]' ? sql.or(sql.isNull(x), sql.call('isnan', x)) : sql.isNull(x)
    const filled = (value: SqlExpr) =>
      sql.call('list_transform', listOf(series as Arg, form), sql.lambda([ELEMENT], sql.when(missing, value, x)))
    return constant ? withNumber(constant, filled) : filled(sql.NULL)
  })
}

const fir: LowerPrimitive = ([series, filter, normalize, center], context) => {
  const [s, f] = [series as Arg, filter as Arg]
  // Without being told, the coefficients are normalised unless one is negative.
  const negative = sql.call('contains', sql.cast(f.sql, 'VARCHAR'), sql.literal('-'))
  const plain = normalize ? sql.coalesce(sql.not(normalize.sql), negative) : negative
  const args = [listOf(s, 'real[]'), listOf(f, 'real[]'), optional(normalize), optional(center)]
  return numbers([s, f], context, (form, integral) => asForm(context.udf('series_fir', ...args, integral), form), [plain])
}

/** The outputs of a registered function as one bag. */
const bag =
  (name: SeriesPrimitive): LowerPrimitive =>
  ([series, option], context) =>
    sql.call('to_json', context.udf(name, listOf(series as Arg, 'real[]'), ...(name === 'series_stats_dynamic' ? [optional(option)] : [])))

export const series: Readonly<Record<SeriesPrimitive, LowerPrimitive>> = {
  series_add: arithmetic('+', 'kql_add'),
  series_subtract: arithmetic('-', 'kql_subtract'),
  series_multiply: arithmetic('*', 'kql_multiply'),
  series_divide: real((x, y) => sql.binary('/', x, y)),
  series_pow: real((x, y) => sql.call('pow', x, y)),
  series_equals: compare('=', 'kql_real_equals'),
  series_not_equals: compare('<>', 'kql_real_not_equals'),
  series_less: compare('<', 'kql_real_less'),
  series_less_equals: compare('<=', 'kql_real_less_equals'),
  series_greater: compare('>', 'kql_real_greater'),
  series_greater_equals: compare('>=', 'kql_real_greater_equals'),
  series_dot_product: ([a, b]) => {
    const [x, y] = [a as Arg, b as Arg]
    if (isSeries(x) && isSeries(y)) return sql.call('kql_series_dot_product', listOf(x, 'real[]'), listOf(y, 'real[]'))
    return isSeries(x)
      ? sql.call('kql_series_dot_number', listOf(x, 'real[]'), y.sql)
      : sql.call('kql_series_dot_number', listOf(y, 'real[]'), x.sql)
  },
  series_cosine_similarity: ([a, b, m, n]) =>
    sql.call('kql_series_cosine_similarity', listOf(a as Arg, 'real[]'), listOf(b as Arg, 'real[]'), optional(m), optional(n)),
  series_abs: unary('kql_series_abs'),
  series_sign: unary('kql_series_sign'),
  series_fir: fir,
  series_fill_backward: fill('series_fill_backward'),
  series_fill_forward: fill('series_fill_forward'),
  series_fill_const: fillConst,
  series_fill_linear: fillLinear,
  series_periods_validate: ([s, ...periods], context) =>
    context.udf('series_periods_validate', listOf(s as Arg, 'real[]'), sql.cast(sql.list(periods.map((p) => p.sql)), 'DOUBLE[]')),
  series_stats_dynamic: bag('series_stats_dynamic'),
  series_fit_line_dynamic: bag('series_fit_line_dynamic'),
  series_fit_2lines_dynamic: bag('series_fit_2lines_dynamic'),
}
