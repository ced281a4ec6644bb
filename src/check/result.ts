/** Checks of a rule against the columns of its query's result. */
import type { ResultColumn } from '../api.ts'
import type { Rule } from '../load/index.ts'
import { type Diagnostic, messages, nearest } from '../text/index.ts'

type Data = Readonly<Record<string, unknown>>
const isData = (value: unknown): value is Data => typeof value === 'object' && value !== null && !Array.isArray(value)
const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : [])

/** A column named at a place of the rule. */
interface Use {
  readonly path: readonly (string | number)[]
  readonly where: string
  readonly column: string
}

const entityUses = (rule: Rule): Use[] =>
  listOf(rule.entityMappings).flatMap((mapping, i) =>
    listOf(isData(mapping) ? mapping.fieldMappings : undefined).flatMap((f, j): Use[] =>
      isData(f) && typeof f.columnName === 'string'
        ? [{ path: ['entityMappings', i, 'fieldMappings', j, 'columnName'], where: 'an entity mapping', column: f.columnName }]
        : [],
    ),
  )

const detailUses = (rule: Rule): Use[] =>
  Object.entries(isData(rule.customDetails) ? rule.customDetails : {}).flatMap(([key, column]): Use[] =>
    typeof column === 'string' ? [{ path: ['customDetails', key], where: `the custom detail '${key}'`, column }] : [],
  )

/** `{{Column}}` in an alert's name and description, and the columns that give its severity and tactics. */
const overrideUses = (rule: Rule): Use[] =>
  Object.entries(isData(rule.alertDetailsOverride) ? rule.alertDetailsOverride : {}).flatMap(([key, value]): Use[] => {
    if (typeof value !== 'string') return []
    const path = ['alertDetailsOverride', key]
    if (/ColumnName$/.test(key)) return [{ path, where: `'${key}'`, column: value }]
    return [...value.matchAll(/\{\{\s*(\w+)\s*\}\}/g)].map((m) => ({ path, where: `'${key}'`, column: m[1] ?? '' }))
  })

const MOST_MAPPINGS = 10
const MOST_DETAILS = 20

/** A custom detection's result must say when, which record, and about whom. */
const DEFENDER: readonly { readonly columns: readonly string[]; readonly why: string }[] = [
  { columns: ['Timestamp', 'TimeGenerated'], why: 'the service dates the alert by it' },
  { columns: ['ReportId'], why: 'the service finds the record by it' },
]

/** What is wrong between a rule and its result's columns; spans count in the rule's file. */
export const checkResult = (rule: Rule, columns: readonly ResultColumn[]): readonly Diagnostic[] => {
  const names = columns.map((c) => c.name)
  const uses = [...entityUses(rule), ...detailUses(rule), ...overrideUses(rule)]
  const missing = uses
    .filter((u) => !names.includes(u.column))
    .map((u) => messages.noSuchResultColumn(rule.locate(u.path), u.where, u.column, nearest(u.column, names)))
  const mappings = listOf(rule.entityMappings).length
  const details = detailUses(rule).length
  return [
    ...missing,
    ...(mappings > MOST_MAPPINGS ? [messages.tooMany(rule.locate(['entityMappings']), 'entity mappings', mappings, MOST_MAPPINGS)] : []),
    ...(details > MOST_DETAILS ? [messages.tooMany(rule.locate(['customDetails']), 'custom details', details, MOST_DETAILS)] : []),
    ...(rule.kind === 'CustomDetection'
      ? DEFENDER.filter((d) => !d.columns.some((c) => names.includes(c))).map((d) =>
          messages.resultLacks(rule.locate([]), d.columns, d.why),
        )
      : []),
  ]
}
