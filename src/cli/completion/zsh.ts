import { type CommandShape, everyCommand } from './shape.ts'

/** A text in single quotes. */
const quoted = (text: string): string => `'${text.replaceAll("'", "'\\''")}'`

/** `name:description` as `_describe` reads it. */
const item = (name: string, description: string): string => quoted(`${name.replaceAll(':', '\\:')}:${description}`)

/** Completion for zsh: as for bash, with descriptions. */
export const zsh = (program: CommandShape): string => {
  const commands = everyCommand(program)
  const paths = commands.map((c) => c.path).filter((path) => path !== '')
  const values = commands.flatMap((c) =>
    c.options
      .filter((o) => o.choices)
      .map(
        (o) => `    ${o.names.map((n) => quoted(`${c.path} ${n}`)).join('|')}) compadd -- ${o.choices?.map(quoted).join(' ')}; return ;;`,
      ),
  )
  const lists = commands.map((c) => {
    const options = c.options.flatMap((o) => o.names.filter((n) => n.startsWith('--')).map((n) => item(n, o.description)))
    return `    ${quoted(c.path)})
      commands=(${c.commands.map((s) => item(s.name, s.description)).join(' ')})
      options=(${options.join(' ')}) ;;`
  })
  return `#compdef kqlc
# Completion of kqlc for zsh: kqlc completion zsh > ~/.zfunc/_kqlc, with that folder in fpath.
_kqlc() {
  local at='' word
  local -a commands options
  for word in \${words[2,CURRENT-1]}; do
    case "$at/$word" in
      ${paths.join('|')}) at=$at/$word ;;
    esac
  done
  case "$at \${words[CURRENT-1]}" in
${values.join('\n')}
  esac
  case "$at" in
${lists.join('\n')}
  esac
  if [[ $PREFIX == -* ]]; then
    _describe option options
  elif (( $#commands )); then
    _describe command commands
  else
    _files
  fi
}
if [[ $funcstack[1] == _kqlc ]]; then _kqlc "$@"; else compdef _kqlc kqlc; fi
`
}
