/**
 * Golden cases. A file: a first line `# what it shows`, the KQL, then sections `--- plan`, `--- sql`, `--- rows`, `--- errors`. `UPDATE=1` rewrites the sections that
 * a file has. Rows come with `--- source`: where the expected ones are from (a docs page, a recorded result of the engine, or derived by hand), since a
 * rewritten section says only what kqlc does.
 */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

export type Section = 'plan' | 'sql' | 'rows' | 'errors' | 'source'

export interface Case {
  readonly path: string
  readonly title: string
  readonly kql: string
  readonly sections: ReadonlyMap<Section, string>
}

export const parseCase = (path: string, text: string): Case => {
  const [head = '', ...parts] = text.split(/^--- (plan|sql|rows|errors|source)\n/m)
  const sections = new Map<Section, string>()
  for (let i = 0; i < parts.length; i += 2) sections.set(parts[i] as Section, (parts[i + 1] ?? '').trimEnd())
  const [title = '', ...kql] = head.trimEnd().split('\n')
  if (!title.startsWith('# ')) throw new Error(`${path}: the first line must say what the case shows`)
  return { path, title: title.slice(2), kql: kql.join('\n'), sections }
}

export const formatCase = (c: Case, sections: ReadonlyMap<Section, string>): string =>
  `# ${c.title}\n${c.kql}\n${[...sections].map(([name, text]) => `--- ${name}\n${text}\n`).join('')}`

/** All cases below a folder, by path. */
export const readCases = (folder: string): Case[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.case'))
    .sort()
    .map((name) => parseCase(join(folder, name), readFileSync(join(folder, name), 'utf8')))
