/** Pages as text for a terminal, and all of them as Markdown. */
import type { Page } from './page.ts'

const FENCE: Readonly<Record<Page['kind'], string>> = { kql: 'kusto', yaml: 'yaml', text: 'text' }

/** Breaks a paragraph into lines of at most `columns` characters. */
const wrapped = (text: string, columns: number): string => {
  const lines: string[] = []
  let line = ''
  for (const word of text.split(' ')) {
    if (line !== '' && line.length + word.length + 1 > columns) {
      lines.push(line)
      line = word
    } else line = line === '' ? word : `${line} ${word}`
  }
  return [...lines, line].join('\n')
}

const indented = (text: string): string =>
  text
    .split('\n')
    .map((line) => (line === '' ? '' : `    ${line}`))
    .join('\n')

/** A page for a terminal of so many columns; `bold` marks its title. Ends with a line break. */
export const showPage = (page: Page, columns: number, bold: (text: string) => string): string =>
  [
    bold(`${page.code}: ${page.title} (${page.severity})`),
    wrapped(page.means, columns),
    `Example:\n\n${indented(page.example)}`,
    wrapped(page.mend, columns),
    ...(page.mended === undefined ? [] : [`Mended:\n\n${indented(page.mended)}`]),
    `${wrapped(`Switched off with // kqlc-disable ${page.code} at its line, or in kqlc.yaml with severities: { ${page.code}: off }.`, columns)}\n`,
  ].join('\n\n')

const fenced = (page: Page, text: string): string => `\`\`\`${FENCE[page.kind]}\n${text}\n\`\`\``

/** All pages as one document. */
export const pagesAsMarkdown = (pages: readonly Page[]): string =>
  `${[
    '# What kqlc finds',
    'Every code that a message can have: what it means, an example that yields it, how to mend it. `kqlc explain CODE` prints one of these pages. A finding can be switched off where it stands, with the comment `// kqlc-disable CODE` (in YAML `# kqlc-disable CODE`) at the end of its line or above it, for a file with `kqlc-disable-file CODE`, and for all rules in `kqlc.yaml`, which can also give it another severity: `severities: { CODE: warning }`.',
    ...pages.flatMap((page) => [
      `## ${page.code}: ${page.title}`,
      `${page.severity[0]?.toUpperCase()}${page.severity.slice(1)}. ${page.means}`,
      fenced(page, page.example),
      page.mend,
      ...(page.mended === undefined ? [] : [fenced(page, page.mended)]),
    ]),
  ].join('\n\n')}\n`
