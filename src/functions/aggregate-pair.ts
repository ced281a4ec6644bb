import { aggregate, type Declaration, type Example, type FunctionDef, type SignatureText, undocumented } from './define.ts'

/** An example over the numbers 1 to 5, in the column x. */
export const overFive = (call: string, result: unknown): readonly Example[] => [
  { kql: `toscalar(range x from 1 to 5 step 1 | summarize ${call})`, result, source: "by hand, after the function's page" },
]

export interface Pair extends Declaration {
  /** The parameters in front of the predicate, one text an overload, with its result: `['expr: Number', 'real']`. */
  readonly overloads: readonly (readonly [values: string, result: string])[]
  /** The parameters in front of the predicate of one more, which is accepted and not translated. */
  readonly refused?: string
  /** A parameter behind the predicate. */
  readonly tail?: string
  /** What the variant with a predicate is called; by default the name with `if` behind. */
  readonly ifName?: string
  /** The example of the variant with a predicate: a call over the numbers 1 to 5, in the column x, and its value. */
  readonly ifExample: readonly [call: string, result: unknown]
}

/** An aggregate and its variant that takes a predicate behind the values: only rows for which it holds count. */
export const pair = (name: string, d: Pair): readonly FunctionDef[] => {
  const { overloads, refused, tail, ifName, ifExample, ...rest } = d
  const signatures = (predicate: boolean): SignatureText[] => {
    const text = (values: string, result: string) =>
      `(${[values, ...(predicate ? ['predicate: bool'] : []), ...(tail ? [tail] : [])].join(', ')}): ${result}`
    const translated = overloads.map(([values, result]) => text(values, result))
    return refused ? [...translated, undocumented(text(refused, overloads[0]?.[1] ?? 'dynamic'))] : translated
  }
  return [
    aggregate(name, signatures(false), rest),
    aggregate(ifName ?? `${name}if`, signatures(true), {
      ...rest,
      aliases: [],
      examples: overFive(...ifExample),
      doc: `As ${name}, over the rows for which the condition holds.`,
    }),
  ]
}
