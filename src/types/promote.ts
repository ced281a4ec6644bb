import type { KustoType } from './scalar.ts'

const RANK: Partial<Record<KustoType, number>> = { int: 1, long: 2, real: 3, decimal: 4 }

export const isNumber = (type: KustoType): boolean => RANK[type] !== undefined

/** Whether a value of the first type converts to the second without being asked: up the ladder int, long, real, decimal. */
export const promotes = (from: KustoType, to: KustoType): boolean => (RANK[from] ?? 9) < (RANK[to] ?? 0)

/** The widest of number types; int counts as long, since arithmetic on ints yields longs. */
export const widest = (types: readonly KustoType[]): KustoType =>
  types.reduce<KustoType>((a, b) => ((RANK[b] ?? 0) > (RANK[a] ?? 0) ? b : a), 'long')

/** The type that all convert to without being asked; undefined where there is none. */
export const commonType = (types: readonly KustoType[]): KustoType | undefined => {
  let common = types[0]
  for (const type of types) {
    if (common === undefined || type === common || promotes(type, common)) continue
    if (promotes(common, type)) common = type
    else return undefined
  }
  return common
}
