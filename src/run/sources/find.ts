/** Which files a table consists of. */
import type { Stats } from 'node:fs'
import { readdir, realpath, stat } from 'node:fs/promises'
import { basename, join, resolve, sep } from 'node:path'
import { KqlError, messages } from '../../text/index.ts'
import type { DataFile, Format } from './layout.ts'

const ENDING = /^(.+?)\.(?:(parquet)|(csv|tsv|ndjson|jsonl|json)(?:\.gz)?)$/i

const kindOf = (path: string): { readonly stem: string; readonly format: Format } | undefined => {
  const match = ENDING.exec(basename(path))
  if (!match) return undefined
  const ending = (match[2] ?? match[3])!.toLowerCase()
  return { stem: match[1]!, format: ending === 'jsonl' ? 'ndjson' : (ending as Format) }
}

/** The `key=value` folders of a path. All of them count, as DuckDB counts all, also those above the table's own folder. */
const partitionOf = (path: string): Record<string, string> => {
  const partition: Record<string, string> = {}
  for (const part of path.split(sep).slice(0, -1)) {
    const at = part.indexOf('=')
    if (at > 0 && part.indexOf('=', at + 1) < 0) partition[part.slice(0, at)] = part.slice(at + 1)
  }
  return partition
}

const dataFile = (path: string): DataFile[] => {
  const kind = kindOf(path)
  return kind ? [{ path, format: kind.format, partition: partitionOf(path) }] : []
}

/** Code points decide the order, so that it is the same everywhere. */
const byPath = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

/** Names that writers give to what isn't data: `_SUCCESS`, `_temporary`, `.part-0.crc`. */
const isHidden = (name: string): boolean => name.startsWith('.') || (name.startsWith('_') && !name.includes('='))

const walk = async (folder: string, seen: ReadonlySet<string> = new Set()): Promise<string[]> => {
  const real = await realpath(folder)
  if (seen.has(real)) return []
  const found: string[] = []
  for (const entry of (await readdir(folder, { withFileTypes: true })).sort((a, b) => byPath(a.name, b.name))) {
    if (isHidden(entry.name)) continue
    const path = join(folder, entry.name)
    const isFolder = entry.isDirectory() || (entry.isSymbolicLink() && (await stat(path).catch(() => undefined))?.isDirectory())
    if (isFolder) found.push(...(await walk(path, new Set([...seen, real]))))
    else found.push(path)
  }
  return found
}

/** A place that a table was found in: one file, or a folder. */
interface Found {
  readonly place: string
  readonly files: readonly DataFile[]
}

const readFolder = async (folder: string): Promise<string[]> => {
  try {
    return (await readdir(folder)).sort(byPath)
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code
    throw new KqlError([code === 'ENOENT' || code === 'ENOTDIR' ? messages.noSuchStore(folder) : messages.badFile(folder, String(code))])
  }
}

/** The files of each table in a store's folder: `NAME.parquet` (csv, tsv, ndjson, jsonl, json; also .gz) and all below `NAME/`. */
const findInStore = async (root: string): Promise<Map<string, Found[]>> => {
  const tables = new Map<string, Found[]>()
  const add = (name: string, found: Found): void => {
    if (found.files.length > 0) tables.set(name, [...(tables.get(name) ?? []), found])
  }
  for (const name of await readFolder(root)) {
    if (name.startsWith('.')) continue
    const path = join(root, name)
    const kind = await stat(path).catch(() => undefined)
    if (kind?.isDirectory()) add(name, { place: join(path, '**'), files: (await walk(path)).flatMap(dataFile) })
    else if (kind?.isFile()) add(kindOf(name)?.stem ?? '', { place: path, files: dataFile(path) })
  }
  return tables
}

const slashes = (path: string): string => (sep === '/' ? path : path.replaceAll(sep, '/'))

const pathsOf = async (pattern: string, kind: Stats | undefined): Promise<string[]> => {
  if (kind?.isDirectory()) return walk(resolve(pattern))
  if (kind?.isFile()) return [resolve(pattern)]
  const { glob } = await import('tinyglobby')
  const paths = await glob([slashes(pattern)], { absolute: true, expandDirectories: false })
  return paths.map((path) => resolve(path)).sort(byPath)
}

const findByGlob = async (table: string, pattern: string): Promise<readonly DataFile[]> => {
  const files = (await pathsOf(pattern, await stat(pattern).catch(() => undefined))).flatMap(dataFile)
  if (files.length === 0) throw new KqlError([messages.noTableFiles(table, pattern)])
  return files
}

/** What a table consists of: its files; or where it was found more than once, so that which is meant has to be told. */
export interface TableFiles {
  readonly files: readonly DataFile[]
  readonly places: readonly string[]
}

/**
 * The tables of a store, by name, with their files as absolute paths in a fixed order. A table given by a glob (a file, a folder or a
 * pattern) replaces what the folder holds under its name. Rejects with a KqlError where the folder can't be read or a glob matches nothing.
 */
export const findTables = async (data: string | undefined, tables: Readonly<Record<string, string>>): Promise<Map<string, TableFiles>> => {
  const result = new Map<string, TableFiles>()
  const found = data === undefined ? new Map<string, Found[]>() : await findInStore(resolve(data))
  for (const [name, places] of found) {
    result.set(name, { files: places.flatMap((p) => p.files), places: places.map((p) => p.place) })
  }
  for (const [name, pattern] of Object.entries(tables)) {
    result.set(name, { files: await findByGlob(name, pattern), places: [pattern] })
  }
  return result
}
