/** A test file as it was understood. */
import type { SavedFunction } from '../api.ts'
import type { Rule } from '../load/index.ts'
import type { Diagnostic, LocatedDiagnostic, Source, Span } from '../text/index.ts'
import type { Path } from './read.ts'

/** Rows of a table or watchlist as cells by column, or the files that hold them. */
export type TableData = ({ readonly rows: readonly Readonly<Record<string, unknown>>[] } | { readonly pattern: string }) & {
  /** Where it stands in the document. */
  readonly path: Path
}

export interface ExpectedRow {
  /** Where it stands in the document. */
  readonly path: Path
  /** Values as YAML has them: their types are those of the result. */
  readonly values: Readonly<Record<string, unknown>>
}

export interface Expectation {
  readonly rows?: readonly ExpectedRow[] | undefined
  /** Rows and the elements of arrays come in this order. */
  readonly ordered: boolean
  readonly count?: number | undefined
  /** In their order; a type where one was written. */
  readonly columns?: readonly { readonly name: string; readonly type?: string | undefined }[] | undefined
  /** The code of a diagnostic. */
  readonly error?: string | undefined
}

export interface TestCase {
  readonly name: string
  readonly path: Path
  readonly now: string | undefined
  readonly tables: Readonly<Record<string, TableData>>
  readonly watchlists: Readonly<Record<string, TableData>>
  readonly functions: readonly SavedFunction[]
  /** URL → file. */
  readonly external: Readonly<Record<string, string>>
  readonly expect: Expectation
}

export interface TestFile {
  readonly source: Source
  /** The document's place among those of its file, from 0. */
  readonly document: number
  readonly rule: Rule
  readonly cases: readonly TestCase[]
  /** Where the value at a path of the document, or its key, stands in the file. */
  locate(path: Path, of?: 'value' | 'key'): Span
  place(diagnostic: Diagnostic): LocatedDiagnostic
}
