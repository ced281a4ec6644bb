/** How a geospatial function is described: the types of its arguments and its result, and what it does with one row. */

interface Values {
  readonly real: number
  readonly text: string
  readonly bool: boolean
}
export type ArgumentKind = keyof Values

interface Results {
  readonly real: number
  readonly int: number
  readonly bool: boolean
  /** Never null: '' stands for no value. */
  readonly text: string
  /** A dynamic as JSON. */
  readonly json: string
}
export type ResultKind = keyof Results

type Arguments<P extends readonly ArgumentKind[]> = { -readonly [K in keyof P]: Values[P[K]] }

export type GeoValue = number | string | boolean | undefined

export interface GeoFunction {
  readonly parameters: readonly ArgumentKind[]
  /** So many must be given; the others have defaults in `call`. */
  readonly required: number
  readonly result: ResultKind
  /** A number that is given but null is NaN. Undefined gives null. */
  readonly call: (...args: readonly GeoValue[]) => GeoValue
}

/** A function all of whose arguments after the first `required` ones have defaults. */
export const optional = <const P extends readonly ArgumentKind[], R extends ResultKind>(
  required: number,
  parameters: P,
  result: R,
  call: (...args: Arguments<P>) => Results[R] | undefined,
): GeoFunction => ({ parameters, required, result, call: call as GeoFunction['call'] })

export const define = <const P extends readonly ArgumentKind[], R extends ResultKind>(
  parameters: P,
  result: R,
  call: (...args: Arguments<P>) => Results[R] | undefined,
): GeoFunction => optional(parameters.length, parameters, result, call)

const MOST_REMEMBERED = 500

/** What was made of a text: shapes are often the same in all rows. */
export const remembered = <T>(make: (text: string) => T): ((text: string) => T) => {
  const known = new Map<string, T>()
  return (text) => {
    const found = known.get(text)
    if (found !== undefined || known.has(text)) return found as T
    if (known.size >= MOST_REMEMBERED) known.clear()
    const made = make(text)
    known.set(text, made)
    return made
  }
}
