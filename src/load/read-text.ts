/** Texts from files. */
import { readFile } from 'node:fs/promises'
import { type Diagnostic, messages, Source } from '../text/index.ts'

/** What Node says about a file that can't be read, without the path that stands in front of it anyway. */
export const reason = (error: unknown): string => (error as Error).message.replace(/, \w+( '.*')?$/, '')

const decode = (bytes: Buffer): string => {
  const encoding = bytes[0] === 0xff && bytes[1] === 0xfe ? 'utf-16le' : 'utf-8'
  // The decoder also drops a byte order mark.
  return new TextDecoder(encoding, { fatal: true }).decode(bytes)
}

/** The text of a file, UTF-8 or UTF-16 with a mark; or why it can't be read. */
export const readText = async (path: string): Promise<{ readonly source: Source } | { readonly fault: Diagnostic }> => {
  try {
    return { source: new Source(path, decode(await readFile(path))) }
  } catch (error) {
    return { fault: messages.unreadable(error instanceof TypeError ? 'this is not UTF-8 text' : reason(error)) }
  }
}
