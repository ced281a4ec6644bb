import type { KustoType } from './scalar.ts'

/** The characters that tostring() writes values with, in lower case; any for types that are missing. */
const WRITTEN: Readonly<Partial<Record<KustoType, RegExp>>> = {
  bool: /^[truefals]*$/,
  int: /^[-\d]*$/,
  long: /^[-\d]*$/,
  real: /^[-+.\deinfaty∞]*$/,
  decimal: /^[-+.\de]*$/,
  datetime: /^[-:.\dtz]*$/,
  timespan: /^[-:.\d]*$/,
  guid: /^[-\da-f]*$/,
}

/** Whether the text of a value of this type may hold the given one, in any case. */
export const mayBeWritten = (type: KustoType, text: string): boolean => WRITTEN[type]?.test(text.toLowerCase()) ?? true
