/** Results as pictures: a page in HTML, charts for the terminal. */
import { readFile } from 'node:fs/promises'
import { asset } from '../text/index.ts'
import { type PageOptions, pageHtml } from './page.ts'
import type { Section } from './section.ts'

export type { PageOptions } from './page.ts'
export { type ReportEntry, type Section, sectionOf } from './section.ts'
export { type DrawOptions, drawCharts } from './terminal/index.ts'

// Built from `client/`, so that the sources have them in the build's folder too.
const read = (name: string): Promise<string> => readFile(asset(`dist/report/${name}`), 'utf8')

/** The page of a report as text. Rejects where the installation lacks its parts. */
export const reportPage = async (sections: readonly Section[], options: PageOptions): Promise<string> => {
  const [css, script, charts] = await Promise.all(['page.css', 'page.js', 'charts.js'].map(read))
  return pageHtml(sections, { css: css ?? '', script: script ?? '', charts: charts ?? '' }, options)
}
