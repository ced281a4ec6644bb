/** Cells of a result as the texts that alerts are made of. */
import type { QueryResult } from '../api.ts'

/** As tostring() writes it; a dynamic as compact JSON, a string in it as it is; '' for null. */
export const cellText = (value: unknown): string => {
  if (value === null || value === undefined) return ''
  if (typeof value === 'boolean') return value ? 'True' : 'False'
  return typeof value === 'object' ? JSON.stringify(value) : String(value)
}

type Row = readonly unknown[]

/** Reads a column of a result's rows by name; undefined where it has no such column. */
export const columnOf = ({ columns }: Pick<QueryResult, 'columns'>, name: string): ((row: Row) => unknown) | undefined => {
  const at = columns.findIndex((column) => column.name === name)
  return at < 0 ? undefined : (row) => row[at]
}

/** As `columnOf`; a name that differs by case alone will do (`deviceId` for `DeviceId`). */
export const looseColumnOf = (result: Pick<QueryResult, 'columns'>, name: string): ((row: Row) => unknown) | undefined => {
  const near = result.columns.find((column) => column.name.toLowerCase() === name.toLowerCase())
  return columnOf(result, name) ?? (near && columnOf(result, near.name))
}
