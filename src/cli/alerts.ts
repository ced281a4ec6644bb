/** Alerts as text: whole for programs, a line each for people. */
import type { StoredAlert } from '../alerts/index.ts'
import type { QueryResult } from '../api.ts'
import type { Alert, Entity } from '../schedule/index.ts'
import type { TextFormat } from './format/index.ts'
import { type FormatOptions, writeResult } from './format/index.ts'
import { csv } from './format/lines.ts'

type Sink = (text: string) => Promise<void>

/** Formats in which alerts can be written. */
export const ALERT_FORMATS = ['table', 'json', 'ndjson', 'csv', 'md'] as const satisfies readonly TextFormat[]
export type AlertFormat = (typeof ALERT_FORMATS)[number]

/** Whole seconds without a fraction. */
export const shortTime = (time: string): string => time.replace('.000Z', 'Z')

const entityText = ({ type, identifiers }: Entity): string => `${type} ${Object.values(identifiers).join(' ')}`

/** What a list for people shows: as many columns as fit a line. */
const LIST: QueryResult['columns'] = [
  { name: 'Id', type: 'string' },
  { name: 'Time', type: 'datetime' },
  { name: 'Severity', type: 'string' },
  { name: 'Title', type: 'string' },
  { name: 'Rows', type: 'long' },
  { name: 'Entities', type: 'string' },
]

const listRow = (alert: Alert): readonly unknown[] => [
  alert.id.slice(0, 8),
  alert.time,
  alert.severity ?? '',
  alert.title,
  alert.rowCount,
  alert.entities.map(entityText).join(', '),
]

/** The columns of a CSV file of alerts; what is a list or a mapping is JSON. */
const WHOLE: readonly (readonly [string, QueryResult['columns'][number]['type'], (alert: Alert) => unknown])[] = [
  ['id', 'string', (a) => a.id],
  ['ruleId', 'string', (a) => a.rule.id],
  ['rule', 'string', (a) => a.rule.name],
  ['version', 'string', (a) => a.rule.version],
  ['time', 'datetime', (a) => a.time],
  ['start', 'datetime', (a) => a.start],
  ['end', 'datetime', (a) => a.end],
  ['title', 'string', (a) => a.title],
  ['description', 'string', (a) => a.description],
  ['severity', 'string', (a) => a.severity],
  ['tactics', 'dynamic', (a) => a.tactics],
  ['techniques', 'dynamic', (a) => a.techniques],
  ['entities', 'dynamic', (a) => a.entities],
  ['details', 'dynamic', (a) => a.details],
  ['properties', 'dynamic', (a) => a.properties],
  ['rowCount', 'long', (a) => a.rowCount],
  ['rows', 'dynamic', objects],
]

/** The rows of an alert as objects. */
function objects({ columns, rows }: Alert): readonly Readonly<Record<string, unknown>>[] {
  return rows.map((row) => Object.fromEntries(columns.map(({ name }, i) => [name, row[i]])))
}

const result = (columns: QueryResult['columns'], rows: QueryResult['rows']): QueryResult => ({ columns, rows })

/** Alerts as programs read them: the rows are objects. */
export const wholeAlert = (alert: Alert): object => {
  const { columns: _, group: __, ...rest } = alert
  return { ...rest, rows: objects(alert) }
}

const writeCsv = async (alerts: Iterable<Alert>, sink: Sink): Promise<void> => {
  const columns = WHOLE.map(([name, type]) => ({ name, type }))
  const [header = ''] = csv(result(columns, []))
  await sink(header)
  for (const alert of alerts) {
    const [, line = ''] = csv(result(columns, [WHOLE.map(([, , value]) => value(alert))]))
    await sink(line)
  }
}

/** Alerts that are made one by one are written one by one, but for the list, whose columns depend on all. */
export const writeAlerts = async (format: AlertFormat, alerts: Iterable<Alert>, options: FormatOptions, sink: Sink): Promise<void> => {
  if (format === 'table' || format === 'md') return writeResult(format, result(LIST, [...alerts].map(listRow)), options, sink)
  if (format === 'csv') return writeCsv(alerts, sink)
  let first = true
  for (const alert of alerts) {
    const text = JSON.stringify(wholeAlert(alert))
    await sink(format === 'ndjson' ? `${text}\n` : `${first ? '[\n' : ',\n'}${text}`)
    first = false
  }
  if (format === 'json') await sink(first ? '[]\n' : '\n]\n')
}

/** Events decide what an alert says: nothing of it may steer the terminal. */
const harmless = (text: string): string => text.replace(/[^\P{Cc}\n]/gu, ' ')

/** One alert: all of it as JSON, or for a person to read. */
export const showAlert = async (alert: StoredAlert, format: 'text' | 'json', options: FormatOptions, sink: Sink): Promise<void> => {
  if (format === 'json') return sink(`${JSON.stringify(wholeAlert(alert), undefined, 2)}\n`)
  const { rule, entities, details, properties, columns, rows, rowCount } = alert
  const fields: readonly (readonly [string, string | undefined])[] = [
    ['id', alert.id],
    ['rule', [rule.name, rule.version && `version ${rule.version}`, rule.id === rule.name ? '' : `(${rule.id})`].filter(Boolean).join(' ')],
    ['severity', alert.severity],
    ['tactics', [...alert.tactics, ...alert.techniques].join(', ')],
    ['run at', shortTime(alert.time)],
    ['over', `${shortTime(alert.start)} to ${shortTime(alert.end)}`],
    ['found until', alert.lastFound === alert.time ? undefined : shortTime(alert.lastFound)],
    ...Object.entries(details).map(([key, values]) => [key, values.join(', ')] as const),
    ...Object.entries(properties),
    ...entities.map((e) => ['entity', entityText(e)] as const),
  ]
  const filled = fields.filter(([, value]) => value)
  const margin = Math.max(...filled.map(([key]) => key.length))
  const head = filled.map(([key, value]) => `${key.padEnd(margin)}  ${harmless(value ?? '')}\n`).join('')
  const description = alert.description ? `${harmless(alert.description)}\n` : ''
  await sink(`${options.bold(harmless(alert.title))}\n${description}\n${head}\n`)
  const { text } = (await import('./format/table.ts')).table({ columns, rows }, options)
  await sink(text)
  if (rowCount > rows.length) await sink(`${rows.length} of ${rowCount} rows\n`)
}
