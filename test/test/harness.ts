/** Runs tests of rules from texts. */
import { join } from 'node:path'
import type { EngineOptions } from '../../src/api.ts'
import type { Library } from '../../src/cli/context.ts'
import * as library from '../../src/index.ts'
import { type FileResult, failureLines, type LoadedTests, loadTests, runTests } from '../../src/test/index.ts'
import { type Outcome, runCommand } from '../cli/terminal.ts'
import { inFolder } from '../load/folder.ts'

export const kqlc = (...args: string[]): Promise<Outcome> => runCommand(args, library as unknown as Library)

export interface Ran {
  readonly loaded: LoadedTests
  readonly results: readonly FileResult[]
  /** The lines of the failures, without indentation. */
  readonly failures: readonly string[]
}

/** A rule over these events, a plain query. */
export const RULE = `SigninLogs
| where TimeGenerated > ago(1h)
| summarize Failures = countif(ResultType != "0"), Apps = make_set(AppDisplayName) by UserPrincipalName
| where Failures >= 2
`

/** The test of one rule, run; `files` are further files of the folder. */
export const testOf = (
  test: string,
  {
    rule = RULE,
    files = {},
    around = {},
    coverage = false,
  }: { rule?: string; files?: Record<string, string>; around?: EngineOptions; coverage?: boolean } = {},
): Promise<Ran> =>
  inFolder({ 'r.kql': rule, 'r.test.yaml': test, ...files }, async (folder) => {
    const loaded = await loadTests([folder], { schemas: around.schemas })
    const results: FileResult[] = []
    for await (const result of runTests(loaded.files, { around, workers: 2, scratch: join(folder, 'scratch'), coverage }))
      results.push(result)
    const failures = results
      .flatMap((r) => r.cases.flatMap((c) => failureLines(c, r.file)))
      .map((line) => line.trim().replaceAll(`${folder}/`, ''))
    return { loaded, results, failures }
  })
