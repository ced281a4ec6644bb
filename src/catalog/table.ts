import type { KustoType } from '../types/index.ts'

/** A column as a schema declares it; its name is case-sensitive (CloudAppEvents has both ISP and Isp). */
export interface ColumnSchema {
  readonly name: string
  readonly type: KustoType
}

/** A table as a schema declares it: the columns in their order. */
export interface TableSchema {
  readonly name: string
  readonly columns: readonly ColumnSchema[]
}
