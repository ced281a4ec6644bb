import { pathToFileURL } from 'node:url'
import type { LocatedDiagnostic } from '../../text/index.ts'
import { pageOf } from '../pages/index.ts'
import type { Findings } from './index.ts'

const LEVELS = { error: 'error', warning: 'warning', info: 'note' } as const

/** A path as a URI reference: relative paths stay so. */
const uri = (path: string): string =>
  /^(?:\/|[A-Za-z]:)/.test(path) ? pathToFileURL(path).href : path.split(/[/\\]/).map(encodeURIComponent).join('/')

const result = (d: LocatedDiagnostic) => ({
  ruleId: d.code,
  level: LEVELS[d.severity],
  message: { text: [d.message, ...(d.notes ?? [])].join('\n') },
  locations: [
    {
      physicalLocation: {
        artifactLocation: { uri: uri(d.path) },
        region: { startLine: d.position.line, startColumn: d.position.column, endLine: d.end.line, endColumn: d.end.column },
      },
    },
  ],
})

/** What a scanning service shows about a code. */
const described = (code: string) => {
  const page = pageOf(code)
  if (!page) return { id: code }
  const { title, means, mend, severity } = page
  return {
    id: code,
    name: code,
    shortDescription: { text: `${title[0]?.toUpperCase() ?? ''}${title.slice(1)}.` },
    fullDescription: { text: means },
    help: { text: `${means}\n\n${mend}` },
    defaultConfiguration: { level: LEVELS[severity] },
  }
}

/** SARIF 2.1.0, which code scanning services read. */
export const sarif = ({ version, diagnostics }: Findings): string => {
  const codes = [...new Set(diagnostics.map((d) => d.code))].sort()
  const driver = { name: 'kqlc', version, rules: codes.map(described) }
  return `${JSON.stringify(
    {
      $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
      version: '2.1.0',
      runs: [
        {
          tool: { driver },
          columnKind: 'utf16CodeUnits',
          results: diagnostics.map((d) => ({ ...result(d), ruleIndex: codes.indexOf(d.code) })),
        },
      ],
    },
    null,
    2,
  )}\n`
}
