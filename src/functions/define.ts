/** What a registry entry is and how it is declared: one declaration a KQL function, read by the binder, emit, the docs and the tests. */
import type { Primitive } from '../sql/index.ts'
import type { Form, KustoType, LiteralValue, ValueType } from '../types/index.ts'
import { parseSignature } from './signature.ts'

/** How a call becomes SQL. */
export type Lowering =
  /** One of the portable primitives, which each dialect spells. */
  | { readonly kind: 'primitive'; readonly name: Primitive }
  /** A macro of the dialect's prelude; it gets strings that are never null and dynamics as JSON. */
  | { readonly kind: 'macro'; readonly name: string; readonly defaults: readonly bigint[] }
  /** A function in JavaScript that the engine registers under this name. */
  | { readonly kind: 'udf'; readonly name: string }
  /** The first argument as it is, under another static type. */
  | { readonly kind: 'identity' }
  /** Bound by a form of its own in `bind/special`, which leaves no call of it. */
  | { readonly kind: 'special' }
  | { readonly kind: 'unsupported'; readonly why: string }

export const primitive = (name: Primitive): Lowering => ({ kind: 'primitive', name })
/** The prelude's macro of this name (by convention `kql_<function>`); the defaults stand for the last parameters where a call leaves them out. */
export const macro = (name: string, ...defaults: readonly bigint[]): Lowering => ({ kind: 'macro', name, defaults })
export const udf = (name: string): Lowering => ({ kind: 'udf', name })
export const identity: Lowering = { kind: 'identity' }
export const special: Lowering = { kind: 'special' }
export const unsupported = (why: string): Lowering => ({ kind: 'unsupported', why })
/** An overload that Microsoft's parser has too, where nothing says what the engine makes of such arguments. */
export const undocumented = (signature: string): SignatureText => [signature, UNDOCUMENTED]
const UNDOCUMENTED = unsupported('what the engine makes of arguments of these types is not documented')
/** The overloads that people should know of. */
export const documented = (f: FunctionDef): readonly Signature[] => f.signatures.filter((s) => s.lower !== UNDOCUMENTED)

export interface Parameter {
  readonly name: string
  /** Type names, classes (`Number`, `Scalar`, `CommonScalar` …) or list forms (`real[]`); see signature.ts. */
  readonly types: readonly string[]
  /** How often it may stand. */
  readonly min: number
  readonly max: number
  /** Must be known when the query is compiled: because the language asks for it (`asked`), or since nothing else is translated. */
  readonly constant: 'asked' | 'translated' | undefined
}

/** One overload. */
export interface Signature {
  readonly parameters: readonly Parameter[]
  /** A type, a list form, or a rule such as `Parameter0` or `Common` (see bind/overload.ts). */
  readonly result: string
  readonly lower: Lowering
  /** As it was declared, for the docs and messages. */
  readonly text: string
}

export type FunctionKind = 'scalar' | 'operator' | 'aggregate' | 'window' | 'plugin' | 'table'

/**
 * Whether the result can be null: `strict` if an argument is, `never`, or `maybe` in any case.
 * A string result is never null whatever this says.
 */
export type NullRule = 'strict' | 'never' | 'maybe'

/**
 * What a result column without a name is called: `none` → Column1; `argument` → as the first argument alone would be;
 * `name` → `f_`; `name_argument` → `f_x`, for an argument without a name `f_`; `name_arguments` → `f_x_y`; `prefix_argument` likewise with `prefix` in front; `prefix` → the prefix.
 */
export type ResultName = 'none' | 'argument' | 'name' | 'name_argument' | 'name_arguments' | 'prefix' | 'prefix_argument'

/** A scalar expression with its value, or a whole query with its rows, as JSON-safe cells. */
export type Example = {
  readonly kql: string
  /** Where the expected value is from, if not from the page of the function in the reference. */
  readonly source?: string
} & ({ readonly result: unknown } | { readonly rows: readonly (readonly unknown[])[] })

/** What is known of an argument when compiling: its type, and its value where it is a constant. */
export interface KnownArgument extends ValueType {
  readonly value: LiteralValue | undefined
}

/** Something about a call that a user should know; `argument` is the index of the one that it is about. */
export interface Finding {
  readonly severity: 'error' | 'warning'
  readonly text: string
  readonly argument?: number | undefined
}

export interface FunctionDef {
  readonly name: string
  readonly kind: FunctionKind
  readonly signatures: readonly Signature[]
  readonly nulls: NullRule
  readonly resultName: ResultName
  readonly prefix?: string | undefined
  /** Gives another value each time it is evaluated (rand, new_guid). */
  readonly volatile: boolean
  /** The outputs of a function with several, in order (`series_stats`): the call's value is a struct of them. */
  readonly outputs?: readonly { readonly name: string; readonly type: ValueType }[] | undefined
  /** The form of a dynamic result, where it is not JSON; it may follow from the arguments. */
  readonly resultForm?: Form | ((args: readonly KnownArgument[]) => Form | undefined) | undefined
  /** A window function that needs rows in order, or an aggregate whose result follows the order of rows. */
  readonly ordered: boolean
  /** An aggregate whose arguments from this position on fill a column each (arg_max: 0, percentiles: 1). */
  readonly columnsFrom?: number | undefined
  /** Older or other spellings. */
  readonly aliases: readonly string[]
  /** The value for constant arguments, computed when compiling; undefined leaves it to the engine. Exact or not at all. */
  readonly fold?: ((args: readonly { readonly type: KustoType; readonly value: LiteralValue }[]) => LiteralValue | undefined) | undefined
  /** The type where it depends on a constant argument; undefined: the signature's. */
  readonly typeFor?: ((args: readonly { readonly type: KustoType; readonly value?: LiteralValue }[]) => KustoType | undefined) | undefined
  /** Looks at the arguments of a call for what the types don't say: values out of range are errors, gaps in what is known are warnings. */
  readonly review?: ((args: readonly KnownArgument[]) => readonly Finding[]) | undefined
  /** The largest absolute value of an integer result, for what counts something: sums of such need no care for overflow. */
  readonly magnitude?: bigint | undefined
  /** One sentence of our own. */
  readonly doc: string
  readonly examples: readonly Example[]
  /** A limit that users should know. */
  readonly limit?: string | undefined
}

/** The part of an entry that its author gives. */
export interface Declaration {
  /** Of all overloads that don't bring their own; by default the macro `kql_<name>`. */
  readonly lower?: Lowering
  readonly nulls?: NullRule
  readonly resultName?: ResultName
  readonly prefix?: string
  readonly volatile?: boolean
  readonly outputs?: FunctionDef['outputs']
  readonly resultForm?: FunctionDef['resultForm']
  readonly review?: FunctionDef['review']
  readonly ordered?: boolean
  readonly columnsFrom?: number
  readonly aliases?: readonly string[]
  readonly fold?: FunctionDef['fold']
  readonly typeFor?: FunctionDef['typeFor']
  readonly magnitude?: bigint
  readonly doc: string
  readonly examples?: readonly Example[]
  readonly limit?: string
}

/** An overload: its text, or the text and a lowering of its own. */
export type SignatureText = string | readonly [text: string, lower: Lowering]

/** A class, so that all entries have one hidden class: what reads them is much of a compilation. */
class Definition implements FunctionDef {
  readonly name: string
  readonly kind: FunctionKind
  readonly nulls: NullRule
  readonly resultName: ResultName
  readonly prefix: FunctionDef['prefix']
  readonly volatile: boolean
  readonly outputs: FunctionDef['outputs']
  readonly resultForm: FunctionDef['resultForm']
  readonly review: FunctionDef['review']
  readonly ordered: boolean
  readonly columnsFrom: FunctionDef['columnsFrom']
  readonly aliases: readonly string[]
  readonly fold: FunctionDef['fold']
  readonly typeFor: FunctionDef['typeFor']
  readonly magnitude: FunctionDef['magnitude']
  readonly doc: string
  readonly examples: readonly Example[]
  readonly limit: FunctionDef['limit']
  readonly #texts: readonly SignatureText[]
  readonly #lower: Lowering
  #signatures: readonly Signature[] | undefined

  constructor(kind: FunctionKind, name: string, texts: readonly SignatureText[], d: Declaration) {
    this.name = name
    this.kind = kind
    this.nulls = d.nulls ?? 'maybe'
    this.resultName = d.resultName ?? 'none'
    this.prefix = d.prefix
    this.volatile = d.volatile ?? false
    this.outputs = d.outputs
    this.resultForm = d.resultForm
    this.review = d.review
    this.ordered = d.ordered ?? false
    this.columnsFrom = d.columnsFrom
    this.aliases = d.aliases ?? []
    this.fold = d.fold
    this.typeFor = d.typeFor
    this.magnitude = d.magnitude
    this.doc = d.doc
    this.examples = d.examples ?? []
    this.limit = d.limit
    this.#texts = texts
    this.#lower = d.lower ?? macro(`kql_${name}`)
  }

  /** Parsed on first use: a query needs few of the hundreds of entries. */
  get signatures(): readonly Signature[] {
    this.#signatures ??= this.#texts.map((t) => (typeof t === 'string' ? parseSignature(t, this.#lower) : parseSignature(t[0], t[1])))
    return this.#signatures
  }
}

const declare = (kind: FunctionKind, name: string, texts: readonly SignatureText[], d: Declaration): FunctionDef =>
  new Definition(kind, name, texts, d)

type Declare = (name: string, signatures: SignatureText | readonly SignatureText[], d: Declaration) => FunctionDef

const many = (s: SignatureText | readonly SignatureText[]): readonly SignatureText[] =>
  typeof s === 'string' ? [s] : typeof s[1] === 'object' && 'kind' in s[1] ? [s as SignatureText] : (s as readonly SignatureText[])

/** Declares a function of one value a row. Signatures: `(text: string, start: long, length: long?): string`. */
export const scalar: Declare = (name, s, d) => declare('scalar', name, many(s), d)
/** Declares an infix operator under its own spelling. */
export const operator: Declare = (name, s, d) => declare('operator', name, many(s), d)
export const aggregate: Declare = (name, s, d) => declare('aggregate', name, many(s), { resultName: 'name_argument', ...d })
/** Declares a plugin of evaluate, which is bound by a form of its own. */
export const plugin: Declare = (name, s, d) => declare('plugin', name, many(s), d)
/** Declares a function that yields a table. */
export const tabular: Declare = (name, s, d) => declare('table', name, many(s), d)
/** Declares a function over the rows before and after. */
export const windowFunction: Declare = (name, s, d) => declare('window', name, many(s), { ordered: true, ...d })
