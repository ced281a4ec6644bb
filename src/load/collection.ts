/** From paths to rules. What is wrong with one file is a diagnostic and doesn't stop the others. */
import { resolve } from 'node:path'
import type { Diagnostic, LocatedDiagnostic } from '../text/index.ts'
import { locate, messages, Source, wholeFile } from '../text/index.ts'
import { findFiles, isQueryFile, isYaml } from './files.ts'
import { readText, reason } from './read-text.ts'
import type { Rule, RuleOrFault } from './rule.ts'
import { ruleFrom, ruleFromQuery } from './rule.ts'

export interface LoadedRules {
  /** In the order of the paths; below a directory sorted by name. A file that several paths mean comes once. */
  readonly rules: Rule[]
  readonly diagnostics: LocatedDiagnostic[]
}

class Collection implements LoadedRules {
  readonly rules: Rule[] = []
  readonly diagnostics: LocatedDiagnostic[] = []
  readonly #seen = new Set<string>()

  #report(source: Source, ...diagnostics: readonly Diagnostic[]): void {
    for (const diagnostic of diagnostics) this.diagnostics.push(locate(diagnostic, wholeFile(source)))
  }

  async add(path: string): Promise<void> {
    const empty = new Source(path, '')
    try {
      const found = await findFiles(path)
      if (found.kind === 'missing') this.#report(empty, messages.noSuchPath())
      else if (found.kind === 'named') await this.#file(found.path, true)
      else if (found.paths.length === 0) this.#report(empty, messages.noRulesFound())
      else for (const file of found.paths) await this.#file(file, false)
    } catch (error) {
      this.#report(empty, messages.unreadable(reason(error)))
    }
  }

  async #file(path: string, named: boolean): Promise<void> {
    if (this.#seen.has(resolve(path))) return
    this.#seen.add(resolve(path))
    const read = await readText(path)
    if ('fault' in read) return this.#report(new Source(path, ''), read.fault)
    const { source } = read
    if (isQueryFile(path)) this.#take(source, ruleFromQuery(source))
    else if (isYaml(path)) await this.#yaml(source, named)
    else this.#report(source, messages.unknownFileType())
  }

  async #yaml(source: Source, named: boolean): Promise<void> {
    // Plain KQL doesn't need the YAML parser, the largest dependency of the command.
    const { parseYaml } = await import('./document.ts')
    const { documents, diagnostics } = parseYaml(source)
    this.#report(source, ...diagnostics)
    const results = documents.map(ruleFrom)
    for (const result of results) this.#take(source, result)
    const nothing = diagnostics.length === 0 && results.every((result) => result === undefined)
    // Below a directory a YAML file may well be something else.
    if (nothing && named) this.#report(source, messages.noRule())
  }

  #take(source: Source, result: RuleOrFault): void {
    if (result === undefined) return
    if ('rule' in result) this.rules.push(result.rule)
    else this.#report(source, result.fault)
  }
}

/**
 * Loads Sentinel analytic rules, hunting queries, Defender XDR custom detections, exploration queries (YAML, several documents a file)
 * and plain KQL (`.kql`, `.csl`) from files, directories and globs. Never rejects; a diagnostic's span counts in its file.
 */
export const loadRules = async (paths: readonly string[]): Promise<LoadedRules> => {
  const collection = new Collection()
  for (const path of paths) await collection.add(path)
  return { rules: collection.rules, diagnostics: collection.diagnostics }
}
