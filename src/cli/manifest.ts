/** What `kqlc compile` keeps beside the files that it writes: which rule each is of, and what it needs. */
import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { join, relative, sep } from 'node:path'
import type { CompileResult, ResultColumn } from '../api.ts'
import type { Rule } from '../load/index.ts'
import { UsageError } from './exit.ts'

export const MANIFEST = 'manifest.json'

export interface ManifestEntry {
  /** `path` counts from the manifest's folder. */
  readonly rule: { readonly path: string; readonly id?: string; readonly name: string }
  /** The hash of the rule's file. */
  readonly source: string
  readonly tables: readonly string[]
  readonly columns: readonly ResultColumn[]
  /** Those that have to be registered before the SQL runs. */
  readonly functions: readonly string[]
  /** The rule is gone: `--prune` removes the file. */
  readonly orphaned?: true
}

export interface Manifest {
  /** The version that wrote it. */
  readonly kqlc: string
  readonly dialect: string
  readonly portable: boolean
  /** By the path of the file below the manifest's folder. */
  readonly files: Readonly<Record<string, ManifestEntry>>
}

/** A path from a folder, with slashes on all systems. */
export const pathFrom = (folder: string, path: string): string => relative(folder, path).split(sep).join('/')

export const entryOf = (folder: string, rule: Rule, { tables, columns, functions }: CompileResult): ManifestEntry => ({
  rule: { path: pathFrom(folder, rule.path), ...(rule.id === undefined ? {} : { id: rule.id }), name: rule.name },
  source: `sha256:${createHash('sha256').update(rule.source.text).digest('hex')}`,
  tables,
  columns: columns.map(({ name, type }) => ({ name, type })),
  functions,
})

/** The same bytes for the same content: files are sorted. */
export const manifestText = (manifest: Manifest): string => {
  const files = Object.fromEntries(Object.entries(manifest.files).sort(([a], [b]) => (a < b ? -1 : 1)))
  return `${JSON.stringify({ ...manifest, files }, null, 2)}\n`
}

const isEntry = (value: unknown): value is ManifestEntry =>
  typeof value === 'object' && value !== null && typeof (value as ManifestEntry).rule?.path === 'string'

/** The manifest of a folder; undefined where there is none. Throws a UsageError where a file of that name isn't kqlc's. */
export const readManifest = async (folder: string): Promise<Manifest | undefined> => {
  const path = join(folder, MANIFEST)
  const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined
    throw error
  })
  if (text === undefined) return undefined
  const foreign = new UsageError(`${path} was not written by kqlc: choose another folder`)
  try {
    const { kqlc, files = {} } = JSON.parse(text) as Partial<Manifest>
    if (typeof kqlc !== 'string' || !Object.values(files).every(isEntry)) throw foreign
    return { dialect: '', portable: false, ...JSON.parse(text) }
  } catch {
    throw foreign
  }
}
