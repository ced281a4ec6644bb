/** Keys that a rule's file may have, by kind, and which of them the service can't do without. */
import type { Rule, RuleKind } from '../load/index.ts'
import { type Diagnostic, messages, nearest } from '../text/index.ts'

const COMMON = [
  'id',
  'name',
  'description',
  'description-detailed',
  'version',
  'tags',
  'metadata',
  'query',
  'tactics',
  'relevantTechniques',
]
const ANALYTIC = [
  ...COMMON,
  ...['kind', 'displayName', 'severity', 'status', 'enabled', 'requiredDataConnectors', 'techniques', 'subTechniques', 'entityMappings'],
  ...['customDetails', 'alertDetailsOverride', 'eventGroupingSettings', 'incidentConfiguration', 'sentinelEntitiesMappings'],
  ...['suppressionDuration', 'suppressionEnabled', 'alertRuleTemplateName', 'templateVersion', 'previousVersion', 'queryFrequency'],
  ...['queryPeriod', 'triggerOperator', 'triggerThreshold', 'startTimeUtc'],
]

/** Keys by kind; what plain KQL has is no key. */
export const KNOWN_KEYS: Readonly<Record<RuleKind, readonly string[]>> = {
  Scheduled: ANALYTIC,
  NRT: ANALYTIC,
  // Hunting queries are written from the same template as rules.
  Hunting: ANALYTIC,
  CustomDetection: [
    ...['id', 'detectorId', 'displayName', 'isEnabled', 'createdBy', 'createdDateTime', 'lastModifiedBy', 'lastModifiedDateTime'],
    ...['queryCondition', 'schedule', 'lastRunDetails', 'detectionAction', 'description', 'version', 'tags', 'metadata', 'kind', 'name'],
  ],
  Exploration: [
    ...['Id', 'DisplayName', 'Description', 'InputEntityType', 'InputFields', 'OutputEntityTypes', 'QueryPeriodBefore', 'QueryPeriodAfter'],
    ...['DataSources', 'Tactics', 'query', 'Query', 'Techniques', 'RelevantTechniques', 'Version'],
  ],
  Query: [],
}

/** Keys that are not known, each told once for all rules: they are kept as they are. By the rule that has them first. */
export const unknownKeys = (rules: readonly Rule[]): ReadonlyMap<Rule, readonly Diagnostic[]> => {
  const uses = new Map<string, Rule[]>()
  for (const rule of rules) {
    if (rule.kind === 'Query') continue
    const known = new Set(KNOWN_KEYS[rule.kind].map((k) => k.toLowerCase()))
    for (const key of Object.keys(rule.data)) if (!known.has(key.toLowerCase())) uses.set(key, [...(uses.get(key) ?? []), rule])
  }
  const found = new Map<Rule, Diagnostic[]>()
  for (const [key, [first, ...others]] of uses) {
    if (!first) continue
    const near = nearest(key, KNOWN_KEYS[first.kind])
    found.set(first, [...(found.get(first) ?? []), messages.unknownKey(first.locateKey(key), key, near, others.length)])
  }
  return found
}

/** Keys without which the service takes no rule of the kind, as paths. */
const REQUIRED: Readonly<Record<string, readonly (readonly string[])[]>> = {
  Scheduled: [['id'], ['name'], ['severity'], ['queryFrequency'], ['queryPeriod'], ['triggerOperator'], ['triggerThreshold']],
  NRT: [['id'], ['name'], ['severity']],
  Hunting: [['id'], ['name']],
  CustomDetection: [
    ['displayName'],
    ['schedule', 'period'],
    ['detectionAction', 'alertTemplate', 'title'],
    ['detectionAction', 'alertTemplate', 'severity'],
    ['detectionAction', 'alertTemplate', 'category'],
  ],
}

/** `displayName` is what the API calls `name`. */
const OTHER_NAMES: Readonly<Record<string, string>> = { name: 'displayName', displayName: 'name' }

const valueAt = (data: unknown, path: readonly string[]): unknown =>
  path.reduce<unknown>(
    (value, key) => (typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[key] : undefined),
    data,
  )

const isMissing = (value: unknown): boolean => value === undefined || value === null || value === ''

/** The required keys that a rule doesn't have. */
export const missingKeys = (rule: Rule): readonly Diagnostic[] =>
  (REQUIRED[rule.kind] ?? [])
    .filter((path) => {
      const other = path.length === 1 ? OTHER_NAMES[path[0] ?? ''] : undefined
      return isMissing(valueAt(rule.data, path)) && (other === undefined || isMissing(rule.data[other]))
    })
    .map((path) => messages.keyMissing(rule.locate(path), rule.kind, path.join('.')))
