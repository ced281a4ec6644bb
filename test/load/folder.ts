import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'

/** Runs `body` in a new folder with the given files (path → text), which is removed afterwards. */
export const inFolder = async <T>(files: Readonly<Record<string, string | Buffer>>, body: (folder: string) => Promise<T>): Promise<T> => {
  const folder = mkdtempSync(join(tmpdir(), 'kqlc-'))
  try {
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(dirname(join(folder, path)), { recursive: true })
      writeFileSync(join(folder, path), text)
    }
    return await body(folder)
  } finally {
    rmSync(folder, { recursive: true })
  }
}
