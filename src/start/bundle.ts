/**
 * Reads the bundle. Compiling 2 MB of JavaScript takes longer than compiling a rule, so the engine's code cache is kept beside the bundle.
 * It is V8's own format: the file's name holds the bundle's hash and V8's tag of its version, flags and processor, and the file begins with
 * a hash of the rest, as V8 takes any bytes that have the right head. What can't be read or written is left: then the start is slower.
 */
import { createHash } from 'node:crypto'
import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { fileURLToPath } from 'node:url'
import { cachedDataVersionTag } from 'node:v8'
import { Script } from 'node:vm'

export type Contents = typeof import('./contents.ts')

const HASH_LENGTH = 32
const hashOf = (data: Buffer): Buffer => createHash('sha256').update(data).digest()

const readCache = (path: string): Buffer | undefined => {
  try {
    const file = readFileSync(path)
    const data = file.subarray(HASH_LENGTH)
    return file.subarray(0, HASH_LENGTH).equals(hashOf(data)) ? data : undefined
  } catch {
    return undefined
  }
}

const writeCache = (path: string, script: Script): void => {
  const unfinished = `${path}.${process.pid}`
  try {
    // Refused here where the folder is not the user's, before any work.
    writeFileSync(unfinished, '')
    const data = script.createCachedData()
    writeFileSync(unfinished, Buffer.concat([hashOf(data), data]))
    renameSync(unfinished, path)
  } catch {
    rmSync(unfinished, { force: true })
  }
}

/**
 * The bundle at `url`, a CommonJS module in ASCII. `keepCode` writes the code cache where there was none: called when the work is done, so
 * that the functions that the work needed are in it. Throws where the bundle is missing.
 */
export const readBundle = (url: URL): { readonly contents: Contents; readonly keepCode: () => void } => {
  const path = fileURLToPath(url)
  const cache = `${path}-${cachedDataVersionTag()}.cache`
  const cachedData = readCache(cache)
  const source = readFileSync(path, 'latin1')
  const script = new Script(`(function(module,require,kqlcUrl){${source}\n})`, { filename: path, cachedData })
  const module = {} as { readonly exports: Contents }
  script.runInThisContext()(module, createRequire(url), url.href)
  const isKept = cachedData !== undefined && !script.cachedDataRejected
  return { contents: module.exports, keepCode: () => isKept || writeCache(cache, script) }
}
