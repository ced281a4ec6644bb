import { type CommandShape, everyCommand } from './shape.ts'

/** Patterns of `case` for values: the command's path, a blank, the option in front. */
const values = (commands: readonly CommandShape[]): string[] =>
  commands.flatMap((c) =>
    c.options
      .filter((o) => o.choices)
      .map((o) => {
        const patterns = o.names.map((n) => `"${c.path} ${n}"`).join('|')
        return `    ${patterns}) COMPREPLY=($(compgen -W "${o.choices?.join(' ')}" -- "$word")); return ;;`
      }),
  )

/** Completion for bash: commands, options, the values of options that have a few, else files. */
export const bash = (program: CommandShape): string => {
  const commands = everyCommand(program)
  const paths = commands.map((c) => c.path).filter((path) => path !== '')
  return `# Completion of kqlc for bash: eval "$(kqlc completion bash)"
_kqlc() {
  local word=\${COMP_WORDS[COMP_CWORD]} before=\${COMP_WORDS[COMP_CWORD - 1]} path='' commands='' options='' i
  for ((i = 1; i < COMP_CWORD; i++)); do
    case "$path/\${COMP_WORDS[i]}" in
      ${paths.join('|')}) path=$path/\${COMP_WORDS[i]} ;;
    esac
  done
  case "$path $before" in
${values(commands).join('\n')}
  esac
  case "$path" in
${commands
  .map((c) => {
    const options = c.options.flatMap((o) => o.names.filter((n) => n.startsWith('--'))).join(' ')
    return `    '${c.path}') commands='${c.commands.map((s) => s.name).join(' ')}' options='${options}' ;;`
  })
  .join('\n')}
  esac
  if [[ $word == -* ]]; then
    COMPREPLY=($(compgen -W "$options" -- "$word"))
  elif [[ -n $commands ]]; then
    COMPREPLY=($(compgen -W "$commands" -- "$word"))
  else
    COMPREPLY=($(compgen -f -- "$word"))
  fi
}
complete -o filenames -o bashdefault -F _kqlc kqlc
`
}
