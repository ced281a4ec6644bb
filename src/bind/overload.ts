/** Which overload of a function fits its arguments, how they are converted, and what type comes out. */
import type { FunctionDef, KnownArgument, Parameter, Signature } from '../functions/define.ts'
import { TYPE_CLASSES } from '../functions/types.ts'
import type { Scalar } from '../plan/index.ts'
import { commonType, elementOf, type Form, type KustoType, promotes, typeFromName, type ValueType, widest } from '../types/index.ts'
import { convert, isError, isOpen, settled } from './scalar.ts'

export interface Resolved {
  readonly signature: Signature
  /** The parameter of each argument. */
  readonly parameters: readonly Parameter[]
  readonly args: readonly Scalar[]
  readonly result: ValueType
}

const assigned = new WeakMap<Signature, (readonly Parameter[] | null | undefined)[]>()

/** The parameter for each of `count` arguments; undefined where so many arguments don't fit. */
export const assignParameters = (signature: Signature, count: number): readonly Parameter[] | undefined => {
  let counts = assigned.get(signature)
  if (!counts) {
    counts = []
    assigned.set(signature, counts)
  }
  let found = counts[count]
  if (found === undefined) {
    found = assign(signature.parameters, count) ?? null
    if (count < 100) counts[count] = found
  }
  return found ?? undefined
}

const assign = (parameters: readonly Parameter[], count: number): readonly Parameter[] | undefined => {
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

/** What an argument is converted to; `nullable` where it isn't the argument's own. */
interface Target {
  readonly type: KustoType
  readonly form?: Form
  readonly nullable?: boolean
}

/** The type and form that the parameter asks for, where the argument has another. */
const targetOf = (
  signature: Signature,
  parameter: Parameter,
  arg: Scalar,
  common: KustoType | undefined,
  args: readonly Scalar[],
): Target | undefined => {
  const { types } = parameter
  if (types[0] === 'Json' && arg.type !== 'dynamic') return { type: 'dynamic' }
  if (arg.type === 'dynamic' && elementOf(arg.form) && takesJson(signature, types) && (types.includes('Json') || !types.includes('string')))
    return { type: 'dynamic' }
  if (types.length === 1 && types[0] !== undefined) {
    const name = types[0]
    if (name === 'Text') return arg.type === 'string' ? undefined : { type: 'string', nullable: false }
    if (name.startsWith('Common') && common) return common === arg.type ? undefined : { type: common }
    if (elementOf(name as Form) && name.endsWith('[]'))
      return arg.form === name ? undefined : { type: 'dynamic', form: name as Form, nullable: true }
    const referred = /^Parameter(\d+)$/.exec(name)
    const type = referred ? args[Number(referred[1])]?.type : baseType(name)
    if (!type || type === arg.type) return undefined
    return type === 'string' ? { type, nullable: false } : { type }
  }
  if (types.some((t) => baseType(t) === arg.type || TYPE_CLASSES[t]?.(arg.type))) return undefined
  const type = types.map(baseType).find((t) => t !== undefined && (promotes(arg.type, t) || (arg.type === 'dynamic' && t === 'string')))
  return type && { type }
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

/** What follows from the types and forms of the arguments alone. */
interface Decision {
  readonly signature: Signature
  readonly parameters: readonly Parameter[]
  readonly targets: readonly (Target | undefined)[]
  readonly converts: boolean
  readonly result: Omit<ValueType, 'nullable'> | undefined
}

const apply = (targets: readonly (Target | undefined)[], args: readonly Scalar[]): readonly Scalar[] =>
  args.map((a, i) => {
    const target = targets[i]
    return target ? convert(a, { type: target.type, form: target.form, nullable: target.nullable ?? a.nullable }) : a
  })

const decide = (fn: FunctionDef, args: readonly Scalar[], signatures = fn.signatures): Decision | undefined => {
  let found: { signature: Signature; parameters: readonly Parameter[]; cost: number; common: KustoType | undefined } | undefined
  for (const signature of signatures) {
    const parameters = assignParameters(signature, args.length)
    if (!parameters) continue
    let cost = 0
    for (let i = 0; i < args.length && cost < 1000; i++) {
      const arg = args[i] as Scalar
      if (isError(arg) || isOpen(arg)) continue
      cost += match(parameters[i] as Parameter, arg, args) ?? 1000
    }
    if (cost >= 1000 || (found && cost >= found.cost)) continue
    const common = parameters.some((p) => p.types.some((t) => t.startsWith('Common'))) ? commonOf(signature, parameters, args) : undefined
    if (common === undefined && signature.result.startsWith('Common')) continue
    found = { signature, parameters, cost, common }
    if (cost === 0) break
  }
  if (!found) return undefined
  const { signature, parameters, common } = found
  const targets = args.map((a, i) => targetOf(signature, parameters[i] as Parameter, a, common, args))
  const result = resultType(signature, apply(targets, args), common)
  return { signature, parameters, targets, converts: targets.some((t) => t !== undefined), result }
}

const CODES: Readonly<Record<KustoType, number>> = {
  bool: 1,
  int: 2,
  long: 3,
  real: 4,
  decimal: 5,
  string: 6,
  datetime: 7,
  timespan: 8,
  guid: 9,
  dynamic: 10,
}

/** The types of a few arguments as a number; undefined where there are many, or forms that are rare. */
const keyOf = (args: readonly Scalar[]): number | undefined => {
  if (args.length > 6) return undefined
  let key = 0
  for (const a of args) {
    if (a.form !== undefined && a.form !== 'text') return undefined
    key = key * 12 + (a.form === 'text' ? 11 : CODES[a.type])
  }
  return key
}

/** The same calls come again and again: what was decided for the types of their arguments. */
const decisions = new WeakMap<FunctionDef, Map<number, Decision | undefined>>()

const decided = (fn: FunctionDef, args: readonly Scalar[]): Decision | undefined => {
  const key = keyOf(args)
  if (key === undefined) return decide(fn, args)
  let all = decisions.get(fn)
  if (!all) {
    all = new Map()
    decisions.set(fn, all)
  }
  if (all.has(key)) return all.get(key)
  const decision = decide(fn, args)
  all.set(key, decision)
  return decision
}

/** Where nothing is known of an argument, it takes the type that the first overload for so many arguments asks for, if it can of one that is translated. */
const withAdopted = (fn: FunctionDef, given: readonly Scalar[]): readonly Scalar[] => {
  const translated = fn.signatures.filter((s) => s.lower.kind !== 'unsupported')
  const decision = decide(fn, given, translated) ?? decide(fn, given)
  return decision ? given.map((a, i) => adopted(a, decision.parameters[i] as Parameter, given)) : given
}

/** The first overload that fits without a conversion, else the first that fits with one; undefined where none does. */
export const resolve = (fn: FunctionDef, given: readonly Scalar[]): Resolved | undefined => {
  const args = given.some(isOpen) ? withAdopted(fn, given) : given
  const decision = decided(fn, args)
  if (!decision) return undefined
  const { signature, parameters } = decision
  const converted = decision.converts ? apply(decision.targets, args) : args
  const special = fn.typeFor?.(converted.map((a) => (a.kind === 'literal' ? a : { type: a.type })))
  const result: Omit<ValueType, 'nullable'> | undefined = special ? { type: special } : decision.result
  return (
    result && {
      signature,
      parameters,
      args: converted,
      result: { type: result.type, form: result.form ?? formOf(fn, converted), nullable: nullable(fn, result.type, converted) },
    }
  )
}
