/** A terminal that remembers. */
import type { Library } from '../../src/cli/context.ts'
import type { Io } from '../../src/cli/io.ts'
import { run } from '../../src/cli/program.ts'

export interface Input {
  /** What standard input holds. */
  readonly input?: string
  readonly columns?: number
}

export interface Outcome {
  readonly code: number
  readonly out: string
  readonly err: string
}

/** Runs a command in the test's own process. */
export const runCommand = async (
  args: readonly string[],
  library: Library,
  { input = '', columns = 100 }: Input = {},
): Promise<Outcome> => {
  let [out, err] = ['', '']
  const io: Io = {
    out: async (text) => {
      out += text
    },
    err: (text) => {
      err += text
    },
    input: async () => input,
    columns,
    errColumns: columns,
    interactive: false,
    colours: { out: false, err: false },
  }
  const code = await run(args, io, async () => library)
  return { code, out, err }
}
