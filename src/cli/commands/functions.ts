import { Option } from 'commander'
import type { Entry } from '../../bind/index.ts'
import { nearest } from '../../text/index.ts'
import { type AddCommand, examples } from '../context.ts'
import { EXIT, UsageError } from '../exit.ts'
import { replaceText } from '../output.ts'

interface Options {
  readonly format: 'text' | 'json' | 'md'
  readonly output?: string
}

/** `name: text` lines; further lines of a text are indented below it. */
const described = (e: Entry): string => {
  const fields: (readonly [string, readonly string[]])[] = [
    ['kind', [e.kind]],
    ['also', e.aliases.length > 0 ? [e.aliases.join(', ')] : []],
    ['forms', e.syntax],
    ['state', [e.state === 'partly' ? 'translated, except for some forms' : e.state]],
    ['why', e.reasons],
    ['limits', e.limit === undefined ? [] : [e.limit]],
    ['examples', e.examples.map(({ kql, result }) => (result === undefined ? kql : `${kql}  →  ${JSON.stringify(result)}`))],
  ]
  const lines = fields.flatMap(([name, texts]) => texts.map((text, i) => `  ${(i === 0 ? name : '').padEnd(10)}${text}\n`))
  return `${e.name}: ${e.doc}\n${lines.join('')}`
}

/** A line each: name, kind, state, what it is. */
const listed = (entries: readonly Entry[]): string => {
  const width = Math.max(...entries.map((e) => e.name.length))
  const line = (e: Entry) => `${e.name.padEnd(width)}  ${e.kind.padEnd(16)}  ${e.state.padEnd(10)}  ${e.doc}`
  return `${entries.map(line).join('\n')}\n`
}

export const addFunctions: AddCommand = (program, context) => {
  program
    .command('functions')
    .description('show operators, functions, aggregates and plugins: what they do, how they are written, whether they are translated')
    .argument('[name...]', 'what to show in full; without a name all are listed')
    .addOption(new Option('--format <format>', 'how it is written; md is a page of all').choices(['text', 'json', 'md']).default('text'))
    .option('-o, --output <file>', 'write to a file')
    .addHelpText('after', examples('kqlc functions', 'kqlc functions make-series parse_json', 'kqlc functions --format json'))
    .action(async (names: readonly string[], options: Options) => {
      const { format, output } = options
      if (format === 'md' && names.length > 0) throw new UsageError('md is a page of all, so it takes no name')
      const { reference } = await import('../../bind/index.ts')
      const all = reference()
      const hasName = (e: Entry, name: string) => e.name === name || e.aliases.includes(name)
      const unknown = names.filter((name) => !all.some((e) => hasName(e, name)))
      for (const name of unknown) {
        const near = nearest(
          name,
          all.flatMap((e) => [e.name, ...e.aliases]),
        )
        context.io.err(`kqlc: nothing is called '${name}'${near === undefined ? '' : `; did you mean '${near}'?`}\n`)
      }
      const chosen = names.length === 0 ? all : all.filter((e) => names.some((name) => hasName(e, name)))
      if (chosen.length > 0) {
        const inFull = names.length > 0
        const text =
          format === 'json'
            ? `${JSON.stringify(chosen, null, 2)}\n`
            : format === 'md'
              ? (await import('../support.ts')).supportPage(all)
              : inFull
                ? chosen.map(described).join('\n')
                : listed(all)
        if (output === undefined) await context.io.out(text)
        else await replaceText(output, text)
      }
      context.end(unknown.length > 0 ? EXIT.usage : EXIT.fine)
    })
}
