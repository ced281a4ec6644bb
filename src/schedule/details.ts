/** What an alert says: title, description, severity, tactics, details; by the rule, or by columns of its result. */
import type { QueryResult } from '../api.ts'
import type { Rule } from '../load/index.ts'
import { cellText, columnOf } from './cell.ts'
import { isData, listOf, textAt, valueAt } from './data.ts'

type Row = readonly unknown[]

/** Lengths and numbers that the service cuts at. */
const LONGEST_TITLE = 256
const LONGEST_DESCRIPTION = 5000
const MOST_VALUES = 50

const SEVERITIES = ['Informational', 'Low', 'Medium', 'High']

/** The services write them differently: low, Low. */
const severityOf = (text: string | undefined): string | undefined => SEVERITIES.find((s) => s.toLowerCase() === text?.toLowerCase())

export interface Wording {
  readonly title: string
  readonly description: string
  readonly severity: string | undefined
  readonly tactics: readonly string[]
  readonly properties: Readonly<Record<string, string>>
}

/** A text with `{{Column}}` in it, filled from a row. A name that is no column stays as it is. */
const filled = (format: string, result: QueryResult, row: Row | undefined): string =>
  format.replace(/\{\{\s*([^{}]+?)\s*\}\}/g, (written, name: string) => {
    const read = columnOf(result, name)
    return read ? cellText(row && read(row)) : written
  })

/** The value of the column that a key names; '' where there is none. */
const named = (override: unknown, key: string, result: QueryResult, row: Row | undefined): unknown => {
  const read = columnOf(result, textAt(override, key) ?? '')
  return read && row ? read(row) : undefined
}

/** Names of tactics: a list, the JSON text of one, or one text with commas. */
const tacticsIn = (value: unknown): readonly string[] => {
  if (Array.isArray(value)) return value.map(cellText).filter(Boolean)
  return cellText(value)
    .split(',')
    .map((tactic) => tactic.replace(/^[\s["]+|[\s\]"]+$/g, ''))
    .filter(Boolean)
}

const propertiesOf = (override: unknown, result: QueryResult, row: Row | undefined): Record<string, string> =>
  Object.fromEntries(
    listOf(valueAt(override, 'alertDynamicProperties')).flatMap((property) => {
      const name = textAt(property, 'alertProperty')
      const read = columnOf(result, textAt(property, 'value') ?? '')
      const value = cellText(read && row && read(row))
      return name === undefined || value === '' ? [] : [[name, value] as const]
    }),
  )

/** A function from the first of an alert's rows, which decides where rows differ, to what the alert says. */
export const wordingOf = (rule: Rule, result: QueryResult): ((row: Row | undefined) => Wording) => {
  const override = rule.alertDetailsOverride
  const template = valueAt(rule.data, 'detectionAction', 'alertTemplate')
  const titleFormat = textAt(override, 'alertDisplayNameFormat') ?? textAt(template, 'title') ?? rule.name
  const descriptionFormat = textAt(override, 'alertDescriptionFormat') ?? rule.description ?? ''
  return (row) => {
    const tactics = tacticsIn(named(override, 'alertTacticsColumnName', result, row))
    return {
      title: filled(titleFormat, result, row).slice(0, LONGEST_TITLE),
      description: filled(descriptionFormat, result, row).trim().slice(0, LONGEST_DESCRIPTION),
      severity: severityOf(cellText(named(override, 'alertSeverityColumnName', result, row))) ?? severityOf(rule.severity) ?? rule.severity,
      tactics: tactics.length > 0 ? tactics : rule.tactics,
      properties: propertiesOf(override, result, row),
    }
  }
}

/** Name of a custom detail → column: a mapping, or a list of pairs. */
const detailColumns = (rule: Rule): readonly (readonly [string, string])[] => {
  const details = rule.customDetails ?? valueAt(rule.data, 'detectionAction', 'alertTemplate', 'customDetails')
  if (isData(details))
    return Object.entries(details).flatMap(([key, column]) => (typeof column === 'string' ? [[key, column] as const] : []))
  return listOf(details).flatMap((pair) => {
    const [key, column] = [textAt(pair, 'key'), textAt(pair, 'value')]
    return key === undefined || column === undefined ? [] : [[key, column] as const]
  })
}

/** A function from rows to the distinct values of each custom detail, in the order of the rows. */
export const detailFinder = (rule: Rule, result: QueryResult): ((rows: readonly Row[]) => Record<string, readonly string[]>) => {
  const reads = detailColumns(rule).flatMap(([key, column]) => {
    const read = columnOf(result, column)
    return read ? [{ key, read }] : []
  })
  return (rows) => Object.fromEntries(reads.map(({ key, read }) => [key, distinct(rows, read)]))
}

const distinct = (rows: readonly Row[], read: (row: Row) => unknown): readonly string[] => {
  const values = new Set<string>()
  for (const row of rows) {
    const value = cellText(read(row))
    if (value !== '') values.add(value)
    if (values.size === MOST_VALUES) break
  }
  return [...values]
}
