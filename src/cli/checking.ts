/** What `check` and `watch` have in common: from paths to the findings that are shown. */
import { availableParallelism } from 'node:os'
import type { Checker } from '../check/index.ts'
import type { Rule } from '../load/index.ts'
import { KqlError, type LocatedDiagnostic } from '../text/index.ts'
import type { Context } from './context.ts'
import type { Report } from './report.ts'
import type { Workspace } from './workspace.ts'

export interface Checked {
  readonly rules: readonly Rule[]
  /** With the severities of the settings, without what comments switch off. */
  readonly found: readonly LocatedDiagnostic[]
}

/** Engines are worth more than one where cores are; each holds views and macros of its own. */
const MOST_ENGINES = 4

/** Opens a checker for `use` and closes it; what is wrong with the engine is reported. */
export const withChecker = async (
  context: Context,
  workspace: Workspace,
  report: Report,
  use: (checker: Checker) => Promise<void>,
): Promise<void> => {
  const { openEngine } = await context.library()
  const check = await import('../check/index.ts')
  const parallel = Math.min(availableParallelism(), MOST_ENGINES)
  const checker = await check.openCheckerWith(openEngine, workspace.engine, { parallel }).catch((error: unknown) => {
    if (!(error instanceof KqlError)) throw error
    report.call(error.diagnostics)
    return undefined
  })
  if (!checker) return
  try {
    await use(checker)
  } finally {
    await checker.close()
  }
}

/** Loads the rules that the paths mean and checks them. */
export const checkPaths = async (
  context: Context,
  paths: readonly string[],
  { settings }: Workspace,
  checker: Checker,
): Promise<Checked> => {
  const { loadRules } = await context.library()
  const check = await import('../check/index.ts')
  const { rules, diagnostics } = await loadRules(paths)
  const inRules = await checker.check(rules)
  const left = check.applyComments(
    [...diagnostics, ...inRules],
    rules.map((r) => r.source),
  )
  return { rules, found: check.applySeverities(left, settings.severities) }
}

/** A path → its findings; paths in the order in which they are first found. */
export const byPath = (found: readonly LocatedDiagnostic[]): ReadonlyMap<string, readonly LocatedDiagnostic[]> => {
  const map = new Map<string, LocatedDiagnostic[]>()
  for (const d of found) map.set(d.path, [...(map.get(d.path) ?? []), d])
  return map
}
