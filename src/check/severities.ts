import { type Diagnostic, type LocatedDiagnostic, messages, type Severity } from '../text/index.ts'
import { nearestCode, pageOf } from './pages/index.ts'

/** Code → how severe it is here. */
export type Severities = Readonly<Record<string, Severity | 'off'>>

/** Findings with the severities that the settings give them; those that are off are left out. */
export const applySeverities = (found: readonly LocatedDiagnostic[], severities: Severities = {}): readonly LocatedDiagnostic[] =>
  found.flatMap((d) => {
    const severity = Object.hasOwn(severities, d.code) ? severities[d.code] : undefined
    if (severity === 'off') return []
    return severity === undefined || severity === d.severity ? [d] : [{ ...d, severity }]
  })

/** Codes of the settings that no message has. */
export const unknownCodes = (severities: Severities = {}): readonly Diagnostic[] =>
  Object.keys(severities)
    .filter((code) => !pageOf(code))
    .map((code) => messages.unknownCode(code, nearestCode(code)))
