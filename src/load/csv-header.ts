import { closeSync, openSync, readFileSync, readSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'

/** The first record may be so long. */
const HEAD = 1 << 20

const headOf = (path: string): string => {
  if (/\.gz$/i.test(path)) return gunzipSync(readFileSync(path)).toString('utf8')
  const file = openSync(path, 'r')
  try {
    const buffer = Buffer.alloc(HEAD)
    return buffer.toString('utf8', 0, readSync(file, buffer, 0, HEAD, 0))
  } finally {
    closeSync(file)
  }
}

/** The names in the first record of a CSV file. Throws what reading the file throws. */
export const csvHeader = (path: string): string[] => {
  const text = headOf(path).replace(/^\uFEFF/, '')
  const names: string[] = []
  const field = /(?:"((?:[^"]|"")*)"|([^,\r\n]*))(,|\r?\n|\r|$)/y
  for (;;) {
    const [, quoted, plain = '', end] = field.exec(text) ?? []
    names.push(quoted === undefined ? plain : quoted.replaceAll('""', '"'))
    if (end !== ',') return names
  }
}
