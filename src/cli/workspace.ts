/** What a rule finds around it: data, schemas, watchlists …, from kqlc.yaml and from the options that stand for its keys. */
import type { Command } from 'commander'
import type { CompileOptions, EngineOptions } from '../api.ts'
import { FILE_NAME, findSettings, readSettings, type Settings, watchlistFile } from '../config/index.ts'
import { named, nowOption, several } from './options.ts'
import type { Report } from './report.ts'

export interface WorkspaceOptions {
  readonly config?: string
  readonly data?: string
  readonly table?: Readonly<Record<string, string>>
  readonly schema?: readonly string[]
  readonly functions?: readonly string[]
  readonly geoip?: string
  readonly watchlist?: Readonly<Record<string, string>>
  readonly external?: Readonly<Record<string, string>>
  readonly now?: string
}

export interface Workspace {
  /** For `openEngine`. */
  readonly engine: EngineOptions
  /** For `compile` and `explain`. */
  readonly compile: CompileOptions
  readonly settings: Settings
}

/** Adds --config, --now, and an option for each setting about what queries may refer to. */
export const addQueryOptions = (command: Command): Command =>
  command
    .option('--config <file>', 'settings (default: kqlc.yaml here or in a folder above)')
    .option('--schema <file>', 'columns of tables: JSON, YAML or .kql; may be repeated', several)
    .option('--functions <dir>', 'saved functions and parsers: .kql files, YAML; may be repeated', several)
    .option(
      '--watchlist <name=file>',
      'the CSV file of a watchlist, with #KEY behind it for the column of its SearchKey; may be repeated',
      named('A watchlist is written as NAME=FILE or NAME=FILE#KEY.'),
    )
    .option(
      '--external <url=file>',
      'a file in the place of the URL of an externaldata; may be repeated',
      named('A mapping is written as URL=FILE.', (text) => text.lastIndexOf('=')),
    )
    .option('--geoip <file>', 'a database of the locations of addresses, in the format .mmdb')
    .addOption(nowOption())

/** Adds --data and --table to these, for the commands that read events. */
export const addWorkspaceOptions = (command: Command): Command =>
  addQueryOptions(
    command
      .option('--data <dir>', 'folder of the event store: NAME.parquet, .csv, .ndjson … and NAME/**')
      .option('--table <name=glob>', 'a further table from files; may be repeated', named('A table is written as NAME=GLOB.')),
  )

const merged = <T>(file: Readonly<Record<string, T>> | undefined, options: Readonly<Record<string, T>> | undefined) =>
  file || options ? { ...file, ...options } : undefined

const listed = (file: readonly string[] = [], options: readonly string[] = []): readonly string[] => [...file, ...options]

/** What the files of schemas and functions hold; their mistakes are reported. */
const readAround = async (schemaFiles: readonly string[], functionFiles: readonly string[], report: Report) => {
  if (schemaFiles.length + functionFiles.length === 0) return { fine: true }
  const { loadFunctions, loadSchemas } = await import('../catalog/index.ts')
  const { schemas, diagnostics: inSchemas } = await loadSchemas(schemaFiles)
  const { functions, diagnostics: inFunctions } = await loadFunctions(functionFiles)
  report.files([...inSchemas, ...inFunctions])
  const fine = ![...inSchemas, ...inFunctions].some((d) => d.severity === 'error')
  return { fine, ...(schemaFiles.length > 0 ? { schemas } : {}), ...(functionFiles.length > 0 ? { functions } : {}) }
}

const settingsOf = ({ config }: WorkspaceOptions) => (config === undefined ? findSettings('.') : readSettings(config))

const watchlistsOf = ({ watchlist }: WorkspaceOptions) =>
  watchlist && Object.fromEntries(Object.entries(watchlist).map(([name, file]) => [name, watchlistFile(file)]))

/** The files and folders that a workspace is read from: settings (where they would be, if there are none), schemas, functions, watchlists. */
export const workspaceFiles = async (options: WorkspaceOptions): Promise<readonly string[]> => {
  const { settings, file } = await settingsOf(options)
  const watchlists = Object.values({ ...settings.watchlists, ...watchlistsOf(options) })
  return [
    file ?? FILE_NAME,
    ...listed(settings.schemas, options.schema),
    ...listed(settings.functions, options.functions),
    ...watchlists.map((w) => (typeof w === 'string' ? w : w.file)),
  ]
}

/** The options over the settings of the file; lists add to each other. What is wrong with the files is reported; undefined then. */
export const workspaceOf = async (options: WorkspaceOptions, report: Report): Promise<Workspace | undefined> => {
  const { settings, diagnostics } = await settingsOf(options)
  report.files(diagnostics)
  if (diagnostics.some((d) => d.severity === 'error')) return undefined
  const files = [listed(settings.schemas, options.schema), listed(settings.functions, options.functions)] as const
  const { fine, ...around } = await readAround(...files, report)
  if (!fine) return undefined
  const query = {
    ...around,
    now: options.now,
    geoip: options.geoip ?? settings.geoip,
    watchlists: merged(settings.watchlists, watchlistsOf(options)),
    external: merged(settings.external, options.external),
  }
  return {
    settings,
    compile: query,
    engine: { ...query, data: options.data ?? settings.data, tables: merged(settings.tables, options.table) },
  }
}
