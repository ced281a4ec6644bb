/** A test's YAML document → cases. */
import { dirname, join } from 'node:path'
import type { SavedFunction, Schemas } from '../api.ts'
import { catalogOf, loadFunctions, type TableSchema } from '../catalog/index.ts'
import type { YamlDocument } from '../load/document.ts'
import type { Rule } from '../load/index.ts'
import { type LocatedDiagnostic, locate, messages, nearest, wholeFile } from '../text/index.ts'
import { parseDatetime } from '../types/index.ts'
import type { Expectation, ExpectedRow, TableData, TestCase, TestFile } from './model.ts'
import { flag, isMapping, list, type Mapping, mapping, type Path, type Reading, refuse, text, wholeNumber } from './read.ts'
import { readCell } from './value.ts'

const SURROUNDINGS = ['now', 'tables', 'watchlists', 'functions', 'external'] as const
const FILE_KEYS = ['rule', 'description', ...SURROUNDINGS, 'cases']
const CASE_KEYS = ['name', 'description', ...SURROUNDINGS, 'expect']
const EXPECT_KEYS = ['rows', 'ordered', 'count', 'columns', 'error']

type Surroundings = Pick<TestCase, (typeof SURROUNDINGS)[number]>

interface FileReading extends Reading {
  readonly schemas: Schemas | undefined
  /** Paths in the test count from here. */
  readonly folder: string
  /** Faults in files that the test names. */
  reportIn(diagnostic: LocatedDiagnostic): void
}

/** A row's cells; where the table's schema is known, its columns and their types are checked. */
const row = (reading: FileReading, value: unknown, path: Path, schema: TableSchema | undefined): Mapping | undefined => {
  if (!isMapping(value)) return refuse(reading, path, 'a mapping of columns to values')
  if (!schema) return value
  const cells: Record<string, unknown> = {}
  for (const [name, written] of Object.entries(value)) {
    const span = reading.document.locate([...path, name])
    const column = schema.columns.find((c) => c.name === name)
    if (!column) {
      const names = schema.columns.map((c) => c.name)
      const key = reading.document.locate([...path, name], 'key')
      reading.report(messages.unknownTestColumn(key, schema.name, name, nearest(name, names)))
      continue
    }
    const read = readCell(written, column.type)
    if ('cell' in read) cells[name] = read.cell
    else reading.report(messages.badCell(span, name, column.type, read.fault.why, read.fault.fix))
  }
  return cells
}

const listOfOne = <T>(item: T | undefined): T[] => (item === undefined ? [] : [item])

const tableData = (reading: FileReading, value: unknown, path: Path, schema: TableSchema | undefined): TableData | undefined => {
  if (typeof value === 'string' && value !== '') return { pattern: join(reading.folder, value), path }
  if (value !== null && !Array.isArray(value)) return refuse(reading, path, 'a list of rows, or a file, folder or glob')
  const rows: readonly unknown[] = value ?? []
  return { rows: rows.flatMap((item, i): Mapping[] => listOfOne(row(reading, item, [...path, i], schema))), path }
}

const named = (reading: FileReading, value: unknown, path: Path, schemaOf: (name: string) => TableSchema | undefined) =>
  Object.fromEntries(
    Object.entries(mapping(reading, value, path)).flatMap(([name, data]) => {
      const read = tableData(reading, data, [...path, name], schemaOf(name))
      return read ? [[name, read] as const] : []
    }),
  )

/** `(parameters) { body }` */
const FUNCTION = /^\s*(\([\s\S]*?\))\s*(\{[\s\S]*\})\s*$/

const inlineFunctions = (reading: FileReading, value: unknown, path: Path): SavedFunction[] =>
  Object.entries(mapping(reading, value, path)).flatMap(([name, written]) => {
    const [, parameters, body] = (typeof written === 'string' && FUNCTION.exec(written)) || []
    if (parameters !== undefined && body !== undefined) return [{ name, parameters, body }]
    reading.report(messages.badFunction(reading.document.locate([...path, name]), name))
    return []
  })

/** Functions by name, or the files and folders that hold them. */
const functionsOf = async (reading: FileReading, value: unknown, path: Path): Promise<readonly SavedFunction[]> => {
  if (typeof value !== 'string' && !Array.isArray(value)) return inlineFunctions(reading, value, path)
  const files = [value].flat().flatMap((file: unknown, i) => {
    if (typeof file === 'string' && file !== '') return [join(reading.folder, file)]
    refuse(reading, [...path, i], 'a file or folder')
    return []
  })
  const { functions, diagnostics } = await loadFunctions(files)
  diagnostics.forEach(reading.reportIn)
  return functions
}

const surroundings = async (reading: FileReading, data: Mapping, path: Path): Promise<Surroundings> => {
  const now = text(reading, data, path, 'now')
  if (now !== undefined && parseDatetime(now) === undefined) refuse(reading, [...path, 'now'], 'a time such as 2026-01-05T12:00:00Z')
  const catalog = catalogOf(reading.schemas)
  const external = mapping(reading, data.external, [...path, 'external'])
  return {
    now,
    tables: named(reading, data.tables, [...path, 'tables'], (name) => catalog.table(name)),
    watchlists: named(reading, data.watchlists, [...path, 'watchlists'], () => undefined),
    functions: await functionsOf(reading, data.functions, [...path, 'functions']),
    external: Object.fromEntries(
      Object.keys(external).flatMap((url) => {
        const file = text(reading, external, [...path, 'external'], url)
        return file === undefined ? [] : [[url, join(reading.folder, file)] as const]
      }),
    ),
  }
}

/** A case's own over those of the file. */
const over = (file: Surroundings, own: Surroundings): Surroundings => ({
  now: own.now ?? file.now,
  tables: { ...file.tables, ...own.tables },
  watchlists: { ...file.watchlists, ...own.watchlists },
  functions: [...file.functions.filter((f) => !own.functions.some((o) => o.name === f.name)), ...own.functions],
  external: { ...file.external, ...own.external },
})

const expectedRows = (reading: Reading, value: unknown, path: Path): ExpectedRow[] =>
  list(reading, value, path).flatMap((item, i): ExpectedRow[] => {
    if (isMapping(item)) return [{ path: [...path, i], values: item }]
    refuse(reading, [...path, i], 'a mapping of columns to values')
    return []
  })

const expectedColumns = (reading: Reading, value: unknown, path: Path) =>
  list(reading, value, path).flatMap((item, i) => {
    const [, name, type] = (typeof item === 'string' && /^(.+?)(?::\s*(\w+))?$/s.exec(item)) || []
    if (name !== undefined) return [{ name, type }]
    refuse(reading, [...path, i], 'the name of a column, or name:type')
    return []
  })

const expectation = (reading: Reading, value: unknown, path: Path): Expectation => {
  const data = mapping(reading, value, path, EXPECT_KEYS)
  return {
    rows: data.rows === undefined ? undefined : expectedRows(reading, data.rows, [...path, 'rows']),
    ordered: flag(reading, data, path, 'ordered') ?? false,
    count: wholeNumber(reading, data, path, 'count'),
    columns: data.columns === undefined ? undefined : expectedColumns(reading, data.columns, [...path, 'columns']),
    error: text(reading, data, path, 'error'),
  }
}

/** Whether anything is expected at all. */
export const expectsSomething = ({ rows, count, columns, error }: Expectation): boolean =>
  rows !== undefined || count !== undefined || columns !== undefined || error !== undefined

const testCase = async (reading: FileReading, value: unknown, path: Path, file: Surroundings): Promise<TestCase> => {
  const data = mapping(reading, value, path, CASE_KEYS)
  return {
    name: text(reading, data, path, 'name') ?? `case ${Number(path.at(-1)) + 1}`,
    path,
    ...over(file, await surroundings(reading, data, path)),
    expect: expectation(reading, data.expect, [...path, 'expect']),
  }
}

/** The rule that a document tests: that of its file, or the one of several that the key `rule` names. */
const ruleOf = (reading: Reading, data: Mapping, rules: readonly Rule[]): Rule | undefined => {
  const wanted = text(reading, data, [], 'rule')
  const fitting = wanted === undefined ? rules : rules.filter((rule) => rule.id === wanted || rule.name === wanted)
  if (fitting.length === 1) return fitting[0]
  const span = reading.document.locate(wanted === undefined ? [] : ['rule'])
  reading.report(
    messages.whichRule(
      span,
      rules.map((r) => r.id ?? r.name),
    ),
  )
  return undefined
}

export interface ReadOptions {
  readonly schemas?: Schemas | undefined
  /** A case without an expectation is no fault. */
  readonly update?: boolean | undefined
}

/** A document of a test file; undefined where it can't be used, which has been reported. */
export const readTest = async (
  document: YamlDocument,
  rules: readonly Rule[],
  { schemas, update = false }: ReadOptions,
  found: (diagnostic: LocatedDiagnostic) => void,
): Promise<TestFile | undefined> => {
  const { source } = document
  let faults = 0
  const reading: FileReading = {
    document,
    schemas,
    folder: dirname(source.path),
    report: (diagnostic) => reading.reportIn(locate(diagnostic, wholeFile(source))),
    reportIn: (diagnostic) => {
      faults++
      found(diagnostic)
    },
  }
  const data = mapping(reading, document.data, [], FILE_KEYS)
  const rule = ruleOf(reading, data, rules)
  const shared = await surroundings(reading, data, [])
  const cases: TestCase[] = []
  // One after the other: their faults come in the order of the file.
  for (const [i, value] of list(reading, data.cases, ['cases']).entries()) cases.push(await testCase(reading, value, ['cases', i], shared))
  if (cases.length === 0 && faults === 0) refuse(reading, ['cases'], 'a list of cases')
  const names = new Set<string>()
  for (const { name, path, expect } of cases) {
    if (names.has(name)) reading.report(messages.sameCase(document.locate([...path, 'name']), name))
    names.add(name)
    if (!update && !expectsSomething(expect)) reading.report(messages.expectsNothing(document.locate(path)))
  }
  if (faults > 0 || !rule) return undefined
  return {
    source,
    document: document.index,
    rule,
    cases,
    locate: (path, of) => document.locate(path, of),
    place: (diagnostic) => locate(diagnostic, wholeFile(source)),
  }
}
