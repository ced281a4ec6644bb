/** The series_* functions, made from the table of the mathematics. */
import { SERIES_FUNCTIONS, type SeriesArgument, type SeriesFunction, type SeriesOutput, type SeriesParameter } from '../series/index.ts'
import type { Primitive, SeriesPrimitive } from '../sql/index.ts'
import { elementOf, type Form, isNumber, type KustoType, type ValueType } from '../types/index.ts'
import { type Finding, type FunctionDef, type KnownArgument, type Lowering, macro, primitive, scalar, udf } from './define.ts'
import { SERIES_DOCS } from './series-docs.ts'

/** Those whose SQL depends on what is known of the arguments; the other ones of a single element or a whole series are macros. */
const PRIMITIVES: ReadonlySet<string> = new Set<SeriesPrimitive>([
  'series_add',
  'series_subtract',
  'series_multiply',
  'series_divide',
  'series_pow',
  'series_equals',
  'series_not_equals',
  'series_less',
  'series_less_equals',
  'series_greater',
  'series_greater_equals',
  'series_dot_product',
  'series_cosine_similarity',
  'series_abs',
  'series_sign',
  'series_fir',
  'series_fill_backward',
  'series_fill_forward',
  'series_fill_const',
  'series_fill_linear',
  'series_periods_validate',
  'series_stats_dynamic',
  'series_fit_line_dynamic',
  'series_fit_2lines_dynamic',
])

/** Those that SQL computes as well as a function in JavaScript. */
const MACROS: ReadonlySet<string> = new Set([
  ...['acos', 'asin', 'atan', 'ceiling', 'cos', 'exp', 'floor', 'log', 'sin', 'tan'].map((f) => `series_${f}`),
  'series_sum',
  'series_product',
  'series_magnitude',
  'series_pearson_correlation',
])

const isPrimitive = (name: string): name is Primitive => PRIMITIVES.has(name)

const lowering = (name: string): Lowering => (isPrimitive(name) ? primitive(name) : MACROS.has(name) ? macro(`kql_${name}`) : udf(name))

/** A primitive gets series in whatever form they have, everything else gets lists of reals. */
const typeText = (name: string, p: SeriesParameter): string => {
  if (p.type === 'series' || p.type === 'operand') return isPrimitive(name) ? 'DynamicArray' : 'real[]'
  if (p.type === 'number' || p.type === 'real') return 'Number'
  return p.type === 'long' || p.type === 'int' ? 'Integer' : p.type
}

const CONSTANT = new Set(['ignore_nonfinite'])

const signatures = (name: string, f: SeriesFunction): string[] => {
  const result = resultText(f)
  const one = (types: readonly string[]): string => {
    const parameters = f.parameters.map((p, i) => {
      const often = p.repeat === undefined ? (p.default === undefined ? '' : '?') : `{1,${p.repeat}}`
      return `${CONSTANT.has(p.name) ? 'const ' : ''}${p.name}: ${types[i]}${often}`
    })
    return `(${parameters.join(', ')}): ${result}`
  }
  const types = f.parameters.map((p) => typeText(name, p))
  if (f.parameters[0]?.type !== 'operand') return [one(types)]
  const [series = ''] = types
  return [one([series, series]), one([series, 'Number']), one(['Number', series])]
}

const resultText = (f: SeriesFunction): string => {
  const [only] = f.outputs
  if (f.result !== 'value' || !only || only.kind === 'number[]') return 'dynamic'
  return only.kind
}

const outputType = ({ kind }: SeriesOutput): ValueType => {
  if (kind === 'number[]') throw new Error('an output beside others has a fixed type')
  return kind.endsWith('[]') ? { type: 'dynamic', form: kind as Form, nullable: true } : { type: kind as KustoType, nullable: true }
}

const INTEGERS: readonly (KustoType | undefined)[] = ['int', 'long']

/** long where all elements are known to be whole numbers, real where some are known not to be, else unknown. Nulls fit in anywhere. */
const numbersForm = (args: readonly KnownArgument[]): Form | undefined => {
  const types = args.flatMap((a) => (a.type === 'dynamic' ? [elementOf(a.form)] : isNumber(a.type) && a.value !== null ? [a.type] : []))
  if (types.includes('real') || types.includes('decimal')) return 'real[]'
  return types.every((t) => INTEGERS.includes(t)) ? 'long[]' : undefined
}

/** A filter's coefficients make reals where they are normalised: unless told otherwise, if none is negative. */
const filteredForm = ([series, filter, normalize]: readonly KnownArgument[]): Form | undefined => {
  const parsed: unknown = typeof filter?.value === 'string' ? JSON.parse(filter.value) : undefined
  const coefficients = Array.isArray(parsed) ? parsed : undefined
  const normalized = normalize && normalize.value !== null ? normalize.value : coefficients && !coefficients.some((c) => c < 0)
  const element = elementOf(series?.form)
  if (normalized === true || element === 'real' || coefficients?.some((c) => !Number.isInteger(c))) return 'real[]'
  return normalized === false && coefficients && INTEGERS.includes(element) ? 'long[]' : undefined
}

type FormRule = (args: readonly KnownArgument[]) => Form | undefined

/** The element type where not all arguments end up among the elements. */
const FORMS: Readonly<Record<string, FormRule>> = {
  series_fill_backward: (args) => numbersForm(args.slice(0, 1)),
  series_fill_forward: (args) => numbersForm(args.slice(0, 1)),
  series_fill_const: (args) => numbersForm(args.slice(0, 2)),
  series_fill_linear: (args) => numbersForm([...args.slice(0, 1), ...args.slice(3)]),
  series_fir: filteredForm,
}

/** An argument as the rules of the table see it; one that isn't known equals nothing. */
const known = (a: KnownArgument): SeriesArgument | undefined => {
  if (a.value === undefined) return 'unknown'
  return typeof a.value === 'bigint' ? Number(a.value) : a.value
}

/** Values out of range are errors; where a result goes beyond what is recorded is a warning. */
const review =
  (f: SeriesFunction): FunctionDef['review'] =>
  (args) => {
    const findings: Finding[] = []
    for (const [argument, a] of args.entries()) {
      const p = f.parameters[argument]
      const value = known(a)
      if (!p || a.value === undefined || value === null) continue
      if (p.oneOf && !p.oneOf.includes(String(value)))
        findings.push({ severity: 'error', argument, text: `'${p.name}' is one of ${p.oneOf.map((o) => `'${o}'`).join(', ')}` })
      if (p.range && !(Number(value) >= p.range[0] && Number(value) <= p.range[1]))
        findings.push({ severity: 'error', argument, text: `'${p.name}' is from ${p.range[0]} to ${p.range[1]}` })
    }
    const values = args.map(known)
    for (const { when, text } of f.caveats) if (when?.(values)) findings.push({ severity: 'warning', text })
    return findings
  }

const entry = (name: string, f: SeriesFunction): FunctionDef => {
  const docs = SERIES_DOCS[name]
  if (!docs) throw new Error(`nothing is said about '${name}'`)
  const limits = f.caveats.filter((c) => c.when === undefined).map((c) => c.text)
  return scalar(name, signatures(name, f), {
    lower: lowering(name),
    ...(f.result === 'columns' ? { outputs: f.outputs.map((o) => ({ name: o.name, type: outputType(o) })) } : {}),
    ...(f.outputs[0]?.kind === 'number[]' ? { resultForm: FORMS[name] ?? numbersForm } : {}),
    ...(f.namedAfterArgument ? { resultName: 'argument' as const } : {}),
    review: review(f),
    ...(limits.length > 0 ? { limit: limits.join('; ') } : {}),
    ...docs,
  })
}

/** Functions of series. */
export const seriesFunctions: readonly FunctionDef[] = Object.entries(SERIES_FUNCTIONS).map(([name, f]) => entry(name, f))
