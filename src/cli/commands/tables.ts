import type { QueryResult, TableInfo } from '../../api.ts'
import { type AddCommand, examples } from '../context.ts'
import { writeResult } from '../format/index.ts'
import { Report } from '../report.ts'
import { toOutput, withEngine } from '../session.ts'
import { addWorkspaceOptions, type WorkspaceOptions, workspaceOf } from '../workspace.ts'

const asResult = (tables: readonly TableInfo[]): QueryResult => ({
  columns: [
    { name: 'Table', type: 'string' },
    { name: 'Format', type: 'string' },
    { name: 'Columns', type: 'long' },
    { name: 'Files', type: 'string' },
  ],
  rows: tables.map(({ name, format, columns, files }) => [name, format, columns.length, files]),
})

export const addTables: AddCommand = (program, context) => {
  const command = program
    .command('tables')
    .description('list the tables of an event store')
    .option('--sql', 'the statements that create their views on a plain engine')
  addWorkspaceOptions(command)
    .addHelpText('after', examples('kqlc tables --data demo', 'kqlc tables --data demo --sql > views.sql'))
    .action(async (options: WorkspaceOptions & { readonly sql?: boolean }) => {
      const report = new Report(context.io)
      const workspace = await workspaceOf(options, report)
      if (workspace)
        await withEngine(context, workspace.engine, report, async (engine) => {
          const tables = await engine.tables()
          if (options.sql) await context.io.out(tables.map(({ sql }) => `${sql.trimEnd().replace(/;$/, '')};\n`).join('\n'))
          else await toOutput(context, {}, (sink, formatting) => writeResult('table', asResult(tables), formatting, sink))
        })
      context.end(report.exitCode())
    })
}
