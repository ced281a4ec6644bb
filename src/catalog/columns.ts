import type { KustoType } from '../types/index.ts'
import type { ColumnSchema } from './table.ts'

/** Type letters of schemas.txt (scripts/schemas.mjs writes them). */
const TYPE_OF_LETTER: Readonly<Record<string, KustoType>> = {
  b: 'bool',
  i: 'int',
  l: 'long',
  r: 'real',
  m: 'decimal',
  s: 'string',
  d: 'datetime',
  t: 'timespan',
  g: 'guid',
  y: 'dynamic',
}

/** [shared prefix length or number of a standard column], [rest of the name], [type letter] */
const COLUMN = /^(\d*)([A-Za-z_]\w*)?(?::(\w))?$/

const malformed = (item: string): never => {
  throw new Error(`malformed column '${item}' in schemas.txt`)
}

/**
 * Reads the column list of one table out of schemas.txt, whose head describes the format.
 * `standard` are the columns that a bare number stands for. Throws on a list that scripts/schemas.mjs cannot have written.
 */
export const decodeColumns = (list: string, standard: readonly ColumnSchema[]): ColumnSchema[] => {
  let previous = ''
  return list.split(',').map((item) => {
    const [, digits = '', rest, letter = 's'] = COLUMN.exec(item) ?? []
    const type = TYPE_OF_LETTER[letter]
    if (rest === undefined) return standard[Number(digits || Number.NaN)] ?? malformed(item)
    if (!type) return malformed(item)
    previous = previous.slice(0, Number(digits)) + rest
    return { name: previous, type }
  })
}
