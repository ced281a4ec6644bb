import { failureLines } from '../show.ts'
import type { TestReport } from './index.ts'

const place = ({ path, position, code, severity, message }: TestReport['diagnostics'][number]) => ({
  path,
  line: position.line,
  column: position.column,
  code,
  severity,
  message,
})

/** An object: the files with their cases, and the diagnostics that belong to no case. */
export const json = ({ results, diagnostics }: TestReport): string => {
  const files = results.map(({ file, cases, coverage }) => ({
    path: file.source.path,
    rule: { path: file.rule.path, id: file.rule.id, name: file.rule.name },
    cases: cases.map((result) => ({
      name: result.test.name,
      line: file.source.position(file.locate([...result.test.path, 'name']).start).line,
      passed: result.passed,
      fires: result.fires,
      milliseconds: result.milliseconds,
      ...(result.passed ? {} : { difference: failureLines(result, file).map((line) => line.slice(6)) }),
    })),
    ...(coverage ? { coverage: { conditions: coverage.conditions, told: coverage.told, open: coverage.open.map(place) } } : {}),
  }))
  return `${JSON.stringify({ files, diagnostics: diagnostics.map(place) }, null, 2)}\n`
}
