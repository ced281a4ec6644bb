/** Schemas of tables from files: JSON and YAML (`table: {column: type}`), and KQL (`.create table T (a:string)`, `T:(a:string)`). */
import type { Schemas } from '../api.ts'
import { declaredTables } from '../kql/index.ts'
import { isQueryFile, isYaml, readText } from '../load/index.ts'
import { type Diagnostic, type LocatedDiagnostic, locate, messages, nearest, Source, type Span, wholeFile } from '../text/index.ts'
import { KUSTO_TYPES, type KustoType, typeFromName } from '../types/index.ts'
import { builtinTable } from './builtin.ts'

export interface LoadedSchemas {
  readonly schemas: Schemas
  readonly diagnostics: readonly LocatedDiagnostic[]
}

/** A table as a file declares it; `merge`: the columns add to those that the table has. */
interface Declared {
  readonly name: string
  readonly merge: boolean
  readonly columns: readonly (readonly [name: string, type: KustoType])[]
}

interface Found {
  readonly tables: readonly Declared[]
  readonly diagnostics: readonly Diagnostic[]
}

type Path = readonly (string | number)[]

const isMapping = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const fromData = (data: unknown, locate: (path: Path) => Span): Found => {
  const diagnostics: Diagnostic[] = []
  const wrong = (path: Path, what: string) => void diagnostics.push(messages.badSchema(locate(path), what))
  const tables: Declared[] = []
  if (!isMapping(data)) wrong([], 'a schema file is a mapping of tables to mappings of columns to types')
  for (const [key, columns] of isMapping(data) ? Object.entries(data) : []) {
    const merge = key.endsWith('+')
    const name = merge ? key.slice(0, -1) : key
    if (!isMapping(columns)) {
      wrong([key], `the table '${name}' must be a mapping of columns to types`)
      continue
    }
    const list = Object.entries(columns).flatMap(([column, written]) => {
      const type = typeof written === 'string' ? typeFromName(written.toLowerCase()) : undefined
      if (!type) diagnostics.push(messages.badColumnType(locate([key, column]), String(written), nearest(String(written), KUSTO_TYPES)))
      return type ? [[column, type] as const] : []
    })
    tables.push({ name, merge, columns: list })
  }
  return { tables, diagnostics }
}

const fromYaml = async (source: Source): Promise<Found> => {
  const { parseYaml } = await import('../load/document.ts')
  const { documents, diagnostics } = parseYaml(source)
  const found = documents.map((d) => fromData(d.data, (path) => d.locate(path)))
  return { tables: found.flatMap((f) => f.tables), diagnostics: [...diagnostics, ...found.flatMap((f) => f.diagnostics)] }
}

/** JSON is read by its own parser, which is much faster; what is wrong is then looked for by the YAML parser, which knows places. */
const fromJson = async (source: Source): Promise<Found> => {
  try {
    const found = fromData(JSON.parse(source.text), () => ({ start: 0, end: 0 }))
    if (found.diagnostics.length === 0) return found
  } catch {
    // The YAML parser says where.
  }
  return fromYaml(source)
}

const fromKql = ({ text }: Source): Found => {
  const { tables, diagnostics } = declaredTables(text)
  return {
    tables: tables.map(({ name, merge, columns }) => ({ name, merge, columns: columns.map((c) => [c.name.name, c.type] as const) })),
    diagnostics,
  }
}

const fromFile = (source: Source): Found | Promise<Found> => {
  if (isQueryFile(source.path)) return fromKql(source)
  if (isYaml(source.path)) return fromYaml(source)
  if (/\.json$/i.test(source.path)) return fromJson(source)
  return { tables: [], diagnostics: [messages.unknownSchemaFile()] }
}

/**
 * Reads schema files in their order; a table that several declare has the columns of the last. Never rejects; diagnostics are placed in
 * the files. The schemas hold what the files declare, not the built-in tables, except for those that a file adds columns to.
 */
export const loadSchemas = async (files: readonly string[]): Promise<LoadedSchemas> => {
  const schemas: Record<string, Record<string, KustoType>> = {}
  const diagnostics: LocatedDiagnostic[] = []
  for (const file of files) {
    const read = await readText(file)
    const source = 'fault' in read ? new Source(file, '') : read.source
    const found: Found = 'fault' in read ? { tables: [], diagnostics: [read.fault] } : await fromFile(source)
    for (const d of found.diagnostics) diagnostics.push(locate(d, wholeFile(source)))
    for (const { name, merge, columns } of found.tables) {
      const known = builtinTable(name)?.columns.map((c) => [c.name, c.type] as const) ?? []
      const before = merge ? (Object.hasOwn(schemas, name) ? schemas[name] : Object.fromEntries(known)) : {}
      Object.defineProperty(schemas, name, { value: { ...before, ...Object.fromEntries(columns) }, enumerable: true, configurable: true })
    }
  }
  return { schemas, diagnostics }
}
