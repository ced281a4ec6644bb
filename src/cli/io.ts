/** The outside of the process as the commands see it, so that tests can stand in for it. */
import { EXIT } from './exit.ts'
import { removeUnfinished } from './output.ts'

export interface Io {
  /** Data. Resolves when the text is on its way, so that a slow reader holds back a fast writer. */
  out(text: string): Promise<void>
  /** Progress and diagnostics. */
  err(text: string): void
  input(): Promise<string>
  /** Cells of a line of the terminal; 120 where there is none. */
  readonly columns: number
  /** The same of standard error. */
  readonly errColumns: number
  /** Whether a person reads standard error. */
  readonly interactive: boolean
  readonly colours: { readonly out: boolean; readonly err: boolean }
}

type Env = Readonly<Record<string, string | undefined>>

/** NO_COLOR and FORCE_COLOR have the last word, else a terminal that can has colours (https://no-color.org). */
export const wantsColours = (isTerminal: boolean, env: Env): boolean => {
  if (env.NO_COLOR) return false
  if (env.FORCE_COLOR) return env.FORCE_COLOR !== '0'
  return isTerminal && env.TERM !== 'dumb'
}

const write = (stream: NodeJS.WriteStream, text: string): Promise<void> =>
  new Promise((resolve) => {
    if (stream.write(text)) resolve()
    else stream.once('drain', resolve)
  })

/** A reader that has enough (`| head`) is no fault: the command ends without a word. */
const endQuietly = (error: NodeJS.ErrnoException): void => {
  if (error.code !== 'EPIPE') throw error
  removeUnfinished()
  process.exit(EXIT.fine)
}

const endAtOnce = (): void => {
  removeUnfinished()
  process.exit(EXIT.interrupted)
}

/** The real process. Also makes Ctrl-C, a polite kill and a closed pipe end the command with nothing half-written. */
export const processIo = (): Io => {
  process.stdout.on('error', endQuietly)
  process.stderr.on('error', endQuietly)
  process.on('SIGINT', endAtOnce)
  process.on('SIGTERM', endAtOnce)
  const columns = Number(process.env.COLUMNS) || 120
  return {
    out: (text) => write(process.stdout, text),
    err: (text) => void process.stderr.write(text),
    input: async () => {
      const chunks: Buffer[] = []
      for await (const chunk of process.stdin) chunks.push(chunk as Buffer)
      return Buffer.concat(chunks).toString('utf8')
    },
    columns: process.stdout.columns ?? columns,
    errColumns: process.stderr.columns ?? columns,
    interactive: process.stderr.isTTY === true,
    colours: {
      out: wantsColours(process.stdout.isTTY === true, process.env),
      err: wantsColours(process.stderr.isTTY === true, process.env),
    },
  }
}
