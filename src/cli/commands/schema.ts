import { Option } from 'commander'
import type { Schemas } from '../../api.ts'
import { nearest } from '../../text/index.ts'
import { type AddCommand, type Context, examples } from '../context.ts'
import { EXIT } from '../exit.ts'
import { writeResult } from '../format/index.ts'
import { replaceText } from '../output.ts'
import { Report } from '../report.ts'
import { toOutput, withEngine } from '../session.ts'
import { addWorkspaceOptions, type Workspace, type WorkspaceOptions, workspaceOf } from '../workspace.ts'

interface Options extends WorkspaceOptions {
  readonly infer?: boolean
  readonly format?: 'text' | 'json' | 'kql'
  readonly output?: string
}

const PLAIN = /^[A-Za-z_]\w*$/
const quoted = (name: string): string => (PLAIN.test(name) ? name : `['${name.replace(/[\\']/g, '\\$&')}']`)

/** Schemas as the files that --schema reads. */
const WRITERS = {
  json: (schemas: Schemas): string => `${JSON.stringify(schemas, null, 2)}\n`,
  kql: (schemas: Schemas): string =>
    Object.entries(schemas)
      .map(([table, columns]) => {
        const list = Object.entries(columns).map(([name, type]) => `  ${quoted(name)}: ${type}`)
        return `.create table ${quoted(table)} (\n${list.join(',\n')}\n)\n`
      })
      .join('\n'),
} as const

const asResult = (schemas: Schemas, severalTables: boolean) => ({
  columns: [
    ...(severalTables ? [{ name: 'Table', type: 'string' as const }] : []),
    { name: 'Column', type: 'string' as const },
    { name: 'Type', type: 'string' as const },
  ],
  rows: Object.entries(schemas).flatMap(([table, columns]) =>
    Object.entries(columns).map(([name, type]) => [...(severalTables ? [table] : []), name, type]),
  ),
})

/** The schemas of the store; undefined where it can't be opened, which is reported. */
const inferSchemas = async (context: Context, { engine: options }: Workspace, report: Report): Promise<Schemas | undefined> => {
  const found: Schemas[] = []
  await withEngine(context, options, report, async (engine) => {
    found.push(await engine.infer())
  })
  return found[0]
}

export const addSchema: AddCommand = (program, context) => {
  const command = program
    .command('schema')
    .description('show the columns of tables: built-in, declared, or as the files of a store have them')
    .argument('[table...]', 'names of tables; without one, --infer takes all of the store, else the names of all known tables are listed')
    .option('--infer', 'look into the files of the event store')
    .addOption(new Option('--format <format>', 'text, or a file that --schema reads').choices(['text', 'json', 'kql']))
    .option('-o, --output <file>', 'write to a file')
  addWorkspaceOptions(command)
    .addHelpText(
      'after',
      examples('kqlc schema SigninLogs', 'kqlc schema SigninLogs --format kql', 'kqlc schema --infer --data store -o schemas.json'),
    )
    .action(async (names: readonly string[], options: Options) => {
      const report = new Report(context.io)
      const workspace = await workspaceOf(options, report)
      if (!workspace) return context.end(report.exitCode())
      const inferred = options.infer ? await inferSchemas(context, workspace, report) : undefined
      if (options.infer && !inferred) return context.end(report.exitCode())
      const { catalogOf } = await import('../../catalog/index.ts')
      const catalog = catalogOf(inferred ?? workspace.compile.schemas)
      const known = inferred ? Object.keys(inferred) : catalog.tableNames()
      if (names.length === 0 && !inferred) return void (await context.io.out(`${[...known].sort().join('\n')}\n`))
      const schemas: Record<string, Schemas[string]> = {}
      let missing = false
      for (const name of names.length > 0 ? names : known) {
        const table = known.includes(name) ? catalog.table(name) : undefined
        if (table) schemas[name] = Object.fromEntries(table.columns.map((c) => [c.name, c.type]))
        else {
          const near = nearest(name, known)
          context.io.err(`kqlc: there is no table '${name}'${near === undefined ? '' : `; did you mean '${near}'?`}\n`)
          missing = true
        }
      }
      const format = options.format ?? (options.infer ? 'json' : 'text')
      const several = Object.keys(schemas).length > 1
      if (Object.keys(schemas).length === 0 && missing) return context.end(EXIT.usage)
      if (format === 'text')
        await toOutput(context, options, (sink, formatting) => writeResult('table', asResult(schemas, several), formatting, sink))
      else if (options.output === undefined) await context.io.out(WRITERS[format](schemas))
      else await replaceText(options.output, WRITERS[format](schemas))
      context.end(missing ? EXIT.usage : report.exitCode())
    })
}
