/** Which overload of a function fits its arguments, how they are converted, and what type comes out. */
import type { FunctionDef, Parameter, Signature } from '../functions/define.ts'
import { TYPE_CLASSES } from '../functions/types.ts'
import type { Scalar } from '../plan/index.ts'
import { commonType, elementOf, type Form, type KustoType, promotes, typeFromName, type ValueType, widest } from '../types/index.ts'
import { convert, isError, isOpen } from './scalar.ts'

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

export const baseType = (name: string): KustoType | undefined => (name.endsWith('[]') ? 'dynamic' : typeFromName(name))

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
  // Microsoft's parser takes no dynamics beside other types; the parsers of processes that Sentinel has built in do: coalesce(name, bag.name).
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

/** The classes whose values the function gets as text. */
const TEXTS: ReadonlySet<string> = new Set(['Text', 'PlainText', 'StringText'])

/** The type and form that the parameter asks for, where the argument has another. */
const targetOf = (
  signature: Signature,
  parameter: Parameter,
  arg: Scalar,
  common: KustoType | undefined,
  args: readonly Scalar[],
): Target | undefined => {
  const { types } = parameter
  if (types[0] && TEXTS.has(types[0])) return arg.type === 'string' ? undefined : { type: 'string', nullable: false }
  if (types[0] === 'Json' && arg.type !== 'dynamic') return { type: 'dynamic' }
  if (arg.type === 'dynamic' && elementOf(arg.form) && takesJson(signature, types) && (types.includes('Json') || !types.includes('string')))
    return { type: 'dynamic' }
  if (types.length === 1 && types[0] !== undefined) {
    const name = types[0]
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

/** What follows from the types and forms of the arguments alone. */
export interface Decision {
  readonly signature: Signature
  /** The parameter of each argument. */
  readonly parameters: readonly Parameter[]
  /** What each argument is converted to; undefined where all stay as they are. */
  readonly targets: readonly (Target | undefined)[] | undefined
  /** The arguments that must be constants; undefined where none must. */
  readonly constants: readonly number[] | undefined
  readonly type: KustoType
  readonly form: Form | undefined
}

/** The arguments in the types and forms that were decided on. */
export const converted = (targets: readonly (Target | undefined)[], args: readonly Scalar[]): readonly Scalar[] =>
  args.map((a, i) => {
    const target = targets[i]
    return target ? convert(a, { type: target.type, form: target.form, nullable: target.nullable ?? a.nullable }) : a
  })

/** Whether an argument is decided as the one before it is: most of many are items of a list. */
const asBefore = (args: readonly Scalar[], parameters: readonly Parameter[], i: number): boolean => {
  if (parameters[i] !== parameters[i - 1]) return false
  const before = args[i - 1]
  const arg = args[i]
  return before?.type === arg?.type && before?.form === arg?.form
}

/** What each argument is converted to; undefined where all stay as they are. */
const targetsOf = (
  signature: Signature,
  parameters: readonly Parameter[],
  args: readonly Scalar[],
  common: KustoType | undefined,
): readonly (Target | undefined)[] | undefined => {
  const targets: (Target | undefined)[] = []
  for (const [i, a] of args.entries())
    targets.push(asBefore(args, parameters, i) ? targets[i - 1] : targetOf(signature, parameters[i] as Parameter, a, common, args))
  return targets.some((t) => t !== undefined) ? targets : undefined
}

/** The first overload that fits without a conversion, else the first that fits with one; undefined where none does. */
export const decide = (fn: FunctionDef, args: readonly Scalar[], signatures = fn.signatures): Decision | undefined => {
  let found: { signature: Signature; parameters: readonly Parameter[]; cost: number; common: KustoType | undefined } | undefined
  for (const signature of signatures) {
    const parameters = assignParameters(signature, args.length)
    if (!parameters) continue
    let cost = 0
    let last = 0
    for (let i = 0; i < args.length && cost < 1000; i++) {
      const arg = args[i] as Scalar
      if (!asBefore(args, parameters, i)) last = isError(arg) || isOpen(arg) ? 0 : (match(parameters[i] as Parameter, arg, args) ?? 1000)
      cost += last
    }
    if (cost >= 1000 || (found && cost >= found.cost)) continue
    const common = parameters.some((p) => p.types.some((t) => t.startsWith('Common'))) ? commonOf(signature, parameters, args) : undefined
    if (common === undefined && signature.result.startsWith('Common')) continue
    found = { signature, parameters, cost, common }
    if (cost === 0) break
  }
  if (!found) return undefined
  const { signature, parameters, common } = found
  const targets = targetsOf(signature, parameters, args, common)
  const result = resultType(signature, targets ? converted(targets, args) : args, common)
  if (!result) return undefined
  const constants = parameters.flatMap((p, i) => (p.constant ? [i] : []))
  return {
    signature,
    parameters,
    targets,
    constants: constants.length > 0 ? constants : undefined,
    type: result.type,
    form: result.form ?? (typeof fn.resultForm === 'function' ? undefined : fn.resultForm),
  }
}
