/** Files are written under a temporary name and then renamed: whoever looks sees the old file or the new one. */
import { mkdirSync, rmSync } from 'node:fs'
import { rename, writeFile } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'

const unfinished = new Set<string>()

/** Removes what an interrupted command has begun to write. */
export const removeUnfinished = (): void => {
  for (const path of unfinished) rmSync(path, { recursive: true, force: true })
  unfinished.clear()
}

/** A file or folder of passing use: it goes away where the command is interrupted. */
export const keepUntilEnd = (path: string): void => void unfinished.add(path)

/** Removes what `keepUntilEnd` was told of. */
export const discard = (path: string): void => {
  rmSync(path, { recursive: true, force: true })
  unfinished.delete(path)
}

/** Lets `write` fill a new file beside `path`, then puts it in place; missing folders are made. Rejects as `write` does, without a trace. */
export const replaceFile = async (path: string, write: (temporary: string) => Promise<void>): Promise<void> => {
  mkdirSync(dirname(path), { recursive: true })
  const temporary = join(dirname(path), `.${basename(path)}.${process.pid}.tmp`)
  unfinished.add(temporary)
  try {
    await write(temporary)
    await rename(temporary, path)
  } finally {
    rmSync(temporary, { force: true })
    unfinished.delete(temporary)
  }
}

/** Puts a text in place as `replaceFile` does. */
export const replaceText = (path: string, text: string): Promise<void> =>
  replaceFile(path, (temporary) => writeFile(temporary, text, { flag: 'wx' }))
