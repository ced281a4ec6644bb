/** From paths to tests: those that stand beside the rules, and rules that have none. */
import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { findFiles, isTestFile, loadRules, type Rule } from '../load/index.ts'
import { type LocatedDiagnostic, locate, messages, Source, wholeFile } from '../text/index.ts'
import { type ReadOptions, readTest } from './file.ts'
import type { TestFile } from './model.ts'

export interface LoadedTests {
  readonly files: readonly TestFile[]
  /** Rules without a test file. */
  readonly untested: readonly Rule[]
  readonly diagnostics: readonly LocatedDiagnostic[]
}

const stemOf = (path: string): string => path.replace(/\.(?:test\.ya?ml|ya?ml|kql|csl)$/i, '')

/** The file that tests the rules of a file: it need not exist. */
export const testFileOf = (rule: string): string => `${stemOf(rule)}.test.yaml`

const siblings = (test: string): readonly string[] =>
  ['yaml', 'yml', 'kql', 'csl'].map((ending) => `${stemOf(test)}.${ending}`).filter((path) => existsSync(path))

/** The test files that a path means: itself, those below a folder, that of a rule. */
const testsOf = async (path: string): Promise<readonly string[]> => {
  const found = await findFiles(path, isTestFile)
  if (found.kind === 'several') return found.paths
  if (found.kind === 'missing') return []
  return isTestFile(path) ? [path] : ['yaml', 'yml'].map((ending) => `${stemOf(path)}.test.${ending}`).filter((p) => existsSync(p))
}

/** Loads the tests of rules from files, folders and globs. What is wrong with a test is a diagnostic and doesn't stop the others. */
export const loadTests = async (paths: readonly string[], options: ReadOptions = {}): Promise<LoadedTests> => {
  const tests = [...new Map((await Promise.all(paths.map(testsOf))).flat().map((path) => [resolve(path), path])).values()]
  const wanted = paths.filter((path) => !isTestFile(path))
  const { rules, diagnostics: found } = await loadRules([...wanted, ...tests.flatMap(siblings)])
  const { parseYaml } = await import('../load/document.ts')
  const diagnostics = [...found]
  const files: TestFile[] = []
  for (const path of tests) {
    const own = rules.filter((rule) => stemOf(resolve(rule.path)) === stemOf(resolve(path)))
    const source = new Source(path, await readFile(path, 'utf8'))
    const report = (d: Parameters<typeof locate>[0]) => void diagnostics.push(locate(d, wholeFile(source)))
    // A rule that couldn't be loaded has been reported.
    if (own.length === 0 && siblings(path).length === 0) report(messages.testWithoutRule(stemOf(path)))
    if (own.length === 0) continue
    const yaml = parseYaml(source, { merge: true })
    yaml.diagnostics.forEach(report)
    if (yaml.documents.length + yaml.diagnostics.length === 0)
      report(messages.badTestValue({ start: 0, end: 0 }, 'the test', 'a mapping with cases'))
    for (const document of yaml.documents) {
      const read = await readTest(document, own, options, (d) => diagnostics.push(d))
      if (read) files.push(read)
    }
  }
  const tested = new Set(tests.map((path) => stemOf(resolve(path))))
  return { files, untested: rules.filter((rule) => !tested.has(stemOf(resolve(rule.path)))), diagnostics }
}
