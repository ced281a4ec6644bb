/** Writes what came into the expectations of a test file; comments, order and everything else stay. */
import { type Document, isMap, isSeq, type Node, parseAllDocuments, type YAMLSeq } from 'yaml'
import type { QueryResult } from '../api.ts'
import type { Path } from './read.ts'
import type { CaseResult, FileResult } from './run.ts'
import { type Place, splice } from './splice.ts'

/** A cell as a person would write it in YAML. */
const written = (cell: unknown): unknown => (typeof cell === 'string' ? cell.replace(/^(\d{4}-\d\d-\d\dT[\d:]+)\.0+Z$/, '$1Z') : cell)

type Row = Readonly<Record<string, unknown>>

/** A row of the result in the columns that the test speaks of; where it speaks of none, those in which some row holds something. */
const rowsOf = ({ columns, rows }: QueryResult, spoken: ReadonlySet<string>): Row[] => {
  const known = columns.some((c) => spoken.has(c.name))
  const filled = (i: number): boolean => rows.some((row) => row[i] !== null && row[i] !== '')
  const kept = [...columns.entries()].filter(([i, c]) => (known ? spoken.has(c.name) : filled(i)))
  return rows.map((row) => Object.fromEntries(kept.map(([i, c]) => [c.name, written(row[i])])))
}

/** Undefined for an alias, and where there is nothing. */
const seqAt = (document: Document, path: Path): YAMLSeq | undefined => {
  const node = document.getIn(path, true)
  return isSeq(node) ? node : undefined
}

/** A row in the style of those that are there. */
const rowNode = (document: Document, row: Row, seq: YAMLSeq | undefined): Node => {
  const first = seq?.items.find(isMap)
  return document.createNode(row, { flow: first?.flow ?? false })
}

const setRows = (document: Document, path: Path, rows: readonly Row[]): void => {
  const seq = seqAt(document, path)
  if (!seq || seq.items.length === 0) document.setIn(path, document.createNode(rows, { flow: rows.length === 0 }))
  else seq.items = rows.map((row) => rowNode(document, row, seq))
}

/** Changes cells, appends and removes rows one by one, so that what is right keeps its comments. */
const patchRows = (document: Document, path: Path, rows: readonly Row[], { differences }: CaseResult): void => {
  const seq = seqAt(document, path)
  if (!seq || seq.items.length === 0) {
    setRows(document, path, rows)
    return
  }
  const gone = new Set<unknown>()
  for (const difference of differences) {
    if (difference.kind === 'row') {
      const at = Number(difference.row.path.at(-1))
      const node = seq.items[at]
      if (!isMap(node)) seq.items[at] = rowNode(document, rows[difference.actual] ?? {}, seq)
      else for (const { column, actual, same } of difference.cells) if (!same) node.set(column.name, written(actual))
    } else if (difference.kind === 'missing') gone.add(seq.items[Number(difference.row.path.at(-1))])
    else if (difference.kind === 'unexpected') seq.items.push(rowNode(document, rows[difference.actual] ?? {}, seq))
  }
  seq.items = seq.items.filter((item) => !gone.has(item))
  if (seq.items.length === 0) seq.flow = true
}

/** Whether `--update` can mend a case: not where its data is missing, or one of rows and error is expected and the other came. */
export const canUpdate = ({ outcome, test }: CaseResult): boolean =>
  outcome !== undefined && 'errors' in outcome === (test.expect.error !== undefined)

const updateCase = (document: Document, result: CaseResult): void => {
  const { outcome, test, differences } = result
  const { expect } = test
  const at = (key: string): Path => [...test.path, 'expect', key]
  if (!outcome) return
  if ('errors' in outcome) {
    document.setIn(at('error'), outcome.errors[0]?.code)
    return
  }
  const { columns } = outcome.result
  const nothing = [expect.rows, expect.count, expect.columns].every((e) => e === undefined)
  if (expect.count !== undefined) document.setIn(at('count'), outcome.result.rows.length)
  if (expect.columns && differences.some((d) => d.kind === 'columns')) {
    const typed = expect.columns.some((c) => c.type !== undefined)
    document.setIn(
      at('columns'),
      document.createNode(
        columns.map((c) => (typed ? `${c.name}:${c.type}` : c.name)),
        { flow: true },
      ),
    )
  }
  if (!expect.rows && !nothing) return
  const spoken = new Set((expect.rows ?? []).flatMap((row) => Object.keys(row.values)))
  const rows = rowsOf(outcome.result, spoken)
  const whole = nothing || expect.ordered || differences.some((d) => d.kind === 'fault' || d.kind === 'order')
  if (whole) setRows(document, at('rows'), rows)
  else patchRows(document, at('rows'), rows, result)
}

/** How the text lays out what YAML leaves open, so that the rest comes back as it was. */
const layoutOf = (text: string) => {
  const indents = [...text.matchAll(/^( +)[^\s#-]/gm)].map((m) => m[1]?.length ?? 2)
  return {
    lineWidth: 0,
    indent: Math.max(2, Math.min(...indents, 8) === 4 ? 4 : 2),
    indentSeq: !/^( *)(?:- )?[\w'"][^\n]*:[ \t]*\n\1- /m.test(text),
    flowCollectionPadding: /\{ /.test(text) || !/\{[^\s}]/.test(text),
  }
}

/** The text of a test file with the expectations of its failed cases put right. `results` are of the documents of one file. */
export const updatedText = (text: string, results: readonly FileResult[]): string => {
  const documents = parseAllDocuments(text, { merge: true })
  if (!Array.isArray(documents)) return text
  const places: Place[] = []
  for (const { file, cases } of results) {
    const document = documents[file.document]
    if (!document) continue
    for (const result of cases.filter(needsUpdate)) {
      const expected = [...result.test.path, 'expect']
      places.push({ document: file.document, path: document.hasIn(expected) ? expected : result.test.path })
      updateCase(document, result)
    }
  }
  const layout = layoutOf(text)
  return splice(text, documents.map((document) => document.toString(layout)).join(''), places)
}

/** A case that failed, or expects nothing yet, and that `--update` can put right. */
export const needsUpdate = (result: CaseResult): boolean => {
  const { rows, count, columns, error } = result.test.expect
  const nothing = [rows, count, columns, error].every((e) => e === undefined)
  return (nothing || !result.passed) && canUpdate(result)
}
