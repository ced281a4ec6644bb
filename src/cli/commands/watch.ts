import { normalize, sep } from 'node:path'
import type { LocatedDiagnostic } from '../../text/index.ts'
import { byPath, checkPaths, withChecker } from '../checking.ts'
import { type AddCommand, type Context, examples } from '../context.ts'
import { Report } from '../report.ts'
import { watchPaths } from '../watching.ts'
import { addQueryOptions, type WorkspaceOptions, workspaceFiles, workspaceOf } from '../workspace.ts'

type Findings = ReadonlyMap<string, readonly LocatedDiagnostic[]>

/** What findings say, without where they stand now: a line that moved is no news. */
const said = (found: readonly LocatedDiagnostic[] = []): string =>
  found.map((d) => `${d.severity} ${d.code} ${d.message} ${d.excerpt.trim()}`).join('\n')

/** Tells the findings of the files that have others than before, and which files are rid of theirs. */
const tell = (context: Context, before: Findings, after: Findings): void => {
  const report = new Report(context.io)
  for (const [path, found] of after) if (said(found) !== said(before.get(path))) report.files(found)
  for (const path of before.keys()) if (!after.has(path)) context.io.err(`${path}: nothing found any more\n`)
}

/** Calls `work`, and again whenever files change, until one does that the workspace is read from. Rejects as `work` does. */
const untilSettingsChange = async (paths: readonly string[], options: WorkspaceOptions, work: () => Promise<void>): Promise<void> => {
  const around = (await workspaceFiles(options)).map(normalize)
  const isAround = (file: string): boolean => around.some((a) => file === a || file.startsWith(a.endsWith(sep) ? a : a + sep))
  return new Promise((resolve, reject) => {
    const stop = watchPaths([...paths, ...around], async (files) => {
      try {
        if (![...files].some(isAround)) return await work()
        stop()
        resolve()
      } catch (error) {
        stop()
        reject(error)
      }
    })
  })
}

export const addWatch: AddCommand = (program, context) => {
  const command = program
    .command('watch')
    .description('check rules again whenever a file changes, and tell what changed; Ctrl-C ends it')
    .argument('<rule|dir...>', 'rule files, folders or globs')
  addQueryOptions(command)
    .addHelpText('after', examples('kqlc watch rules/'))
    .action(async (paths: readonly string[], options: WorkspaceOptions) => {
      let report: Report
      // Each turn has its settings; without an engine there is none.
      do {
        report = new Report(context.io)
        const workspace = await workspaceOf(options, report)
        if (!workspace) {
          report = new Report(context.io)
          await untilSettingsChange(paths, options, async () => undefined)
          continue
        }
        await withChecker(context, workspace, report, async (checker) => {
          let last: Findings = new Map()
          const check = async (): Promise<void> => {
            const { rules, found } = await checkPaths(context, paths, workspace, checker)
            const now = byPath(found)
            tell(context, last, now)
            last = now
            const summary = new Report(context.io, true)
            summary.files(found)
            const { length } = rules
            const result = summary.summary() || 'nothing found'
            context.io.err(`${length} rule${length === 1 ? '' : 's'} checked: ${result}; waiting for changes\n`)
          }
          await untilSettingsChange(paths, options, check)
        })
      } while (report.errors === 0)
      context.end(report.exitCode())
    })
}
