/** Where the output of a rule goes: the tree of the input is mirrored. */
import { statSync } from 'node:fs'
import { basename, isAbsolute, join, relative } from 'node:path'
import type { Rule } from '../load/index.ts'
import { UsageError } from './exit.ts'

/** The folder below which a path on the command line finds its files: itself, of a glob the part without wildcards; none for a file. */
const rootOf = (path: string): string | undefined => {
  if (statSync(path, { throwIfNoEntry: false })?.isDirectory()) return path
  const at = path.search(/[*?[\]{}!]/)
  return at < 0 ? undefined : path.slice(0, Math.max(path.lastIndexOf('/', at), 0)) || '.'
}

const below = (root: string, path: string): string | undefined => {
  const inside = relative(root, path)
  return inside.startsWith('..') || isAbsolute(inside) ? undefined : inside
}

/**
 * The file below `folder` for each rule. A rule keeps its place below the path that found it; where a file holds several rules, they
 * are numbered. Throws where two rules would take the same file.
 */
export const outputFiles = (rules: readonly Rule[], paths: readonly string[], folder: string): ReadonlyMap<Rule, string> => {
  const roots = paths.map(rootOf).filter((root) => root !== undefined)
  const named = new Set(paths.filter((path) => rootOf(path) === undefined))
  const inFile = new Map<string, Rule[]>()
  for (const rule of rules) inFile.set(rule.path, [...(inFile.get(rule.path) ?? []), rule])
  const files = new Map<Rule, string>()
  const taken = new Map<string, Rule>()
  for (const [path, siblings] of inFile) {
    const inside = named.has(path) ? undefined : roots.map((root) => below(root, path)).find((found) => found !== undefined)
    const stem = (inside ?? basename(path)).replace(/\.[^.]+$/, '')
    for (const [i, rule] of siblings.entries()) {
      const file = join(folder, siblings.length > 1 ? `${stem}.${i + 1}.sql` : `${stem}.sql`)
      const other = taken.get(file.toLowerCase())
      if (other) throw new UsageError(`${other.path} and ${rule.path} would both be written to ${file}`)
      taken.set(file.toLowerCase(), rule)
      files.set(rule, file)
    }
  }
  return files
}
