import { Argument } from 'commander'
import { bash } from '../completion/bash.ts'
import { fish } from '../completion/fish.ts'
import { type CommandShape, programShape } from '../completion/shape.ts'
import { zsh } from '../completion/zsh.ts'
import { type AddCommand, examples } from '../context.ts'

const SHELLS: Readonly<Record<string, (program: CommandShape) => string>> = { bash, zsh, fish }

export const addCompletion: AddCommand = (program, context) => {
  program
    .command('completion')
    .description('print a script that completes commands, options and their values in a shell')
    .addArgument(new Argument('<shell>', 'the shell').choices(Object.keys(SHELLS)))
    .addHelpText(
      'after',
      examples(
        'eval "$(kqlc completion bash)"',
        'kqlc completion zsh > ~/.zfunc/_kqlc',
        'kqlc completion fish > ~/.config/fish/completions/kqlc.fish',
      ),
    )
    .action((shell: string) => context.io.out(SHELLS[shell]?.(programShape(program)) ?? ''))
}
