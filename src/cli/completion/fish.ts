import { type CommandShape, everyCommand, type OptionShape } from './shape.ts'

/** A text in single quotes. */
const quoted = (text: string): string => `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`

/** The condition that the words typed so far lead to a command. */
const within = ({ path, commands }: CommandShape): string => {
  if (path === '') return '__fish_use_subcommand'
  const words = path.slice(1).split('/')
  const seen = words.map((w) => `__fish_seen_subcommand_from ${w}`)
  return [...seen, ...(commands.length > 0 ? [`not __fish_seen_subcommand_from ${commands.map((c) => c.name).join(' ')}`] : [])].join(
    '; and ',
  )
}

const option = (command: CommandShape, { names, description, choices, takesValue }: OptionShape): string =>
  [
    'complete -c kqlc',
    `-n ${quoted(within(command))}`,
    ...names.map((n) => (n.startsWith('--') ? `-l ${n.slice(2)}` : `-s ${n.slice(1)}`)),
    ...(choices ? [`-x -a ${quoted(choices.join(' '))}`] : takesValue ? ['-r'] : []),
    `-d ${quoted(description)}`,
  ].join(' ')

/** Completion for fish: as for zsh. */
export const fish = (program: CommandShape): string => {
  const lines = everyCommand(program).flatMap((c) => [
    ...c.commands.map((s) => `complete -c kqlc -n ${quoted(within(c))} -f -a ${s.name} -d ${quoted(s.description)}`),
    ...c.options.map((o) => option(c, o)),
  ])
  return `# Completion of kqlc for fish: kqlc completion fish > ~/.config/fish/completions/kqlc.fish\n${lines.join('\n')}\n`
}
