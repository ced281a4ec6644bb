import type { Findings } from './index.ts'

const COMMANDS = { error: 'error', warning: 'warning', info: 'notice' } as const
const data = (text: string): string => text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A')
const property = (text: string): string => data(text).replaceAll(':', '%3A').replaceAll(',', '%2C')

/** Workflow commands of GitHub Actions, which become annotations in a pull request. */
export const github = ({ diagnostics }: Findings): string =>
  diagnostics
    .map((d) => {
      const place = `file=${property(d.path)},line=${d.position.line},col=${d.position.column},endLine=${d.end.line},endColumn=${d.end.column}`
      return `::${COMMANDS[d.severity]} ${place},title=${d.code}::${data([d.message, ...(d.notes ?? [])].join('\n'))}\n`
    })
    .join('')
