import type { LocatedDiagnostic, Severity } from '../text/index.ts'

/** Code → how severe it is here. */
export type Severities = Readonly<Record<string, Severity | 'off'>>

/** Findings with the severities that the settings give them; those that are off are left out. */
export const applySeverities = (found: readonly LocatedDiagnostic[], severities: Severities = {}): readonly LocatedDiagnostic[] =>
  found.flatMap((d) => {
    const severity = Object.hasOwn(severities, d.code) ? severities[d.code] : undefined
    if (severity === 'off') return []
    return severity === undefined || severity === d.severity ? [d] : [{ ...d, severity }]
  })
