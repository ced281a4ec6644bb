import { type Command, Option } from 'commander'
import type { AlertFilter, AlertStore } from '../../alerts/index.ts'
import { ALERT_FORMATS, type AlertFormat, showAlert, writeAlerts } from '../alerts.ts'
import { type AddCommand, type Context, examples } from '../context.ts'
import { UsageError } from '../exit.ts'
import { time } from '../options.ts'
import { withStore } from '../replay.ts'
import { Report } from '../report.ts'
import { toOutput } from '../session.ts'
import { workspaceOf } from '../workspace.ts'

interface StoreOptions {
  readonly config?: string
  readonly store?: string
  readonly output?: string
}

interface ListOptions extends StoreOptions, AlertFilter {
  readonly format: AlertFormat
}

const addStoreOptions = (command: Command): Command =>
  command
    .option('--config <file>', 'settings (default: kqlc.yaml here or in a folder above)')
    .option('--store <file>', 'the store, as of kqlc run --store (default: run.store of the settings)')
    .option('-o, --output <file>', 'write to a file')

const addFilterOptions = (command: Command): Command =>
  command
    .option('--rule <text>', "the rule's id, or a part of its name")
    .addOption(new Option('--from <time>', 'raised at this time or later').argParser(time))
    .addOption(new Option('--to <time>', 'raised at this time or before').argParser(time))
    .option('--severity <severity>', 'Informational, Low, Medium or High')

const formatOption = (normal: AlertFormat): Option =>
  new Option('--format <format>', 'how alerts are written').choices(ALERT_FORMATS).default(normal)

/** Opens the store that the options or settings name for `use`; what is wrong is reported. */
const onStore = async (context: Context, options: StoreOptions, use: (store: AlertStore) => Promise<void>): Promise<void> => {
  const report = new Report(context.io)
  const workspace = await workspaceOf(options.config === undefined ? {} : { config: options.config }, report)
  const path = options.store ?? workspace?.settings.run?.store
  if (workspace && path === undefined) throw new UsageError('which store? --store FILE, or run.store in kqlc.yaml')
  if (workspace) await withStore(context, path, true, report, async (store) => store && use(store))
  context.end(report.exitCode())
}

const write = (context: Context, options: ListOptions) =>
  onStore(context, options, (store) =>
    toOutput(context, options, (sink, formatting) => writeAlerts(options.format, store.alerts(options), formatting, sink)),
  )

export const addAlerts: AddCommand = (program, context) => {
  const alerts = program.command('alerts').description('look at the alerts that kqlc run --store keeps')
  addFilterOptions(addStoreOptions(alerts.command('list').description('alerts by time, a line each').addOption(formatOption('table'))))
    .addHelpText('after', examples('kqlc alerts list --store alerts.db --severity High'))
    .action((options: ListOptions) => write(context, options))
  addFilterOptions(addStoreOptions(alerts.command('export').description('whole alerts, for programs').addOption(formatOption('ndjson'))))
    .addHelpText('after', examples('kqlc alerts export --store alerts.db --from 2026-01-06 --format json -o alerts.json'))
    .action((options: ListOptions) => write(context, options))
  addStoreOptions(alerts.command('show').description('one alert with its entities, details and rows'))
    .argument('<id>', 'its id, or how it begins')
    .addOption(new Option('--format <format>', 'how it is written').choices(['text', 'json']).default('text'))
    .addHelpText('after', examples('kqlc alerts show 3f2a --store alerts.db'))
    .action((id: string, options: StoreOptions & { readonly format: 'text' | 'json' }) =>
      onStore(context, options, async (store) => {
        const alert = store.alert(id)
        await toOutput(context, options, (sink, formatting) => showAlert(alert, options.format, formatting, sink))
      }),
    )
}
