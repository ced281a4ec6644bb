/** Finds kqlc.yaml and reads it. */

import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { dirname, join, relative, resolve } from 'node:path'
import { type LocatedDiagnostic, locate, messages, Source, wholeFile } from '../text/index.ts'
import { readAll, type Settings } from './settings.ts'

export const FILE_NAME = 'kqlc.yaml'

export interface FoundSettings {
  readonly settings: Settings
  /** The file they come from; undefined where there is none. */
  readonly file: string | undefined
  readonly diagnostics: readonly LocatedDiagnostic[]
}

/** The kqlc.yaml of a folder or of the nearest one above, up to the root of the repository; as a path from the working folder. */
const findFile = (start: string): string | undefined => {
  for (let folder = resolve(start); ; folder = dirname(folder)) {
    const file = join(folder, FILE_NAME)
    if (existsSync(file)) return relative('.', file)
    if (existsSync(join(folder, '.git')) || dirname(folder) === folder) return undefined
  }
}

/** The settings that hold in a folder. Rejects only where a file that is there can't be read. */
export const findSettings = async (start: string): Promise<FoundSettings> => {
  const file = findFile(start)
  return file === undefined ? { settings: {}, file, diagnostics: [] } : readSettings(file)
}

/** The settings of a file; what is wrong with it is a diagnostic at its place, and what is right counts all the same. */
export const readSettings = async (file: string): Promise<FoundSettings> => {
  const source = new Source(file, await readFile(file, 'utf8'))
  const { parseYaml } = await import('../load/document.ts')
  const { documents, diagnostics: found } = parseYaml(source)
  const diagnostics = [...found]
  const [document, second] = documents
  if (second) diagnostics.push(messages.badSetting(second.locate([]), FILE_NAME, 'one YAML document'))
  const settings = document
    ? readAll(document.data, {
        path: [],
        folder: dirname(file),
        locate: (path) => document.locate(path),
        report: (diagnostic) => diagnostics.push(diagnostic),
      })
    : {}
  return { settings: settings ?? {}, file, diagnostics: diagnostics.map((d) => locate(d, wholeFile(source))) }
}
