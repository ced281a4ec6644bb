import type { DemoOptions } from '../../api.ts'
import { type AddCommand, examples } from '../context.ts'
import { EXIT } from '../exit.ts'
import { count } from '../options.ts'

export const addDemo: AddCommand = (program, context) => {
  program
    .command('demo')
    .description('write an event store to try things on; the same options give the same store')
    .argument('<dir>', 'the folder of the store')
    .option('--rows <n>', 'rows to write', count)
    .option('--days <n>', 'days that they span', count)
    .option('--seed <n>', 'another number gives other events', count)
    .addHelpText('after', examples('kqlc demo demo', 'kqlc demo large --rows 20_000_000 --days 60'))
    .action(async (folder: string, options: DemoOptions) => {
      const { writeDemo } = await context.library()
      const { table, rows, now } = await writeDemo(folder, options)
      context.io.err(`${rows} rows of ${table} in ${folder}; the demo's rule is meant to run with --now ${now}\n`)
      context.end(EXIT.fine)
    })
}
