/** The program as the scripts for shells need it: plain data. */
import type { Command } from 'commander'

export interface OptionShape {
  /** `--format`, `-o`. */
  readonly names: readonly string[]
  readonly description: string
  /** The values that it can have; undefined where it takes any. */
  readonly choices: readonly string[] | undefined
  /** Whether a value follows. */
  readonly takesValue: boolean
}

export interface CommandShape {
  /** The words that lead to it, each with a slash in front: `/alerts/list`; empty for the program itself. */
  readonly path: string
  readonly name: string
  readonly description: string
  readonly options: readonly OptionShape[]
  readonly commands: readonly CommandShape[]
}

const shapeOf = (command: Command, path: string): CommandShape => ({
  path,
  name: command.name(),
  description: command.description(),
  options: [
    ...command.options
      .filter((o) => !o.hidden)
      .map((o) => ({
        names: [o.short, o.long].filter((n): n is string => n !== undefined && n !== null),
        description: o.description,
        choices: o.argChoices,
        takesValue: o.required || o.optional,
      })),
    { names: ['-h', '--help'], description: 'display help for command', choices: undefined, takesValue: false },
  ],
  commands: command.commands.map((c) => shapeOf(c, `${path}/${c.name()}`)),
})

/** The program and all commands below it. */
export const programShape = (root: Command): CommandShape => shapeOf(root, '')

/** A command and all below it. */
export const everyCommand = (shape: CommandShape): readonly CommandShape[] => [shape, ...shape.commands.flatMap(everyCommand)]
