/** The page: one file that needs nothing else, asks no network and runs no script but its own. */
import { createHash } from 'node:crypto'
import { escaped, visible } from './html.ts'
import { badge, rowsText, type Section, secondsText } from './section.ts'

export interface PageAssets {
  readonly css: string
  /** Sorts tables. */
  readonly script: string
  /** Draws charts; large, so that only pages with a chart have it. */
  readonly charts: string
}

export interface PageOptions {
  /** What now() was, ISO 8601. */
  readonly now: string
  /** What the report is about: the event store. */
  readonly about?: string | undefined
}

const hashOf = (script: string): string => `'sha256-${createHash('sha256').update(script).digest('base64')}'`

const overview = (sections: readonly Section[]): string => {
  const rated = sections.some((s) => s.severity)
  const cells = ({ name, severity, rows, seconds }: Section, i: number) => [
    `<td dir="auto"><a href="#r${i + 1}">${visible(name)}</a></td>`,
    ...(rated ? [`<td>${badge(severity)}</td>`] : []),
    `<td class="number${rows === undefined ? ' failed' : ''}">${rowsText(rows)}</td>`,
    `<td class="number">${secondsText(seconds)}</td>`,
  ]
  const head = ['Rule', ...(rated ? ['Severity'] : [])].map((name) => `<th scope="col">${name}</th>`)
  const numbers = ['Result', 'Time'].map((name) => `<th scope="col" class="number">${name}</th>`)
  const lines = sections.map((s, i) => `<tr>${cells(s, i).join('')}</tr>`)
  return `<nav aria-label="Rules"><table><thead><tr>${[...head, ...numbers].join('')}</tr></thead><tbody>${lines.join('\n')}</tbody></table></nav>`
}

export const pageHtml = (sections: readonly Section[], assets: PageAssets, { now, about }: PageOptions): string => {
  const scripts = [assets.script, ...(sections.some((s) => s.charts > 0) ? [assets.charts] : [])]
  const [only] = sections
  const title = sections.length === 1 && only ? only.name : `${sections.length} rules`
  const policy = `default-src 'none'; style-src 'unsafe-inline'; script-src ${scripts.map(hashOf).join(' ')}; base-uri 'none'; form-action 'none'`
  const rows = sections.reduce((sum, s) => sum + (s.rows ?? 0), 0)
  const failed = sections.filter((s) => s.rows === undefined).length
  const facts = [
    `now() is <time datetime="${escaped(now)}">${new Date(now).toISOString().slice(0, 16).replace('T', ' ')} UTC</time>`,
    sections.length > 1 ? `${sections.length} rules, ${rowsText(rows)}${failed > 0 ? `, ${failed} failed` : ''}` : '',
    about ? `<code>${visible(about)}</code>` : '',
  ].filter(Boolean)
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<meta name="generator" content="kqlc">
<title>${escaped(title)} · kqlc</title>
<style>${assets.css}</style>
</head>
<body>
<header><p class="brand">kqlc report</p><p class="facts">${facts.map((f) => `<span>${f}</span>`).join(' ')}</p></header>
<main>
${sections.length > 1 ? overview(sections) : ''}
${sections.map((s, i) => `<section id="r${i + 1}">\n${s.html}\n</section>`).join('\n')}
</main>
${scripts.map((script) => `<script>${script}</script>`).join('\n')}
</body>
</html>
`
}
