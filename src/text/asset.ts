import { existsSync } from 'node:fs'

/**
 * The place of a file that is shipped beside the code (`dialects/duckdb/prelude/text.sql`, `catalog/schemas.txt`): below the nearest
 * folder above this one that has it, which holds for the sources and for the bundle, whatever chunk this code ends up in. Throws where
 * the installation is incomplete.
 */
export const asset = (path: string): URL => {
  for (let folder = new URL('.', import.meta.url); ; folder = new URL('..', folder)) {
    const url = new URL(path, folder)
    if (existsSync(url)) return url
    if (folder.pathname === '/' || folder.href === new URL('..', folder).href)
      throw new Error(`kqlc is not installed whole: ${path} is missing`)
  }
}
