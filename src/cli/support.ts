/** The page of what is supported, generated from the registry. */
import type { Entry, EntryKind } from '../bind/index.ts'

const TITLES: Readonly<Record<EntryKind, string>> = {
  'tabular operator': 'Tabular operators',
  operator: 'Operators in expressions',
  function: 'Functions',
  'window function': 'Window functions',
  aggregate: 'Aggregates',
  plugin: 'Plugins of evaluate',
  'table function': 'Functions that yield a table',
}

const HEAD = `# What kqlc supports

Written by \`npm run support\` from the registry: don't edit it. \`kqlc functions NAME\` shows an entry with its forms and examples.
What is *refused* is an error at its place in the query, never another answer. A limit says where an answer may differ from Kusto's.

`

const cell = (text: string): string => text.replace(/\s+/g, ' ').replaceAll('|', '\\|')

const code = (text: string): string => `\`${cell(text)}\``

const remarks = ({ state, reasons, limit }: Entry): string => {
  const why = reasons.join('; ')
  const refusal = state === 'refused' ? `refused: ${why}` : state === 'partly' ? `some forms are refused: ${why}` : ''
  return [refusal, limit ?? ''].filter(Boolean).join('. ')
}

const row = (e: Entry): string => {
  const names = [e.name, ...e.aliases].map(code).join(', ')
  return `| ${names} | ${cell(e.doc)} | ${cell(remarks(e))} |`
}

const section = (kind: EntryKind, entries: readonly Entry[]): string =>
  `## ${TITLES[kind]}\n\n| | what it is | remarks |\n|---|---|---|\n${entries.map(row).join('\n')}\n`

/** The page as Markdown. The same registry gives the same text. */
export const supportPage = (entries: readonly Entry[]): string => {
  const kinds = Object.keys(TITLES) as EntryKind[]
  const count = (kind: EntryKind, states: readonly Entry['state'][]) =>
    entries.filter((e) => e.kind === kind && states.includes(e.state)).length
  const counts = kinds.map((k) => `| ${TITLES[k]} | ${count(k, ['translated', 'partly'])} | ${count(k, ['refused'])} |`)
  const sections = kinds.map((kind) =>
    section(
      kind,
      entries.filter((e) => e.kind === kind),
    ),
  )
  return `${HEAD}| | translated | refused |\n|---|---|---|\n${counts.join('\n')}\n\n${sections.join('\n')}`
}
