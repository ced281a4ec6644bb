import type { KustoType } from './scalar.ts'

/**
 * A constant: null; bool → boolean; int and long → bigint; real → number; decimal → its decimal text; string and guid → string (guid lower
 * case with hyphens); datetime → ticks of 100 ns since 0001-01-01 UTC; timespan → ticks; dynamic → compact JSON text.
 */
export type LiteralValue = null | boolean | bigint | number | string

/**
 * How a dynamic is stored: `json` is valid JSON text; `text` is text that still has to be read as `parse_json` reads it
 * (valid JSON is that value, anything else a JSON string, '' and null are null); `real[]` and its kin are native lists. `open` is a column
 * of a table whose schema is not known in full: it is null, and of whatever type is asked for.
 */
export type Form = 'json' | 'text' | 'open' | `${KustoType}[]`

/** The static type of a value: Kusto's type, the form of a dynamic, whether it can be null. */
export interface ValueType {
  readonly type: KustoType
  /** Only of a dynamic; undefined means `json`. */
  readonly form?: Form | undefined
  /** For strings: whether the stored value can be null, which means the empty string. */
  readonly nullable: boolean
}

/** The element type of a list form, undefined for the others. */
export const elementOf = (form: Form | undefined): KustoType | undefined =>
  form === undefined || form === 'json' || form === 'text' || form === 'open' ? undefined : (form.slice(0, -2) as KustoType)
