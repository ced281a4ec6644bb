/** Files that `kqlc init` and `kqlc new` write, from templates with `{{names}}` that are filled in. */
import { readFileSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { asset } from '../text/index.ts'
import { UsageError } from './exit.ts'
import { replaceFile } from './output.ts'

/** A template's text with its names filled in. Throws for a name without a value: that is a fault of the template. */
export const filled = (template: string, values: Readonly<Record<string, string>>): string =>
  readFileSync(asset(`cli/templates/${template}`), 'utf8').replace(/\{\{(\w+)\}\}/g, (_, name: string) => {
    const value = values[name]
    if (value === undefined) throw new Error(`the template ${template} needs a value for ${name}`)
    return value
  })

/** Writes new files. Throws a UsageError, and writes none, where one of them is there already. */
export const writeNew = async (files: ReadonlyMap<string, string>, exists: (path: string) => boolean): Promise<void> => {
  const there = [...files.keys()].filter(exists)
  if (there.length > 0) throw new UsageError(`nothing is written, since there already is ${there.join(', ')}`)
  for (const [path, text] of files) await replaceFile(path, (temporary) => writeFile(temporary, text, { flag: 'wx' }))
}
