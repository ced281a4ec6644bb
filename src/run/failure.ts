/** What DuckDB rejects with → a diagnostic. The kind of a fault is read from the head of its message, which is the same in all calls. */
import { type Diagnostic, KqlError, messages } from '../text/index.ts'

/** Where a message names the file that it is about. */
const FILE = [
  /^ *file = (.+)$/m,
  /(?:in|read|end of|open) file ["'](.+?)["'](?=[:,.\s]|$)/,
  /(?:^|[\s(])[Ff]ile ["'](.+?)["'](?=[:,.\s]|$)/,
]

const fileIn = (text: string): string | undefined => FILE.map((pattern) => pattern.exec(text)?.[1]).find((path) => path !== undefined)

/** The part of a message that says what is wrong: without DuckDB's excerpt of the SQL and its advice about its own options. */
const gist = (text: string): string =>
  (text.split(/\n(?:\n|LINE \d|Possible (?:fixes|solutions):|Try setting|If you are trying|Candidate)/)[0] ?? text)
    .replace(/^(?:[A-Z][A-Za-z-]* )+Error: /, '')
    .replaceAll(/\s+/g, ' ')
    .trim()

const diagnosticOf = (message: string): Diagnostic => {
  const text = message.replace(/^Failed to extract statements: /, '')
  if (/^INTERRUPT Error/.test(text)) return messages.engineInterrupted()
  if (/^Out of Memory Error/.test(text)) return messages.outOfMemory(gist(text))
  if (/^(?:Parser|Binder|Catalog|Permission) Error/.test(text)) return messages.engineRefused(gist(text))
  const path = fileIn(text)
  return path === undefined ? messages.engineFailed(gist(text)) : messages.badFile(path, gist(text))
}

/** An error of DuckDB as a KqlError with one diagnostic; a KqlError stays as it is. */
export const engineFailure = (error: unknown): KqlError =>
  error instanceof KqlError ? error : new KqlError([diagnosticOf(error instanceof Error ? error.message : String(error))])

/** Whether an error may come from a damaged file that its message doesn't name: DuckDB's Parquet decoders don't know their file. */
export const mayBeDamage = (error: KqlError): boolean => error.diagnostics.some((d) => d.code === messages.engineFailed('').code)
