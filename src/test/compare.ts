/** What a case expects against what came. */
import type { QueryResult, ResultColumn } from '../api.ts'
import { type Diagnostic, messages, nearest } from '../text/index.ts'
import { matches, sameCell } from './equal.ts'
import type { ExpectedRow, TestCase, TestFile } from './model.ts'
import { readCell } from './value.ts'

/** What a rule came to: rows, or the diagnostics of an error. */
export type Outcome = { readonly result: QueryResult } | { readonly errors: readonly Diagnostic[] }

export interface CellPair {
  readonly column: ResultColumn
  readonly expected: unknown
  readonly actual: unknown
  readonly same: boolean
}

export type Difference =
  | { readonly kind: 'row'; readonly row: ExpectedRow; readonly actual: number; readonly cells: readonly CellPair[] }
  | { readonly kind: 'missing'; readonly row: ExpectedRow }
  | { readonly kind: 'unexpected'; readonly actual: number }
  | { readonly kind: 'order' }
  | { readonly kind: 'count'; readonly expected: number; readonly actual: number }
  | { readonly kind: 'columns'; readonly expected: readonly string[]; readonly actual: readonly string[] }
  | { readonly kind: 'error'; readonly expected: string; readonly actual: string }
  /** The test itself is wrong about the result, or the rule has an error. */
  | { readonly kind: 'fault'; readonly diagnostic: Diagnostic; readonly of: 'test' | 'rule' }

/** The cells of an expected row beside those of a row of the result. */
type Cells = (expected: ExpectedRow, actual: readonly unknown[]) => readonly CellPair[]

const cellsOf =
  (columns: readonly ResultColumn[], ordered: boolean): Cells =>
  ({ values }, actual) =>
    columns.flatMap((column, i): CellPair[] => {
      if (!Object.hasOwn(values, column.name)) return []
      const read = readCell(values[column.name], column.type)
      const expected = 'cell' in read ? read.cell : values[column.name]
      return [{ column, expected, actual: actual[i], same: 'cell' in read && sameCell(expected, actual[i], column.type, ordered) }]
    })

/** Columns that the result doesn't have, and values that can't be of a column's type. */
const faultsOf = (file: TestFile, rows: readonly ExpectedRow[], columns: readonly ResultColumn[]): Difference[] =>
  rows.flatMap(({ path, values }) =>
    Object.entries(values).flatMap(([name, value]): Difference[] => {
      const span = file.locate([...path, name])
      const column = columns.find((c) => c.name === name)
      if (!column) {
        const near = nearest(
          name,
          columns.map((c) => c.name),
        )
        return [{ kind: 'fault', of: 'test', diagnostic: messages.unknownResultColumn(file.locate([...path, name], 'key'), name, near) }]
      }
      const read = readCell(value, column.type)
      if ('cell' in read) return []
      return [{ kind: 'fault', of: 'test', diagnostic: messages.badCell(span, name, column.type, read.fault.why, read.fault.fix) }]
    }),
  )

const wrong = (cells: readonly CellPair[]): number => cells.filter((c) => !c.same).length

/** Rows without a partner, each with the rest of the result's that is most like it where they have anything in common. */
const pairRest = (
  expected: readonly ExpectedRow[],
  actual: readonly (readonly [index: number, row: readonly unknown[]])[],
  cells: Cells,
): Difference[] => {
  const free = new Map(actual)
  const found: Difference[] = expected.map((row): Difference => {
    let best: { readonly at: number; readonly cells: readonly CellPair[] } | undefined
    for (const [at, candidate] of free) {
      const compared = cells(row, candidate)
      if (wrong(compared) < compared.length && (!best || wrong(compared) < wrong(best.cells))) best = { at, cells: compared }
    }
    const only = [...free]
    // With one left on each side they belong together, however different they are.
    if (!best && expected.length === 1 && only.length === 1 && only[0]) best = { at: only[0][0], cells: cells(row, only[0][1]) }
    if (!best) return { kind: 'missing', row }
    free.delete(best.at)
    return { kind: 'row', row, actual: best.at, cells: best.cells }
  })
  return [...found, ...[...free.keys()].map((at): Difference => ({ kind: 'unexpected', actual: at }))]
}

const compareRows = (expected: readonly ExpectedRow[], { columns, rows }: QueryResult, ordered: boolean): Difference[] => {
  const cells = cellsOf(columns, ordered)
  const partner = matches(expected, rows, (row, actual) => wrong(cells(row, actual)) === 0)
  const taken = new Set(partner)
  const rest = rows.flatMap((row, i) => (taken.has(i) ? [] : [[i, row] as const]))
  const lonely = expected.filter((_, i) => partner[i] === undefined)
  const differences = pairRest(lonely, rest, cells)
  if (!ordered || differences.length > 0) return differences
  const inOrder = expected.every((row, i) => wrong(cells(row, rows[i] ?? [])) === 0)
  return inOrder ? [] : [{ kind: 'order' }]
}

const compareColumns = (expected: NonNullable<TestCase['expect']['columns']>, actual: readonly ResultColumn[]): Difference[] => {
  const same =
    expected.length === actual.length &&
    expected.every(({ name, type }, i) => {
      const column = actual[i]
      return column?.name === name && (type === undefined || type === column.type)
    })
  if (same) return []
  return [
    {
      kind: 'columns',
      expected: expected.map(({ name, type }) => (type === undefined ? name : `${name}:${type}`)),
      actual: actual.map(({ name, type }) => (expected.some((e) => e.type !== undefined) ? `${name}:${type}` : name)),
    },
  ]
}

/** What differs between a case and what came of it; nothing where it passes. */
export const compare = (file: TestFile, { expect }: TestCase, outcome: Outcome): readonly Difference[] => {
  if ('errors' in outcome) {
    const codes = outcome.errors.map((d) => d.code)
    if (expect.error !== undefined && codes.includes(expect.error)) return []
    if (expect.error !== undefined) return [{ kind: 'error', expected: expect.error, actual: codes.join(', ') }]
    return outcome.errors.map((diagnostic): Difference => ({ kind: 'fault', of: 'rule', diagnostic }))
  }
  const { result } = outcome
  if (expect.error !== undefined) return [{ kind: 'error', expected: expect.error, actual: 'none' }]
  const faults = faultsOf(file, expect.rows ?? [], result.columns)
  if (faults.length > 0) return faults
  return [
    ...(expect.columns ? compareColumns(expect.columns, result.columns) : []),
    ...(expect.count !== undefined && expect.count !== result.rows.length
      ? [{ kind: 'count' as const, expected: expect.count, actual: result.rows.length }]
      : []),
    ...(expect.rows ? compareRows(expect.rows, result, expect.ordered) : []),
  ]
}
