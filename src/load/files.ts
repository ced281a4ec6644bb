/** Which files a path means: a file itself, the rule files below a directory, the matches of a glob; `.gitignore` files are honoured. */
import { readdir, readFile, realpath, stat } from 'node:fs/promises'
import { basename, dirname, isAbsolute, join, relative, resolve, sep } from 'node:path'
import type { Ignore } from 'ignore'

/** Endings of the files that rules are kept in. */
const RULE_FILE = /\.(?:ya?ml|kql|csl)$/i
const TEST_FILE = /\.test\.ya?ml$/i
const SETTINGS_FILE = /^kqlc\.ya?ml$/i

/** Which files below a folder are meant, by their names. */
export type WantedFile = (name: string) => boolean
const isRuleFile: WantedFile = (name) => RULE_FILE.test(name) && !TEST_FILE.test(name) && !SETTINGS_FILE.test(name)
/** Tests stand beside their rules: `NAME.test.yaml`. */
export const isTestFile: WantedFile = (name) => TEST_FILE.test(name)

export const isYaml = (path: string): boolean => /\.ya?ml$/i.test(path)
export const isQueryFile = (path: string): boolean => /\.(?:kql|csl)$/i.test(path)

/** A directory's own `.gitignore`. */
interface IgnoreFile {
  readonly directory: string
  readonly rules: Ignore
}

const slashes = (path: string): string => (sep === '/' ? path : path.replaceAll(sep, '/'))

/** `path` is absolute. The file nearest to it has the last word, as in git. */
const isIgnored = (path: string, isDirectory: boolean, files: readonly IgnoreFile[]): boolean => {
  for (const file of files.toReversed()) {
    const verdict = file.rules.test(slashes(relative(file.directory, path)) + (isDirectory ? '/' : ''))
    if (verdict.ignored || verdict.unignored) return verdict.ignored
  }
  return false
}

const ignoreFileOf = async (directory: string): Promise<IgnoreFile[]> => {
  const text = await readFile(join(directory, '.gitignore'), 'utf8').catch(() => undefined)
  if (text === undefined) return []
  const { default: ignore } = await import('ignore')
  return [{ directory, rules: ignore().add(text) }]
}

/** The ignore files of the directories above, from the root of the repository down; none outside a repository. */
const ignoreFilesAbove = async (directory: string): Promise<IgnoreFile[]> => {
  const above: string[] = []
  for (let at = directory; ; at = dirname(at)) {
    if (at !== directory) above.unshift(at)
    if (await stat(join(at, '.git')).catch(() => undefined)) break
    if (dirname(at) === at) return []
  }
  return (await Promise.all(above.map(ignoreFileOf))).flat()
}

/** Unicode code points decide, not a locale: the order is the same everywhere. */
const byName = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

const walk = async (root: string, wanted: WantedFile): Promise<string[]> => {
  const found: string[] = []
  const visited = new Set<string>()
  const visit = async (directory: string, inherited: readonly IgnoreFile[]): Promise<void> => {
    const real = await realpath(directory)
    if (visited.has(real)) return
    visited.add(real)
    const ignores = [...inherited, ...(await ignoreFileOf(directory))]
    const names = (await readdir(directory)).sort(byName)
    for (const name of names) {
      if (name.startsWith('.') || name === 'node_modules') continue
      const path = join(directory, name)
      const kind = await stat(path).catch(() => undefined)
      if (!kind || isIgnored(resolve(path), kind.isDirectory(), ignores)) continue
      if (kind.isDirectory()) await visit(path, ignores)
      else if (kind.isFile() && wanted(name)) found.push(path)
    }
  }
  await visit(root, await ignoreFilesAbove(resolve(root)))
  return found
}

const isGlob = (path: string): boolean => /[*?[\]{}!]/.test(path)

const expand = async (pattern: string, wanted: WantedFile): Promise<string[]> => {
  const { glob } = await import('tinyglobby')
  const matches = await glob([slashes(pattern)], {
    absolute: isAbsolute(pattern),
    expandDirectories: false,
    ignore: ['**/node_modules/**'],
  })
  const kept: string[] = []
  const known = new Map<string, Promise<IgnoreFile[]>>()
  for (const match of matches.sort(byName)) {
    const directory = dirname(resolve(match))
    const ignores = known.get(directory) ?? ignoresOf(directory)
    known.set(directory, ignores)
    if (wanted(basename(match)) && !isIgnored(resolve(match), false, await ignores)) kept.push(match)
  }
  return kept
}

const ignoresOf = async (directory: string): Promise<IgnoreFile[]> => [
  ...(await ignoreFilesAbove(directory)),
  ...(await ignoreFileOf(directory)),
]

export type Found =
  | { readonly kind: 'named'; readonly path: string }
  | { readonly kind: 'several'; readonly paths: readonly string[] }
  | { readonly kind: 'missing' }

/**
 * The files that a path on the command line means, sorted. A file that is named counts whatever it is called; below a directory hidden
 * ones, those that git ignores and those with other endings are left out. Rejects where a directory can't be read.
 */
export const findFiles = async (path: string, wanted: WantedFile = isRuleFile): Promise<Found> => {
  const kind = await stat(path).catch(() => undefined)
  if (kind?.isDirectory()) return { kind: 'several', paths: await walk(path, wanted) }
  if (kind) return { kind: 'named', path }
  return isGlob(path) ? { kind: 'several', paths: await expand(path, wanted) } : { kind: 'missing' }
}
