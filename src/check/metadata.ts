/** Checks of what a rule says of itself, as Sentinel's and Defender's references ask for it. */
import type { Rule } from '../load/index.ts'
import { type Diagnostic, messages } from '../text/index.ts'
import { TACTICS, tacticsOf } from './attack.ts'
import { missingKeys } from './keys.ts'
import { checkMappings } from './mappings.ts'
import { oneOf } from './one-of.ts'
import { checkSchedule } from './schedule.ts'

/** One check: what is wrong with a rule by itself. */
type Check = (rule: Rule) => readonly Diagnostic[]

const GUID = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i
const isSentinel = (rule: Rule): boolean => rule.kind === 'Scheduled' || rule.kind === 'NRT'

const identity: Check = (rule) =>
  rule.id === undefined || rule.kind === 'CustomDetection' || GUID.test(rule.id) ? [] : [messages.idNoGuid(rule.locate(['id']), rule.id)]

/** Kinds of Sentinel's rules; the others than the first two have no query. */
const KINDS = ['Scheduled', 'NRT', 'Fusion', 'MLBehaviorAnalytics', 'MicrosoftSecurityIncidentCreation', 'ThreatIntelligence']
const kind: Check = (rule) => {
  const { kind: written } = rule.data
  if (typeof written !== 'string' || rule.kind === 'CustomDetection' || rule.kind === 'Exploration') return []
  return KINDS.some((k) => k.toLowerCase() === written.toLowerCase()) ? [] : oneOf(rule.locate(['kind']), 'kind', written, KINDS)
}

/** The services' limits, in characters. Source: the references of rules and of alert details. */
const LENGTHS = { name: 256, description: 5000, query: 10_000 } as const

const lengths: Check = (rule) =>
  isSentinel(rule)
    ? (['name', 'description', 'query'] as const).flatMap((key) => {
        const { length } = rule[key] ?? ''
        return length > LENGTHS[key] ? [messages.tooLong(rule.locate([key]), `'${key}'`, length, LENGTHS[key])] : []
      })
    : []

const SEVERITIES = ['Informational', 'Low', 'Medium', 'High']
const TEMPLATE = ['detectionAction', 'alertTemplate'] as const

const severity: Check = (rule) => {
  if (rule.severity === undefined) return []
  if (isSentinel(rule)) return oneOf(rule.locate(['severity']), 'severity', rule.severity, SEVERITIES)
  if (rule.kind !== 'CustomDetection') return []
  const known = SEVERITIES.map((s) => s.toLowerCase())
  return known.includes(rule.severity.toLowerCase()) ? [] : oneOf(rule.locate([...TEMPLATE, 'severity']), 'severity', rule.severity, known)
}

const tactics: Check = (rule) =>
  // Defender's category is a tactic, or one of its own such as Malware.
  isSentinel(rule) || rule.kind === 'Hunting'
    ? rule.tactics.flatMap((t, i) => oneOf(rule.locate(['tactics', i]), 'a tactic', t, Object.keys(TACTICS), isSentinel(rule)))
    : []

/** ATT&CK for ICS numbers its techniques so; kqlc knows those of ATT&CK for Enterprise. */
const ICS = /^T0\d{3}$/

const techniquesAt = (rule: Rule): readonly string[] => {
  if (rule.kind === 'CustomDetection') return [...TEMPLATE, 'mitreTechniques']
  return rule.data.relevantTechniques === undefined ? ['techniques'] : ['relevantTechniques']
}

const techniques: Check = (rule) => {
  const own = rule.tactics.map((t) => TACTICS[t])
  return rule.techniques.flatMap((id, i) => {
    if (ICS.test(id)) return []
    const at = rule.locate([...techniquesAt(rule), i])
    const belongs = tacticsOf(id)
    if (!belongs) return [messages.unknownTechnique(at, id)]
    // A tactic that isn't known is a finding of its own.
    const comparable = own.length > 0 && own.every((t) => t !== undefined)
    return !comparable || belongs.some((t) => own.includes(t)) ? [] : [messages.tacticMissing(at, id, belongs)]
  })
}

const version: Check = (rule) => {
  if (rule.data.version === undefined) return []
  // YAML reads 1.0 as the number 1.
  const at = rule.locate(['version'])
  const text = typeof rule.data.version === 'string' ? rule.data.version : rule.source.text.slice(at.start, at.end)
  return /^\d+\.\d+\.\d+$/.test(text) ? [] : [messages.badVersion(at, text)]
}

const CHECKS: readonly Check[] = [
  missingKeys,
  identity,
  kind,
  lengths,
  severity,
  tactics,
  techniques,
  checkSchedule,
  version,
  checkMappings,
]

/** What is wrong with a rule's metadata; spans count in its file. Plain KQL has none. */
export const checkMetadata = (rule: Rule): readonly Diagnostic[] => (rule.kind === 'Query' ? [] : CHECKS.flatMap((check) => check(rule)))

/** Ids that several rules have, by rule: all but the first are told. */
export const checkIds = (rules: readonly Rule[]): ReadonlyMap<Rule, readonly Diagnostic[]> => {
  const first = new Map<string, Rule>()
  const found = new Map<Rule, Diagnostic[]>()
  for (const rule of rules) {
    const id = rule.id?.toLowerCase()
    if (id === undefined || rule.kind === 'Query') continue
    const other = first.get(id)
    if (other) found.set(rule, [messages.idTwice(rule.locate(['id']), rule.id ?? '', other.path)])
    else first.set(id, rule)
  }
  return found
}
