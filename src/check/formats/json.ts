import type { Findings } from './index.ts'

/** An array with an object a finding: path, line, column (from 1), code, severity, message, notes. */
export const json = ({ diagnostics }: Findings): string =>
  `${JSON.stringify(
    diagnostics.map((d) => ({
      path: d.path,
      line: d.position.line,
      column: d.position.column,
      endLine: d.end.line,
      endColumn: d.end.column,
      code: d.code,
      severity: d.severity,
      message: d.message,
      ...(d.notes ? { notes: d.notes } : {}),
      ...(d.fix === undefined ? {} : { fix: d.fix }),
    })),
    null,
    2,
  )}\n`
