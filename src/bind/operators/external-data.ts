/** externaldata: rows of files that the user has mapped to the URLs of the query. Nothing is fetched. */
import { isKnown } from '../../functions/index.ts'
import type { ExternalData } from '../../kql/index.ts'
import type { Column, FileFormat, PathScalar, Rel, Scalar } from '../../plan/index.ts'
import { messages } from '../../text/index.ts'
import { callOf, isConstant } from '../call.ts'
import { type Env, withRow } from '../env.ts'
import { bindScalar } from '../expression.ts'
import { promotedTo } from '../implicit.ts'
import { filter } from '../rel.ts'
import { isError, ref } from '../scalar.ts'
import { originOf } from '../table.ts'
import { type AddedColumn, replacing } from './columns.ts'
import type { BindSource } from './index.ts'
import { type IngestionMapping, readMapping } from './ingestion-mapping.ts'

const FORMATS: Readonly<Record<string, FileFormat>> = {
  csv: 'csv',
  tsv: 'tsv',
  tsve: 'tsv',
  psv: 'psv',
  scsv: 'scsv',
  sohsv: 'sohsv',
  txt: 'txt',
  json: 'json',
  multijson: 'json',
  ndjson: 'json',
}

export const externalData: BindSource<'externaldata'> = (env, _input, op) => {
  const { binder } = env
  const properties = bindProperties(env, op)
  const urls = bindUrls(env, op)
  if (!properties || !urls) return undefined
  const { catalog } = binder
  const paths = urls.map((url) => catalog.external?.(url))
  const missing = paths.indexOf(undefined)
  const origin = originOf(binder, op.span)
  if (missing >= 0) {
    const at = op.urls[missing]?.span ?? op.span
    if (!catalog.lenient) {
      binder.report(messages.unmappedExternal(at, urls[missing] ?? ''))
      return undefined
    }
    binder.report(messages.emptyExternal(at, urls[missing] ?? ''))
    return {
      kind: 'values',
      rows: [],
      columns: op.columns.map((c) => binder.column(c.name.name, { type: c.type, nullable: true })),
      origin,
    }
  }
  const format = properties.format ?? formatOf(urls[0] ?? '')
  const files = paths.filter((p): p is string => p !== undefined)
  return format === 'json' ? objects(env, op, files, properties) : records(env, op, files, format, properties)
}

interface Properties {
  readonly format: FileFormat | undefined
  readonly header: boolean
  readonly mapping: IngestionMapping | undefined
}

/** By the file's ending, CSV where that says nothing. */
const formatOf = (url: string): FileFormat => {
  const ending = /\.(\w+)(?:\.gz|\.zip)?$/.exec(url.replace(/[?;].*$/s, ''))?.[1]?.toLowerCase() ?? ''
  return (Object.hasOwn(FORMATS, ending) && FORMATS[ending]) || 'csv'
}

const bindUrls = (env: Env, op: ExternalData): string[] | undefined => {
  const values = op.urls.map((e) => bindScalar(withRow(env, undefined), e))
  if (values.some(isError)) return undefined
  const urls = values.map((v, i) => {
    if (v.kind === 'literal' && typeof v.value === 'string') return v.value
    env.binder.report(messages.mustBeConstant(op.urls[i]?.span ?? op.span, 'a URL of externaldata'))
    return undefined
  })
  return urls.includes(undefined) ? undefined : (urls as string[])
}

const bindProperties = (env: Env, op: ExternalData): Properties | undefined => {
  let format: FileFormat | undefined
  let header = false
  let mapping: IngestionMapping | undefined
  for (const p of op.properties) {
    const value = p.value.kind === 'name' ? p.value.name : constantOf(env, p.value)
    if (value === undefined) return undefined
    const name = p.name.toLowerCase()
    if (name === 'format') {
      const word = String(value).toLowerCase()
      format = Object.hasOwn(FORMATS, word) ? FORMATS[word] : undefined
      if (!format) {
        env.binder.report(messages.unsupportedForm(p.span, `the format '${value}'`, `only ${Object.keys(FORMATS).join(', ')} are read`))
        return undefined
      }
    } else if (name === 'ignorefirstrecord') header = /^true$/i.test(String(value))
    else if (name === 'ingestionmapping') {
      mapping = readMapping(String(value))
      if (!mapping) {
        env.binder.report(
          messages.unsupportedForm(p.span, 'this ingestion mapping', 'only paths of names and positions, and ordinals, are read'),
        )
        return undefined
      }
    }
  }
  return { format, header, mapping }
}

const constantOf = (env: Env, e: Parameters<typeof bindScalar>[1]): string | boolean | undefined => {
  const value = bindScalar(withRow(env, undefined), e)
  if (isError(value)) return undefined
  if (isConstant(value) && value.kind === 'literal') return typeof value.value === 'boolean' ? value.value : String(value.value)
  env.binder.report(messages.mustBeConstant(e.span, 'a property of externaldata'))
  return undefined
}

/** Text columns, converted to the declared types. */
const records = (env: Env, op: ExternalData, paths: readonly string[], format: FileFormat, { header, mapping }: Properties): Rel => {
  const positions = op.columns.map((c, i) => mapping?.get(c.name.name)?.ordinal ?? i)
  const columns = op.columns.map((c): Column => env.binder.column(c.name.name, { type: 'string', nullable: true }))
  const rows: Rel = { kind: 'file', paths, format, header, positions, columns }
  // Empty lines are no records.
  const lines = format === 'txt' && columns[0] ? filter(rows, callOf(env, isKnown, [ref(columns[0])], op.span)) : rows
  return typed(
    env,
    op,
    lines,
    columns.map((c) => ref(c)),
  )
}

/** Properties of each object, by their names or by paths. */
const objects = (env: Env, op: ExternalData, paths: readonly string[], { mapping }: Properties): Rel => {
  const record = env.binder.column('$record', { type: 'dynamic', nullable: true })
  const rows: Rel = { kind: 'file', paths, format: 'json', header: false, positions: [0], columns: [record] }
  const values = op.columns.map((c): PathScalar => {
    const steps = mapping?.get(c.name.name)?.path ?? [c.name.name]
    return { kind: 'path', object: ref(record), steps, type: 'dynamic', nullable: true }
  })
  return typed(env, op, rows, values)
}

const typed = (env: Env, op: ExternalData, rows: Rel, values: readonly Scalar[]): Rel => {
  const added = op.columns.map(({ name, type, span }, i): AddedColumn => {
    const value = values[i] as Scalar
    return { name: name.name, span, value: type === value.type ? value : promotedTo(env, value, type) }
  })
  return replacing(env, [], rows, added, originOf(env.binder, op.span))
}
