/** Which overload of a function fits its arguments, how they are converted, and what type comes out. */
import type { FunctionDef, KnownArgument, Parameter, Signature } from '../functions/define.ts'
import { TYPE_CLASSES } from '../functions/types.ts'
import type { Scalar } from '../plan/index.ts'
import { commonType, elementOf, type Form, type KustoType, promotes, typeFromName, type ValueType, widest } from '../types/index.ts'
import { convert, isError, isOpen, settled } from './scalar.ts'

export interface Resolved {
  readonly signature: Signature
  readonly args: readonly Scalar[]
  readonly result: ValueType
}

/** The parameter for each of `count` arguments; undefined where so many arguments don't fit. */
export const assignParameters = (signature: Signature, count: number): readonly Parameter[] | undefined => {
  const { parameters } = signature
  const least = parameters.reduce((sum, p) => sum + p.min, 0)
  if (count < least) return undefined
  const first = parameters.findIndex((p) => p.max > 1)
  if (first < 0) return count <= parameters.length ? parameters.slice(0, count) : undefined
  // Repeated parameters stand together; what comes behind them is fixed.
  let last = first
  while ((parameters[last + 1]?.max ?? 0) > 1) last++
  const block = parameters.slice(first, last + 1)
  const tail = parameters.slice(last + 1)
  const repeated = count - first - tail.length
  if (repeated % block.length !== 0 || repeated / block.length > (block[0]?.max ?? 0) || repeated / block.length < (block[0]?.min ?? 0))
    return undefined
  return [...parameters.slice(0, first), ...Array.from({ length: repeated }, (_, i) => block[i % block.length] as Parameter), ...tail]
}

const baseType = (name: string): KustoType | undefined => (name.endsWith('[]') ? 'dynamic' : typeFromName(name))

/** Types of which a class of types has one, for columns that nothing is known of. */
const SAMPLES: Readonly<Record<string, KustoType>> = {
  Number: 'long',
  NumberOrBool: 'long',
  Integer: 'long',
  RealOrDecimal: 'real',
  Summable: 'long',
  Orderable: 'string',
  NotDynamic: 'string',
  NotBool: 'string',
  NotRealOrBool: 'string',
  CommonNumber: 'long',
  CommonSummable: 'long',
  CommonOrderable: 'string',
}

/** A column that nothing is known of in a type that the parameter takes: that of another argument where any will do. */
const adopted = (arg: Scalar, parameter: Parameter, args: readonly Scalar[]): Scalar => {
  if (!isOpen(arg)) return arg
  const [name = ''] = parameter.types
  const other = args.find((a) => !isOpen(a))?.type
  const fits = other && parameter.types.some((t) => TYPE_CLASSES[t]?.(other)) ? other : undefined
  return settled(arg, baseType(name) ?? fits ?? SAMPLES[name] ?? 'dynamic')
}

/** 0 fits as it is, 1 after a conversion, undefined not at all. */
const match = (parameter: Parameter, arg: Scalar, args: readonly Scalar[]): number | undefined => {
  let best: number | undefined
  for (const name of parameter.types) {
    const referred = /^Parameter(\d+)$/.exec(name)
    const type = referred ? args[Number(referred[1])]?.type : baseType(name)
    const cost = type
      ? arg.type === type
        ? 0
        : promotes(arg.type, type) || (arg.type === 'dynamic' && type === 'string')
          ? 1
          : undefined
      : TYPE_CLASSES[name]?.(arg.type)
        ? 0
        : undefined
    if (cost !== undefined && (best === undefined || cost < best)) best = cost
  }
  return best
}

const commonOf = (signature: Signature, parameters: readonly Parameter[], args: readonly Scalar[]): KustoType | undefined => {
  const types = args.filter((_, i) => parameters[i]?.types.some((t) => t.startsWith('Common'))).map((a) => a.type)
  if (signature.result === 'CommonNonDynamic') {
    const solid = types.filter((t) => t !== 'dynamic')
    return solid.length === 0 ? 'dynamic' : (commonType(solid) ?? 'dynamic')
  }
  return commonType(types) ?? (types.includes('dynamic') ? 'dynamic' : undefined)
}

const listForm = (type: KustoType): Form | undefined => (type === 'dynamic' ? undefined : `${type}[]`)

const resultType = (
  signature: Signature,
  args: readonly Scalar[],
  common: KustoType | undefined,
): Omit<ValueType, 'nullable'> | undefined => {
  const { result } = signature
  const referred = /^Parameter(\d+|N)(\w*)$/.exec(result)
  if (referred) {
    const arg = args[referred[1] === 'N' ? args.length - 1 : Number(referred[1])]
    if (!arg) return undefined
    if (referred[2] === 'Promoted') return { type: arg.type === 'int' ? 'long' : arg.type }
    if (referred[2] === 'List')
      return { type: 'dynamic', form: arg.type === 'dynamic' && elementOf(arg.form) ? arg.form : listForm(arg.type) }
    return { type: arg.type, form: arg.form === 'text' && signature.lower.kind !== 'identity' ? undefined : arg.form }
  }
  if (result === 'Widest') return { type: widest(args.map((a) => a.type)) }
  if (result.startsWith('Common')) return common ? { type: common } : undefined
  if (result.endsWith('[]') || result === 'text') return { type: 'dynamic', form: result as Form }
  const type = typeFromName(result)
  if (!type) throw new Error(`unknown result '${result}' in a signature`)
  return { type }
}

/** Macros and JavaScript get dynamics as JSON, unless a parameter asks for a list. */
const takesJson = (signature: Signature, types: readonly string[]): boolean =>
  types[0] === 'Json' || ((signature.lower.kind === 'macro' || signature.lower.kind === 'udf') && !types.some((t) => t.endsWith('[]')))

/** The argument in the type and form that the parameter asks for. */
const adapt = (signature: Signature, parameter: Parameter, arg: Scalar, common: KustoType | undefined, args: readonly Scalar[]): Scalar => {
  const { types } = parameter
  if (types[0] === 'Json' && arg.type !== 'dynamic') return convert(arg, { type: 'dynamic', nullable: arg.nullable })
  if (arg.type === 'dynamic' && elementOf(arg.form) && takesJson(signature, types) && (types.includes('Json') || !types.includes('string')))
    return convert(arg, { type: 'dynamic', nullable: arg.nullable })
  if (types.length === 1 && types[0] !== undefined) {
    const name = types[0]
    if (name === 'Text') return arg.type === 'string' ? arg : convert(arg, { type: 'string', nullable: false })
    if (name.startsWith('Common') && common) return common === arg.type ? arg : convert(arg, { type: common, nullable: arg.nullable })
    if (elementOf(name as Form) && name.endsWith('[]'))
      return arg.form === name ? arg : convert(arg, { type: 'dynamic', form: name as Form, nullable: true })
    const referred = /^Parameter(\d+)$/.exec(name)
    const type = referred ? args[Number(referred[1])]?.type : baseType(name)
    if (type && type !== arg.type) return convert(arg, { type, nullable: type === 'string' ? false : arg.nullable })
    return arg
  }
  const exact = types.some((t) => baseType(t) === arg.type || TYPE_CLASSES[t]?.(arg.type))
  const target = exact
    ? undefined
    : types.map(baseType).find((t) => t !== undefined && (promotes(arg.type, t) || (arg.type === 'dynamic' && t === 'string')))
  return target ? convert(arg, { type: target, nullable: arg.nullable }) : arg
}

/** Whether the result can be null, by the function's null rule. A result of type string never is. */
const nullable = (fn: FunctionDef, type: KustoType, args: readonly Scalar[]): boolean => {
  if (type === 'string' || fn.nulls === 'never') return false
  return fn.nulls === 'maybe' || args.some((a) => a.nullable && a.type !== 'string')
}

/** What is known of an argument, for the rules of an entry. */
export const known = (arg: Scalar): KnownArgument => ({
  type: arg.type,
  form: arg.form,
  nullable: arg.nullable,
  value: arg.kind === 'literal' ? arg.value : undefined,
})

const formOf = (fn: FunctionDef, args: readonly Scalar[]): Form | undefined =>
  typeof fn.resultForm === 'function' ? fn.resultForm(args.map(known)) : fn.resultForm

/** The first overload that fits without a conversion, else the first that fits with one; undefined where none does. */
export const resolve = (fn: FunctionDef, given: readonly Scalar[]): Resolved | undefined => {
  let found:
    | { args: readonly Scalar[]; signature: Signature; parameters: readonly Parameter[]; cost: number; common: KustoType | undefined }
    | undefined
  const open = given.some(isOpen)
  for (const signature of fn.signatures) {
    const parameters = assignParameters(signature, given.length)
    if (!parameters) continue
    const args = open ? given.map((a, i) => adopted(a, parameters[i] as Parameter, given)) : given
    let cost = 0
    for (let i = 0; i < args.length && cost < 1000; i++) {
      const arg = args[i] as Scalar
      if (isError(arg)) continue
      cost += match(parameters[i] as Parameter, arg, args) ?? 1000
    }
    if (cost >= 1000 || (found && cost >= found.cost)) continue
    const common = parameters.some((p) => p.types.some((t) => t.startsWith('Common'))) ? commonOf(signature, parameters, args) : undefined
    if (common === undefined && signature.result.startsWith('Common')) continue
    found = { args, signature, parameters, cost, common }
    if (cost === 0) break
  }
  if (!found) return undefined
  const { args, signature, parameters, common } = found
  const converted = args.map((a, i) => adapt(signature, parameters[i] as Parameter, a, common, args))
  const special = fn.typeFor?.(converted.map((a) => (a.kind === 'literal' ? a : { type: a.type })))
  const result = special ? { type: special } : resultType(signature, converted, common)
  return (
    result && {
      signature,
      args: converted,
      result: { ...result, form: result.form ?? formOf(fn, converted), nullable: nullable(fn, result.type, converted) },
    }
  )
}
