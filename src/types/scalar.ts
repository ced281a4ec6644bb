/** Kusto's scalar types by their official names. */
export type KustoType = 'bool' | 'int' | 'long' | 'real' | 'decimal' | 'string' | 'datetime' | 'timespan' | 'guid' | 'dynamic'

export const KUSTO_TYPES: readonly KustoType[] = [
  'bool',
  'int',
  'long',
  'real',
  'decimal',
  'string',
  'datetime',
  'timespan',
  'guid',
  'dynamic',
]

/** Other spellings of the types that Kusto takes, lower case. */
const ALIASES: Readonly<Record<string, KustoType>> = {
  boolean: 'bool',
  int32: 'int',
  int8: 'int',
  int16: 'int',
  uint: 'int',
  uint8: 'int',
  uint16: 'int',
  uint32: 'int',
  int64: 'long',
  uint64: 'long',
  ulong: 'long',
  double: 'real',
  float: 'real',
  date: 'datetime',
  time: 'timespan',
  uuid: 'guid',
  uniqueid: 'guid',
}

/** The type that a name in a query or a schema stands for (`double` is real); undefined for an unknown name. */
export const typeFromName = (name: string): KustoType | undefined =>
  (KUSTO_TYPES as readonly string[]).includes(name) ? (name as KustoType) : ALIASES[name.toLowerCase()]

/** Whether a number as text is within the range that decimals are stored in: below 10^20, with 18 digits behind the point. */
export const fitsDecimal = (text: string): boolean => Math.abs(Number(text)) < 1e20
