/** What was decided for calls, kept by the types of their arguments: the same calls come again and again. */
import type { FunctionDef, Parameter } from '../functions/define.ts'
import { TYPE_CLASSES } from '../functions/types.ts'
import type { Scalar } from '../plan/index.ts'
import type { Form, KustoType } from '../types/index.ts'
import { baseType, type Decision, decide } from './overload.ts'
import { ERROR, isError, isOpen, settled } from './scalar.ts'

/** In the place of a key: there are none for such arguments. */
const RARE = -1
/** Nothing is known of an argument. */
export const OPEN = -2
/** An argument is faulty. */
export const FAULTY = -3

/** A digit for each type and form; those without one are rare. */
const BASE = 24
const TYPES: Readonly<Record<KustoType, number>> = {
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
const FORMS: { readonly [K in Form]?: number } = {
  open: OPEN,
  text: 11,
  'bool[]': 12,
  'int[]': 13,
  'long[]': 14,
  'real[]': 15,
  'string[]': 16,
  'datetime[]': 17,
  'timespan[]': 18,
}

/** So many arguments have a digit each in a key. */
const MOST_DIGITS = 6
/** Lists up to this length have keys. */
const MOST_IN_LIST = 256
/** Above all keys of a digit for each argument. */
const LISTS = BASE ** MOST_DIGITS

/**
 * The types and forms of arguments as a number. Many arguments have one where they are a list: a value, and others behind it that are all of
 * one type.
 */
export const keyOf = (args: readonly Scalar[]): number => {
  if (args.length > MOST_DIGITS) return keyOfMany(args)
  let key = 0
  let special = 0
  for (const arg of args) {
    if (arg === ERROR) return FAULTY
    const { form } = arg
    const digit = form === undefined ? TYPES[arg.type] : (FORMS[form] ?? RARE)
    if (digit > 0) key = key * BASE + digit
    else if (digit < special) special = digit
  }
  return special < 0 ? special : key
}

/** The digit of an argument, or what stands in the place of a key for it. */
const digitOf = ({ type, form }: Scalar): number => (form === undefined ? TYPES[type] : (FORMS[form] ?? RARE))

const keyOfMany = (args: readonly Scalar[]): number => {
  if (args.some(isError)) return FAULTY
  if (args.some(isOpen)) return OPEN
  const [first, second] = args as readonly [Scalar, Scalar]
  const digit = digitOf(second)
  const list = args.length <= MOST_IN_LIST && args.every((a, i) => i === 0 || digitOf(a) === digit)
  return list && digit > 0 && digitOf(first) > 0 ? LISTS + (args.length * BASE + digitOf(first)) * BASE + digit : RARE
}

/** The same calls come again and again: what was decided for the types of their arguments. */
const decisions = new WeakMap<FunctionDef, Map<number, Decision | undefined>>()

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

/** Where nothing is known of an argument, it takes the type that the first overload for so many arguments asks for, if it can of one that is translated. */
export const withAdopted = (fn: FunctionDef, given: readonly Scalar[]): readonly Scalar[] => {
  const translated = fn.signatures.filter((s) => s.lower.kind !== 'unsupported')
  const decision = decide(fn, given, translated) ?? decide(fn, given)
  return decision ? given.map((a, i) => adopted(a, decision.parameters[i] as Parameter, given)) : given
}

/** As `decide`; `key` is that of the arguments. */
export const decided = (fn: FunctionDef, args: readonly Scalar[], key: number): Decision | undefined => {
  if (key < 0) return decide(fn, args)
  let all = decisions.get(fn)
  if (!all) {
    all = new Map()
    decisions.set(fn, all)
  }
  const known = all.get(key)
  if (known || all.has(key)) return known
  const decision = decide(fn, args)
  all.set(key, decision)
  return decision
}
