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
    .replace(/^[A-Z][A-Za-z -]* Error: /, '')
    .replaceAll(/[\s\p{Cc}\ufffd]+/gu, ' ')
    .trim()

const diagnosticOf = (message: string): Diagnostic => {
  const text = message.replace(/^Failed to extract statements: /, '')
  if (/^INTERRUPT Error/.test(text)) return messages.engineInterrupted()
  if (/^Out of Memory Error/.test(text)) return messages.outOfMemory(gist(text))
  if (/^(?:Parser|Binder|Catalog|Permission) Error/.test(text)) return messages.engineRefused(gist(text))
  const path = fileIn(text)
  return path === undefined ? messages.engineFailed(gist(text)) : messages.badFile(path, gist(text))
}

/** How messages begin that may be about a damaged file, which DuckDB's Parquet decoders don't name. */
const DAMAGE = /^(?:Invalid|IO|Invalid Input|Serialization|INTERNAL|Internal) Error/
const unnamedDamage = new WeakSet<KqlError>()

/** An error of DuckDB as a KqlError with one diagnostic; a KqlError stays as it is. */
export const engineFailure = (error: unknown): KqlError => {
  if (error instanceof KqlError) return error
  const text = error instanceof Error ? error.message : String(error)
  const failure = new KqlError([diagnosticOf(text)])
  if (DAMAGE.test(text) && fileIn(text) === undefined) unnamedDamage.add(failure)
  return failure
}

/** Whether an error may come from a damaged file that it doesn't name. */
export const mayBeDamage = (error: KqlError): boolean => unnamedDamage.has(error)
