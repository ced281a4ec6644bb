/** What was decided for calls, kept by the types of their arguments: the same calls come again and again. */
import type { FunctionDef, Parameter } from '../functions/define.ts'
import { TYPE_CLASSES } from '../functions/types.ts'
import type { Scalar } from '../plan/index.ts'
import type { Form, KustoType } from '../types/index.ts'
import { baseType, type Decision, decide } from './overload.ts'
import { ERROR, isOpen, settled } from './scalar.ts'

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
const MOST_IN_LIST = 64
/** Above all keys of a digit for each argument. */
const LISTS = BASE ** MOST_DIGITS

/** In the place of a key: there are none for such arguments. */
const RARE = -1
/** Nothing is known of an argument. */
export const OPEN = -2
/** An argument is faulty. */
export const FAULTY = -3

/**
 * The types and forms of arguments as a number. Many arguments have one where they are a list: a value, and others behind it that are all of
 * one type.
 */
export const keyOf = (args: readonly Scalar[]): number => {
  const { length } = args
  let key = 0
  let first = 0
  let last = 0
  let open = false
  let list = true
  for (let i = 0; i < length; i++) {
    const arg = args[i] as Scalar
    if (arg === ERROR) return FAULTY
    const { form } = arg
    const digit = form === undefined ? TYPES[arg.type] : (FORMS[form] ?? RARE)
    if (digit === RARE) {
      list = false
      if (form === 'open') open = true
      key = RARE
    } else if (key !== RARE && i < MOST_DIGITS) key = key * BASE + digit
    if (i === 0) first = digit
    else if (i > 1 && digit !== last) list = false
    last = digit
  }
  if (open) return OPEN
  if (length <= MOST_DIGITS) return key
  return list && length <= MOST_IN_LIST ? LISTS + (length * BASE + first) * BASE + last : RARE
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
