import { aggregate, type Declaration, type FunctionDef, type SignatureText } from './define.ts'

export interface Pair extends Declaration {
  /** The parameters in front of the predicate, one text an overload, with its result: `['expr: Number', 'real']`. */
  readonly overloads: readonly (readonly [values: string, result: string])[]
  /** A parameter behind the predicate. */
  readonly tail?: string
  /** What the variant with a predicate is called; by default the name with `if` behind. */
  readonly ifName?: string
}

/** An aggregate and its variant that takes a predicate behind the values: only rows for which it holds count. */
export const pair = (name: string, d: Pair): readonly FunctionDef[] => {
  const signatures = (predicate: boolean): SignatureText[] =>
    d.overloads.map(
      ([values, result]) => `(${[values, ...(predicate ? ['predicate: bool'] : []), ...(d.tail ? [d.tail] : [])].join(', ')}): ${result}`,
    )
  const { overloads, tail, ifName, ...rest } = d
  return [
    aggregate(name, signatures(false), rest),
    aggregate(ifName ?? `${name}if`, signatures(true), {
      ...rest,
      aliases: [],
      examples: [],
      doc: `As ${name}, over the rows for which the condition holds.`,
    }),
  ]
}
