/** What a rule says about the alerts that it makes, as far as it can be told without the query's result. */
import type { Rule } from '../load/index.ts'
import { type Diagnostic, messages, nearest } from '../text/index.ts'
import { durationSeconds } from './duration.ts'
import { ENTITIES } from './entities.ts'
import { oneOf } from './one-of.ts'

type Data = Readonly<Record<string, unknown>>
export const isData = (value: unknown): value is Data => typeof value === 'object' && value !== null && !Array.isArray(value)
export const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : [])
const present = (value: unknown): boolean => value !== undefined && value !== null

const MOST_MAPPINGS = 10
const MOST_IDENTIFIERS = 3
const MOST_DETAILS = 20
/** Of columns in an alert's name, and likewise in its description. */
const MOST_PLACEHOLDERS = 3

const entities = (rule: Rule): readonly Diagnostic[] => {
  const { entityMappings } = rule
  if (!present(entityMappings)) return []
  if (!Array.isArray(entityMappings)) return [messages.wrongShape(rule.locate(['entityMappings']), 'entityMappings', 'a list')]
  const many = entityMappings.length > MOST_MAPPINGS
  return [
    ...(many ? [messages.tooMany(rule.locate(['entityMappings']), 'entity mappings', entityMappings.length, MOST_MAPPINGS)] : []),
    ...entityMappings.flatMap((mapping: unknown, i) => entity(rule, mapping, i)),
  ]
}

const entity = (rule: Rule, mapping: unknown, i: number): readonly Diagnostic[] => {
  const at = (...path: readonly (string | number)[]) => rule.locate(['entityMappings', i, ...path])
  if (!isData(mapping)) return [messages.wrongShape(at(), 'an entity mapping', 'a mapping with entityType and fieldMappings')]
  const { entityType: type, fieldMappings: fields } = mapping
  if (typeof type !== 'string') return [messages.wrongShape(at(), 'an entity mapping', 'a mapping with entityType and fieldMappings')]
  const known = Object.hasOwn(ENTITIES, type) ? ENTITIES[type] : undefined
  // What the API compares without regard to case is no fault.
  const sameName = known ?? Object.entries(ENTITIES).find(([name]) => name.toLowerCase() === type.toLowerCase())?.[1]
  const found = sameName
    ? []
    : [messages.unknownEntity(at('entityType'), type, Object.keys(ENTITIES), nearest(type, Object.keys(ENTITIES)))]
  if (!Array.isArray(fields) || fields.length === 0)
    return [...found, messages.wrongShape(at('fieldMappings'), 'fieldMappings', 'a list of identifier and columnName')]
  const many = fields.length > MOST_IDENTIFIERS
  return [
    ...found,
    ...(many ? [messages.tooMany(at('fieldMappings'), 'identifiers of one entity', fields.length, MOST_IDENTIFIERS)] : []),
    ...fields.flatMap((field: unknown, j): Diagnostic[] => {
      if (!isData(field) || typeof field.identifier !== 'string' || typeof field.columnName !== 'string')
        return [messages.wrongShape(at('fieldMappings', j), 'a field mapping', 'a mapping with identifier and columnName')]
      const { identifier } = field
      if (!sameName || sameName.some((name) => name.toLowerCase() === identifier.toLowerCase())) return []
      return [messages.unknownIdentifier(at('fieldMappings', j, 'identifier'), type, identifier, sameName, nearest(identifier, sameName))]
    }),
  ]
}

const details = (rule: Rule): readonly Diagnostic[] => {
  const { customDetails } = rule
  if (!present(customDetails)) return []
  if (!isData(customDetails)) return [messages.wrongShape(rule.locate(['customDetails']), 'customDetails', 'a mapping of names to columns')]
  const entries = Object.entries(customDetails)
  return [
    ...(entries.length > MOST_DETAILS
      ? [messages.tooMany(rule.locate(['customDetails']), 'custom details', entries.length, MOST_DETAILS)]
      : []),
    ...entries.flatMap(([key, column]) =>
      typeof column === 'string'
        ? []
        : [messages.wrongShape(rule.locate(['customDetails', key]), `the custom detail '${key}'`, 'the name of a column')],
    ),
  ]
}

/** What may be overridden, and the alert's properties that a column can fill. */
const OVERRIDES = [
  ...['alertDisplayNameFormat', 'alertDescriptionFormat', 'alertSeverityColumnName', 'alertTacticsColumnName', 'alertDynamicProperties'],
]
const PROPERTIES = [
  ...['AlertLink', 'ConfidenceLevel', 'ConfidenceScore', 'ExtendedLinks', 'ProductComponentName', 'ProductName', 'ProviderName'],
  ...['RemediationSteps', 'Techniques', 'SubTechniques'],
]
const FORMATS = { alertDisplayNameFormat: 256, alertDescriptionFormat: 5000 } as const

/** The columns that a text names as `{{Column}}`. */
export const placeholders = (text: string): string[] => [...text.matchAll(/\{\{\s*([^{}]*?)\s*\}\}/g)].map((m) => m[1] ?? '')

const overrides = (rule: Rule): readonly Diagnostic[] => {
  const { alertDetailsOverride: given } = rule
  if (!isData(given)) return []
  const at = (...path: readonly (string | number)[]) => rule.locate(['alertDetailsOverride', ...path])
  return [
    ...Object.keys(given).flatMap((key) => oneOf(at(key), 'a key of alertDetailsOverride', key, OVERRIDES)),
    ...Object.entries(FORMATS).flatMap(([key, most]) => {
      const text = given[key]
      if (typeof text !== 'string') return []
      const names = new Set(placeholders(text))
      return [
        ...(text.length > most ? [messages.tooLong(at(key), `'${key}'`, text.length, most)] : []),
        ...(names.size > MOST_PLACEHOLDERS ? [messages.tooManyPlaceholders(at(key), key, names.size, MOST_PLACEHOLDERS)] : []),
      ]
    }),
    ...listOf(given.alertDynamicProperties).flatMap((item, i) =>
      isData(item) && typeof item.alertProperty === 'string'
        ? oneOf(at('alertDynamicProperties', i, 'alertProperty'), 'alertProperty', item.alertProperty, PROPERTIES)
        : [],
    ),
  ]
}

const grouping = (rule: Rule): readonly Diagnostic[] => {
  const events = rule.eventGroupingSettings
  const kind = isData(events) ? events.aggregationKind : undefined
  const incident = isData(rule.data.incidentConfiguration) ? rule.data.incidentConfiguration : {}
  const group = isData(incident.groupingConfiguration) ? incident.groupingConfiguration : {}
  const at = (...path: readonly (string | number)[]) => rule.locate(['incidentConfiguration', 'groupingConfiguration', ...path])
  const { matchingMethod: method, lookbackDuration: lookback } = group
  const mapped = new Set(listOf(rule.entityMappings).flatMap((m) => (isData(m) ? [String(m.entityType).toLowerCase()] : [])))
  return [
    ...(typeof kind === 'string'
      ? oneOf(rule.locate(['eventGroupingSettings', 'aggregationKind']), 'aggregationKind', kind, ['SingleAlert', 'AlertPerResult'])
      : []),
    ...(typeof method === 'string' ? oneOf(at('matchingMethod'), 'matchingMethod', method, ['AllEntities', 'AnyAlert', 'Selected']) : []),
    ...(typeof lookback === 'string' && durationSeconds(lookback) === undefined
      ? [messages.noDuration(at('lookbackDuration'), 'lookbackDuration', lookback)]
      : []),
    ...(method === 'Selected' ? listOf(group.groupByEntities) : []).flatMap((name, i) =>
      typeof name === 'string' && !mapped.has(name.toLowerCase()) ? [messages.notMapped(at('groupByEntities', i), name)] : [],
    ),
  ]
}

/** What is wrong with a rule's mappings to alerts; spans count in its file. */
export const checkMappings = (rule: Rule): readonly Diagnostic[] => {
  if (rule.kind === 'Scheduled' || rule.kind === 'NRT') return [...entities(rule), ...details(rule), ...overrides(rule), ...grouping(rule)]
  return rule.kind === 'Hunting' ? entities(rule) : []
}
