import { existsSync, readFileSync } from 'node:fs'
import { decodeColumns } from './columns.ts'
import type { ColumnSchema, TableSchema } from './table.ts'

/** Where schemas.txt may lie, seen from this module: beside the source, else below or beside the bundle it became a part of. */
const PLACES = ['./schemas.txt', './catalog/schemas.txt', '../catalog/schemas.txt']

const readSchemas = (): Buffer => {
  const file = PLACES.map((place) => new URL(place, import.meta.url)).find((url) => existsSync(url))
  if (!file) throw new Error(`the built-in table schemas are missing from this installation (looked for ${PLACES.join(', ')})`)
  return readFileSync(file)
}

let bytes: Buffer | undefined // searched as it is: decoding it would take longer than everything else
let names: readonly string[] | undefined
const tables = new Map<string, TableSchema | undefined>()

/** The text after `name` and a tab on the line that begins so. */
const lineOf = (name: string): string | undefined => {
  bytes ??= readSchemas()
  const head = `\n${name}\t`
  const at = bytes.indexOf(head)
  return at < 0 ? undefined : bytes.toString('latin1', at + head.length, bytes.indexOf('\n', at + head.length))
}

let standard: readonly ColumnSchema[] | undefined
const find = (name: string): TableSchema | undefined => {
  const line = /^\w+$/.test(name) ? lineOf(name) : undefined
  if (line === undefined) return undefined
  standard ??= decodeColumns(lineOf('*') ?? '', [])
  return { name, columns: decodeColumns(line, standard) }
}

/**
 * The schema of a table that Sentinel, Log Analytics or Defender XDR defines; undefined for a name they don't. Names are case-sensitive.
 * Source: the public table reference. The first call reads the file of all schemas; only the tables that are asked for are parsed, once.
 */
export const builtinTable = (name: string): TableSchema | undefined => {
  if (!tables.has(name)) tables.set(name, find(name))
  return tables.get(name)
}

/** The names of all built-in tables in the order of their code units. */
export const builtinTableNames = (): readonly string[] => {
  bytes ??= readSchemas()
  names ??= [...bytes.toString('latin1').matchAll(/^(\w+)\t/gm)].map((line) => line[1]!)
  return names
}
