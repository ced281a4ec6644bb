import { type LocatedDiagnostic, xmlText } from '../../text/index.ts'
import type { Findings } from './index.ts'

const line = (d: LocatedDiagnostic): string => `${d.path}:${d.position.line}:${d.position.column}: ${d.code}: ${d.message}`

/** JUnit's XML: a test case a file, which fails where it has a finding that makes the check fail; the others are its output. */
export const junit = ({ files, diagnostics, failing }: Findings): string => {
  const fails = new Set(failing ?? diagnostics.filter((d) => d.severity === 'error'))
  const cases = [...new Set([...files, ...diagnostics.map((d) => d.path)])].map((file) => {
    const own = diagnostics.filter((d) => d.path === file)
    const errors = own.filter((d) => fails.has(d))
    const rest = own.filter((d) => !fails.has(d))
    const body = [
      ...errors.map((d) => `      <failure message="${xmlText(d.message)}" type="${d.code}">${xmlText(line(d))}</failure>`),
      ...(rest.length > 0 ? [`      <system-out>${xmlText(rest.map(line).join('\n'))}</system-out>`] : []),
    ]
    const head = `    <testcase classname="kqlc.check" name="${xmlText(file)}"`
    return { failed: errors.length > 0, text: body.length > 0 ? `${head}>\n${body.join('\n')}\n    </testcase>` : `${head}/>` }
  })
  const counts = `tests="${cases.length}" failures="${cases.filter((c) => c.failed).length}"`
  const suite = `  <testsuite name="kqlc check" ${counts}>\n${cases.map((c) => `${c.text}\n`).join('')}  </testsuite>`
  return `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites ${counts}>\n${suite}\n</testsuites>\n`
}
