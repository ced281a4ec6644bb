/** A difference as people read it: column beside column. */
import type { ResultColumn } from '../api.ts'
import { type Colours, cut, type LocatedDiagnostic, locate, NO_COLOURS, renderDiagnostic, width } from '../text/index.ts'
import type { CellPair, Difference } from './compare.ts'
import type { TestFile } from './model.ts'
import type { CaseResult } from './run.ts'

export interface ShowOptions {
  readonly colours?: (Colours & { readonly green: (text: string) => string }) | undefined
  /** Cells of a line. */
  readonly columns?: number | undefined
}

type Paint = NonNullable<ShowOptions['colours']>
const PLAIN: Paint = { ...NO_COLOURS, green: (text) => text }

/** Control characters would steer the terminal. */
const oneLine = (text: string): string => text.replace(/\s*[\r\n]+\s*/g, ' ⏎ ').replace(/\p{Cc}/gu, '·')

const cell = (value: unknown): string => {
  if (value === null || value === undefined) return 'null'
  if (typeof value === 'string') return value === '' ? "''" : oneLine(value)
  return oneLine(JSON.stringify(value))
}

const pad = (text: string, cells: number): string => text + ' '.repeat(Math.max(cells - width(text), 0))

const INDENT = '      '

interface Line {
  readonly mark: string
  readonly texts: readonly string[]
  readonly paint: (text: string) => string
}

/** Lines whose texts stand in columns as wide as they need, cut where the terminal ends. */
const aligned = (lines: readonly Line[], columns: number): string[] => {
  const count = Math.max(0, ...lines.map((line) => line.texts.length))
  const room = Math.max(Math.floor((columns - INDENT.length - 2 * count) / Math.max(count, 1)), 12)
  const widths = Array.from({ length: count }, (_, i) => Math.min(room, Math.max(...lines.map((l) => width(l.texts[i] ?? '')))))
  return lines.map(({ mark, texts, paint }) =>
    paint(`${INDENT}${mark} ${texts.map((text, i) => pad(cut(text, widths[i] ?? 0), widths[i] ?? 0)).join('  ')}`.trimEnd()),
  )
}

const pairs = (cells: readonly CellPair[], columns: number, paint: Paint): string[] =>
  aligned(
    [
      { mark: ' ', texts: ['', 'expected', 'got'], paint: paint.dim },
      ...cells.map(({ column, expected, actual, same }) => ({
        mark: same ? ' ' : '≠',
        texts: [column.name, cell(expected), cell(actual)],
        paint: same ? paint.dim : paint.red,
      })),
    ],
    columns,
  )

/** A row of the result: the columns that the test speaks of; where it speaks of none, those that hold something. */
const found = (row: readonly unknown[], all: readonly ResultColumn[], spoken: ReadonlySet<string>): (readonly [string, unknown])[] => {
  const pairs = all.map((column, i) => [column.name, row[i]] as const)
  return pairs.filter(([name, value]) => (spoken.size > 0 ? spoken.has(name) : value !== null && value !== ''))
}

/** A difference as lines. */
const differenceLines = (difference: Difference, result: CaseResult, file: TestFile, options: ShowOptions): string[] => {
  const { colours: paint = PLAIN, columns = 120 } = options
  const { outcome, test } = result
  const answer = outcome && 'result' in outcome ? outcome.result : undefined
  const lineOf = (path: readonly (string | number)[]): number => file.source.position(file.locate(path).start).line
  switch (difference.kind) {
    case 'row':
      return [`${INDENT}the row of line ${lineOf(difference.row.path)} differs:`, ...pairs(difference.cells, columns, paint)]
    case 'missing':
      return [
        `${INDENT}the row of line ${lineOf(difference.row.path)} is missing:`,
        ...aligned(
          Object.entries(difference.row.values).map(([name, value]) => ({ mark: '-', texts: [name, cell(value)], paint: paint.red })),
          columns,
        ),
      ]
    case 'unexpected': {
      const spoken = new Set((test.expect.rows ?? []).flatMap((row) => Object.keys(row.values)))
      const cells = found(answer?.rows[difference.actual] ?? [], answer?.columns ?? [], spoken)
      return [
        `${INDENT}a row is not expected:`,
        ...aligned(
          cells.map(([name, value]) => ({ mark: '+', texts: [name, cell(value)], paint: paint.green })),
          columns,
        ),
      ]
    }
    case 'order':
      return [`${INDENT}the rows come in another order`]
    case 'count':
      return [`${INDENT}${difference.expected} rows are expected, ${difference.actual} came`]
    case 'columns':
      return [
        `${INDENT}columns`,
        `${INDENT}  expected  ${difference.expected.join(', ')}`,
        `${INDENT}  got       ${difference.actual.join(', ')}`,
      ]
    case 'error':
      return [`${INDENT}the error ${difference.expected} is expected, there is ${difference.actual}`]
    case 'fault': {
      const place = difference.of === 'rule' ? locate(difference.diagnostic, file.rule) : file.place(difference.diagnostic)
      return diagnosticLines(place, options)
    }
  }
}

const diagnosticLines = (diagnostic: LocatedDiagnostic, { colours, columns = 120 }: ShowOptions): string[] =>
  renderDiagnostic(diagnostic, { colours, columns: columns - INDENT.length - 8 })
    .split('\n')
    .map((line) => INDENT + line)

/** Why a case failed, as indented lines; nothing where it passed. */
export const failureLines = (result: CaseResult, file: TestFile, options: ShowOptions = {}): string[] => [
  ...result.faults.flatMap((fault) => diagnosticLines(fault, options)),
  ...result.differences.flatMap((difference) => differenceLines(difference, result, file, options)),
]

/** `1 case`, `2 cases`. */
export const plural = (count: number, what: string): string => `${count} ${what}${count === 1 ? '' : 's'}`
