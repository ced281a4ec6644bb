/** The folder of compiled files against what would be written now. */
import { existsSync, rmdirSync, rmSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { dirname, isAbsolute, join, normalize, resolve } from 'node:path'
import type { CompileResult } from '../api.ts'
import type { Rule } from '../load/index.ts'
import { entryOf, MANIFEST, type Manifest, type ManifestEntry, manifestText, pathFrom, readManifest } from './manifest.ts'
import { replaceText } from './output.ts'

/** A rule that could be compiled, and its file. */
export interface Output {
  readonly rule: Rule
  readonly file: string
  readonly text: string
  readonly result: CompileResult
}

/** How a file is not what it should be. */
export interface Deviation {
  readonly file: string
  readonly state: 'missing' | 'stale' | 'orphaned'
}

export interface TreePlan {
  readonly folder: string
  /** File → its text, the manifest's too. */
  readonly texts: ReadonlyMap<string, string>
  readonly deviations: readonly Deviation[]
}

/** Undefined where there is no such file. */
const contents = (path: string): Promise<string | undefined> =>
  readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined
    throw error
  })

/** A manifest may have been edited: only files below its folder that kqlc could have written are its own. */
const isOwn = (key: string): boolean => key.endsWith('.sql') && !isAbsolute(key) && !normalize(key).startsWith('..')

/** Entries of an older manifest that this run doesn't write anew: those of other rules stay, those of rules that are gone are orphans. */
const remaining = (
  folder: string,
  old: Manifest | undefined,
  written: ReadonlySet<string>,
  rules: readonly Rule[],
  outputs: readonly Output[],
) => {
  const read = new Set(rules.map((rule) => resolve(rule.path)))
  const compiled = new Set(outputs.map(({ rule }) => resolve(rule.path)))
  const kept: [string, ManifestEntry][] = []
  for (const [key, { orphaned: _, ...entry }] of Object.entries(old?.files ?? {})) {
    if (written.has(key) || !isOwn(key) || !existsSync(join(folder, key))) continue
    const source = resolve(folder, entry.rule.path)
    // Of a rule that has an error now the last file that could be written stays.
    const gone = !existsSync(source) || (read.has(source) && compiled.has(source))
    kept.push([key, gone ? { ...entry, orphaned: true } : entry])
  }
  return kept
}

/** What would be written into a folder, and how what is there differs. `rules` are all that were read, compiled or not. */
export const planTree = async (
  folder: string,
  rules: readonly Rule[],
  outputs: readonly Output[],
  made: Pick<Manifest, 'kqlc' | 'dialect' | 'portable'>,
): Promise<TreePlan> => {
  const old = await readManifest(folder)
  const own = outputs.map(({ rule, file, result }) => [pathFrom(folder, file), entryOf(folder, rule, result)] as const)
  const rest = remaining(folder, old, new Set(own.map(([key]) => key)), rules, outputs)
  const manifest = manifestText({ ...made, files: Object.fromEntries([...rest, ...own]) })
  const texts = new Map([...outputs.map(({ file, text }) => [file, text] as const), [join(folder, MANIFEST), manifest]])
  const deviations: Deviation[] = []
  for (const [file, text] of texts) {
    const there = await contents(file)
    if (there !== text) deviations.push({ file, state: there === undefined ? 'missing' : 'stale' })
  }
  const orphans = rest.filter(([, entry]) => entry.orphaned).map(([key]): Deviation => ({ file: join(folder, key), state: 'orphaned' }))
  return { folder, texts, deviations: [...deviations, ...orphans] }
}

/** Removes a file and the folders that this leaves empty, up to `folder`. */
const remove = (file: string, folder: string): void => {
  rmSync(file, { force: true })
  for (let at = dirname(file); resolve(at) !== resolve(folder); at = dirname(at)) {
    try {
      rmdirSync(at)
    } catch {
      return // not empty
    }
  }
}

/** Writes what has changed; with `prune` orphans go, from the manifest too. */
export const writeTree = async ({ folder, texts, deviations }: TreePlan, prune: boolean): Promise<void> => {
  const orphans = prune ? deviations.filter((d) => d.state === 'orphaned').map((d) => d.file) : []
  for (const file of orphans) remove(file, folder)
  const changed = new Set(deviations.map((d) => d.file))
  for (const [file, text] of texts) {
    const isManifest = file === join(folder, MANIFEST)
    if (isManifest && orphans.length > 0) await replaceText(file, without(text, new Set(orphans.map((o) => pathFrom(folder, o)))))
    else if (changed.has(file)) await replaceText(file, text)
  }
}

const without = (text: string, keys: ReadonlySet<string>): string => {
  const manifest = JSON.parse(text) as Manifest
  return manifestText({ ...manifest, files: Object.fromEntries(Object.entries(manifest.files).filter(([key]) => !keys.has(key))) })
}
