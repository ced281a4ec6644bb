/** What the bundle holds. Nothing of it runs before it is asked for. */
import type { Library } from '../cli/context.ts'

/** The library. `require`, which the bundler resolves, as an `import()` would make the library's door asynchronous. */
export const library = (): typeof import('../index.ts') => require('../index.ts')

/** Runs the command with its arguments, without the program's name, and returns the exit code. */
export const command = async (args: readonly string[]): Promise<number> => {
  const { processIo } = await import('../cli/io.ts')
  const { run } = await import('../cli/program.ts')
  return run(args, processIo(), async () => (await import('../core.ts')) as unknown as Library)
}
