/** Checks of a rule against the columns of its query's result. */
import type { ResultColumn } from '../api.ts'
import { builtinTable } from '../catalog/index.ts'
import type { Rule } from '../load/index.ts'
import { type Diagnostic, messages, nearest } from '../text/index.ts'
import { ASSETS, isUnfit } from './entities.ts'
import { isData, listOf, placeholders } from './mappings.ts'

/** A column named at a place of the rule. */
interface Use {
  readonly path: readonly (string | number)[]
  readonly where: string
  readonly column: string
  /** The identifier of an entity that the column is to fill. */
  readonly identifier?: string
}

const entityUses = (rule: Rule): Use[] =>
  listOf(rule.entityMappings).flatMap((mapping, i) =>
    listOf(isData(mapping) ? mapping.fieldMappings : undefined).flatMap((f, j): Use[] =>
      isData(f) && typeof f.columnName === 'string'
        ? [
            {
              path: ['entityMappings', i, 'fieldMappings', j, 'columnName'],
              where: 'an entity mapping',
              column: f.columnName,
              ...(typeof f.identifier === 'string' ? { identifier: f.identifier } : {}),
            },
          ]
        : [],
    ),
  )

const wholeEntityUses = (rule: Rule): Use[] =>
  listOf(rule.data.sentinelEntitiesMappings).flatMap((m, i): Use[] =>
    isData(m) && typeof m.columnName === 'string'
      ? [{ path: ['sentinelEntitiesMappings', i, 'columnName'], where: 'a mapping of entities', column: m.columnName }]
      : [],
  )

const detailUses = (rule: Rule): Use[] =>
  Object.entries(isData(rule.customDetails) ? rule.customDetails : {}).flatMap(([key, column]): Use[] =>
    typeof column === 'string' ? [{ path: ['customDetails', key], where: `the custom detail '${key}'`, column }] : [],
  )

/** `{{Column}}` in an alert's name and description, and the columns that give its severity, tactics and other properties. */
const overrideUses = (rule: Rule): Use[] =>
  Object.entries(isData(rule.alertDetailsOverride) ? rule.alertDetailsOverride : {}).flatMap(([key, value]): Use[] => {
    const path = ['alertDetailsOverride', key]
    if (key === 'alertDynamicProperties') {
      return listOf(value).flatMap((p, i): Use[] =>
        isData(p) && typeof p.value === 'string'
          ? [{ path: [...path, i, 'value'], where: 'a property of the alert', column: p.value }]
          : [],
      )
    }
    if (typeof value !== 'string' || value === '') return []
    if (/ColumnName$/.test(key)) return [{ path, where: `'${key}'`, column: value }]
    return placeholders(value).map((column) => ({ path, where: `'${key}'`, column }))
  })

/** Who or what a custom detection is about: the API names the column with a small letter in front. */
const assetUses = (rule: Rule): Use[] => {
  const action = isData(rule.data.detectionAction) ? rule.data.detectionAction : {}
  const template = isData(action.alertTemplate) ? action.alertTemplate : {}
  return listOf(template.impactedAssets).flatMap((asset, i): Use[] => {
    const identifier = isData(asset) ? asset.identifier : undefined
    if (typeof identifier !== 'string' || !ASSETS.has(identifier)) return []
    const column = `${identifier.slice(0, 1).toUpperCase()}${identifier.slice(1)}`
    return [{ path: ['detectionAction', 'alertTemplate', 'impactedAssets', i, 'identifier'], where: 'an impacted asset', column }]
  })
}

/** Columns that tell whom or what an alert of Defender is about. Source: "Create custom detection rules". */
const IMPACTED = [
  ...['DeviceId', 'DeviceName', 'RemoteDeviceName', 'RecipientEmailAddress', 'SenderFromAddress', 'SenderMailFromAddress'],
  ...['SenderObjectId', 'RecipientObjectId', 'AccountObjectId', 'AccountSid', 'AccountUpn', 'InitiatingProcessAccountSid'],
  ...['InitiatingProcessAccountUpn', 'InitiatingProcessAccountObjectId'],
]

/** What the result of a custom detection needs: when, which record, about whom. Only tables that have a record's id can give it. */
const defenderNeeds = (rule: Rule, names: readonly string[], tables: readonly string[]): readonly Diagnostic[] => {
  const has = (name: string): boolean =>
    tables.length > 0 && tables.every((t) => builtinTable(t)?.columns.some((c) => c.name === name) ?? false)
  const devices = tables.length > 0 && tables.every((t) => /^Device(?!Tvm)/.test(t))
  const needs = [
    { columns: ['Timestamp', 'TimeGenerated'], why: 'the service dates the alert by it', asked: true },
    { columns: ['ReportId'], why: 'the service finds the record by it', asked: has('ReportId') },
    {
      columns: ['DeviceId'],
      why: 'the service finds records of device tables by it, ReportId and Timestamp',
      asked: devices && has('DeviceId'),
    },
    { columns: IMPACTED, why: 'an alert is about a device, a mailbox or an account', asked: true },
  ]
  return needs
    .filter((n) => n.asked && !n.columns.some((c) => names.includes(c)))
    .map((n) => messages.resultLacks(rule.locate(['queryCondition', 'queryText']), n.columns, n.why))
}

/**
 * What is wrong between a rule and its result's columns; spans count in the rule's file. `tables` are those that the query reads;
 * without `isWhole` there may be further columns.
 */
export const checkResult = (
  rule: Rule,
  columns: readonly ResultColumn[],
  tables: readonly string[],
  isWhole = true,
): readonly Diagnostic[] => {
  const names = columns.map((c) => c.name)
  const uses = [...entityUses(rule), ...wholeEntityUses(rule), ...detailUses(rule), ...overrideUses(rule), ...assetUses(rule)]
  return [
    ...uses.flatMap((u) => {
      const column = columns.find((c) => c.name === u.column)
      if (!column && !isWhole) return []
      if (!column) return [messages.noSuchResultColumn(rule.locate(u.path), u.where, u.column, names, nearest(u.column, names))]
      return u.identifier !== undefined && isUnfit(u.identifier, column.type)
        ? [messages.unfitType(rule.locate(u.path), u.identifier, u.column, column.type)]
        : []
    }),
    ...(rule.kind === 'CustomDetection' && isWhole ? defenderNeeds(rule, names, tables) : []),
  ]
}
