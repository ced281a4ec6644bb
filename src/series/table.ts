/** A value handed to a series function: a series, a scalar, or Kusto's null. */
export type SeriesArgument = Float64Array | number | string | boolean | null
/** A value that comes back: a series, a number, or null. */
export type SeriesResult = Float64Array | number | null

/** `series`: dynamic array of numbers; `operand`: such an array or a number; `number`: int, long or real. The others are Kusto's types. */
export type SeriesParameterType = 'series' | 'operand' | 'number' | 'real' | 'long' | 'int' | 'string' | 'bool'

/** A parameter; the names are those of Kusto's language service. */
export type SeriesParameter = {
  readonly name: string
  readonly type: SeriesParameterType
  /** What an omitted (or null) argument means; a parameter without it is required. null where omitting has a meaning of its own, told by the page. */
  readonly default?: number | string | boolean | null
  /** The values a string may have. */
  readonly oneOf?: readonly string[]
  /** The least and the greatest number allowed. */
  readonly range?: readonly [least: number, greatest: number]
  /** How often the parameter may be repeated, at least once. */
  readonly repeat?: number
}

/**
 * Type of an output. Arrays are Float64Array in any case; `long[]` elements are whole numbers, `bool[]` elements 0 and 1, `number[]` elements keep the type of the
 * arguments: long if all elements of the series and all numbers given are int or long, else real.
 */
export type SeriesOutputKind = 'real[]' | 'long[]' | 'bool[]' | 'number[]' | 'real' | 'long'

/** An output; `name` is the suffix of a column or the (dotted) key of a bag, and empty for a function with one value. */
export type SeriesOutput = { readonly name: string; readonly kind: SeriesOutputKind }

/** Where a result goes beyond what the docs and recorded results of the engine decide; `when` tells from the arguments whether it concerns a call. */
export type SeriesCaveat = { readonly text: string; readonly when?: (args: readonly (SeriesArgument | undefined)[]) => boolean }

/** Is told of a caveat that the data of a call runs into. */
export type SeriesNote = (text: string) => void

/** Everything a layer needs in order to offer one Kusto function. */
export type SeriesFunction = {
  readonly parameters: readonly SeriesParameter[]
  readonly outputs: readonly SeriesOutput[]
  /** `columns`: one column an output, named by seriesColumnName; `value`: the one output is the value; `bag`: the outputs are the keys of a dynamic. */
  readonly result: 'columns' | 'value' | 'bag'
  /** For `value`: whether a projection without a name takes the first argument's name (the language service's FirstArgument) or none. */
  readonly namedAfterArgument: boolean
  /** Whether a `number[]` output of integral arguments is integral; always, unless given. */
  readonly keepsIntegers?: (args: readonly SeriesArgument[]) => boolean
  readonly caveats: readonly SeriesCaveat[]
  /**
   * Calls the function. Optional arguments at the end may be left out; a null for a required one makes every output null, as does a result that Kusto gives as
   * null. `integral`: whether all elements of the series are int or long in Kusto. Outputs come in the order of `outputs` and belong to the caller.
   * `note` is told of a caveat that turns out to concern this series. Throws TypeError for an argument of the wrong type and RangeError for one outside `oneOf` or `range`: both are faults of the caller, not of the data.
   */
  readonly call: (args: readonly SeriesArgument[], integral?: boolean, note?: SeriesNote) => readonly SeriesResult[]
}

/** Name of a column of `columns` functions: `series_stats_y_min`; `argument` is the first argument's name, empty if it has none: `series_stats__min`. */
export function seriesColumnName(name: string, argument: string, output: SeriesOutput): string {
  return `${name}_${argument}_${output.name}`
}

/** Typed access to the arguments of one call, defaults filled in. */
export type Arguments = {
  readonly series: (i: number) => Float64Array
  readonly optionalSeries: (i: number) => Float64Array | undefined
  readonly operand: (i: number) => Float64Array | number
  readonly number: (i: number) => number
  readonly optionalNumber: (i: number) => number | undefined
  readonly text: (i: number) => string
  readonly flag: (i: number) => boolean
  readonly optionalFlag: (i: number) => boolean | undefined
  /** The arguments from i on. */
  readonly numbers: (i: number) => Float64Array
  /** The argument as it was given, undefined if it was left out. */
  readonly given: (i: number) => SeriesArgument | undefined
  readonly integral: boolean
  readonly note: SeriesNote
}

type Definition = Omit<SeriesFunction, 'call' | 'namedAfterArgument' | 'caveats' | 'result'> & {
  readonly result?: SeriesFunction['result']
  readonly namedAfterArgument?: boolean
  readonly caveats?: readonly SeriesCaveat[]
  /** The outputs in order, or undefined if all are null. */
  readonly evaluate: (args: Arguments) => readonly (Float64Array | number | undefined)[] | undefined
}

/** Makes an entry: adds to an evaluation the handling of nulls, defaults and wrong types that all functions share. */
export function define(name: string, definition: Definition): SeriesFunction {
  const { evaluate, result = 'value', namedAfterArgument = false, caveats = [], ...rest } = definition
  const { parameters, outputs } = rest
  const call: SeriesFunction['call'] = (args, integral = false, note = () => {}) => {
    for (let i = 0; i < parameters.length; i++) {
      const parameter = parameters[i]!
      const value = args[i]
      if (value === undefined || value === null) {
        if (parameter.default !== undefined) continue
        if (value === null) return outputs.map(() => null)
        throw new TypeError(`${name}: argument ${parameter.name} is missing`)
      }
      if (!hasType(value, parameter.type)) throw new TypeError(`${name}: argument ${parameter.name} must be ${parameter.type}`)
      if (parameter.oneOf !== undefined && !parameter.oneOf.includes(value as string)) {
        throw new RangeError(`${name}: argument ${parameter.name} must be one of ${parameter.oneOf.join(', ')}`)
      }
      if (parameter.range !== undefined && !((value as number) >= parameter.range[0] && (value as number) <= parameter.range[1])) {
        throw new RangeError(`${name}: argument ${parameter.name} must be from ${parameter.range[0]} to ${parameter.range[1]}`)
      }
    }
    const got = evaluate(access(parameters, args, integral, note))
    return outputs.map((_, i) => got?.[i] ?? null)
  }
  return { ...rest, result, namedAfterArgument, caveats, call }
}

function hasType(value: SeriesArgument, type: SeriesParameterType): boolean {
  switch (type) {
    case 'series':
      return value instanceof Float64Array
    case 'operand':
      return value instanceof Float64Array || typeof value === 'number'
    case 'string':
      return typeof value === 'string'
    case 'bool':
      return typeof value === 'boolean'
    default:
      return typeof value === 'number'
  }
}

function access(parameters: readonly SeriesParameter[], args: readonly SeriesArgument[], integral: boolean, note: SeriesNote): Arguments {
  // The types were checked by `call`: from here on a cast only repeats what is known
  const value = (i: number) => args[i] ?? parameters[i]?.default ?? undefined
  return {
    series: (i) => args[i] as Float64Array,
    optionalSeries: (i) => value(i) as Float64Array | undefined,
    operand: (i) => args[i] as Float64Array | number,
    number: (i) => value(i) as number,
    optionalNumber: (i) => value(i) as number | undefined,
    text: (i) => value(i) as string,
    flag: (i) => value(i) as boolean,
    optionalFlag: (i) => value(i) as boolean | undefined,
    numbers: (i) => Float64Array.from(args.slice(i), (v) => (typeof v === 'number' ? v : Number.NaN)),
    given: (i) => args[i],
    integral,
    note,
  }
}
