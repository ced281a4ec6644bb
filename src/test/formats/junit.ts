import { xmlText } from '../../text/index.ts'
import type { FileResult } from '../run.ts'
import { failureLines } from '../show.ts'
import type { TestReport } from './index.ts'

const seconds = (milliseconds: number): string => (milliseconds / 1000).toFixed(3)

const suite = ({ file, cases }: FileResult): string => {
  const failed = cases.filter((c) => !c.passed).length
  const time = seconds(cases.reduce((sum, c) => sum + c.milliseconds, 0))
  const lines = cases.map((result) => {
    const head = `    <testcase classname="${xmlText(file.rule.name)}" name="${xmlText(result.test.name)}" file="${xmlText(file.source.path)}" time="${seconds(result.milliseconds)}"`
    if (result.passed) return `${head}/>`
    const lines = failureLines(result, file)
    const why = xmlText(lines.map((line) => line.slice(6)).join('\n'))
    return `${head}>\n      <failure message="${xmlText((lines[0] ?? '').trim())}">${why}</failure>\n    </testcase>`
  })
  const counts = `tests="${cases.length}" failures="${failed}" time="${time}"`
  return `  <testsuite name="${xmlText(file.source.path)}" ${counts}>\n${lines.map((line) => `${line}\n`).join('')}  </testsuite>`
}

/** What keeps tests from being run, or is wanted of them beside their cases, as a suite of its own. */
const others = (diagnostics: TestReport['diagnostics']): readonly string[] => {
  const errors = diagnostics.filter((d) => d.severity === 'error')
  if (errors.length === 0) return []
  const cases = errors.map(
    (d) =>
      `    <testcase classname="kqlc.test" name="${xmlText(`${d.path}:${d.position.line}`)}">\n      <failure message="${xmlText(d.message)}" type="${d.code}"/>\n    </testcase>\n`,
  )
  return [`  <testsuite name="kqlc test" tests="${errors.length}" failures="${errors.length}">\n${cases.join('')}  </testsuite>`]
}

/** JUnit's XML: a suite a file, a test case a case. */
export const junit = ({ results, diagnostics }: TestReport): string => {
  const suites = [...results.map(suite), ...others(diagnostics)]
  const errors = diagnostics.filter((d) => d.severity === 'error').length
  const cases = results.flatMap((r) => r.cases)
  const counts = `tests="${cases.length + errors}" failures="${cases.filter((c) => !c.passed).length + errors}"`
  return `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites ${counts}>\n${suites.map((s) => `${s}\n`).join('')}</testsuites>\n`
}
