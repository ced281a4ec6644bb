/** Checks of what a rule says of itself, as Sentinel's and Defender's references ask for it. */
import type { Rule } from '../load/index.ts'
import { type Diagnostic, messages, nearest, type Span } from '../text/index.ts'
import { TACTICS, tacticsOf } from './attack.ts'
import { durationSeconds, showDuration } from './duration.ts'

/** One check: what is wrong with a rule by itself. */
type Check = (rule: Rule) => readonly Diagnostic[]

const GUID = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i
const isSentinel = (rule: Rule): boolean => rule.kind === 'Scheduled' || rule.kind === 'NRT'

const present = (value: unknown): boolean => value !== undefined && value !== null && value !== ''

/** Keys without which the service takes no rule of the kind. */
const REQUIRED: Readonly<Record<string, readonly string[]>> = {
  Scheduled: ['id', 'name', 'severity', 'queryFrequency', 'queryPeriod', 'triggerOperator', 'triggerThreshold'],
  NRT: ['id', 'name', 'severity'],
  Hunting: ['id', 'name'],
}

const required: Check = (rule) =>
  (REQUIRED[rule.kind] ?? []).filter((key) => !present(rule.data[key])).map((key) => messages.keyMissing(rule.locate([]), rule.kind, key))

const identity: Check = (rule) =>
  rule.id === undefined || rule.kind === 'CustomDetection' || GUID.test(rule.id) ? [] : [messages.idNoGuid(rule.locate(['id']), rule.id)]

const SEVERITIES = ['Informational', 'Low', 'Medium', 'High']
const severity: Check = (rule) =>
  isSentinel(rule) && rule.severity !== undefined ? oneOf(rule.locate(['severity']), 'severity', rule.severity, SEVERITIES) : []

const oneOf = (span: Span, what: string, value: string, known: readonly string[]): Diagnostic[] =>
  known.includes(value) ? [] : [messages.notOneOf(span, what, value, known, nearest(value, known))]

const tactics: Check = (rule) =>
  rule.kind === 'Exploration' ? [] : rule.tactics.flatMap((t, i) => oneOf(rule.locate(['tactics', i]), 'a tactic', t, Object.keys(TACTICS)))

/** ATT&CK for ICS numbers its techniques so; kqlc knows those of ATT&CK for Enterprise. */
const ICS = /^T0\d{3}$/

const techniques: Check = (rule) => {
  const own = rule.tactics.map((t) => TACTICS[t])
  return rule.techniques.flatMap((id, i) => {
    if (ICS.test(id)) return []
    const at = rule.locate(['relevantTechniques', i])
    const belongs = tacticsOf(id)
    if (!belongs) return [messages.unknownTechnique(at, id)]
    return own.length === 0 || belongs.some((t) => own.includes(t)) ? [] : [messages.tacticMissing(at, id, belongs)]
  })
}

/** The service runs a scheduled rule every 5 minutes to 14 days, over as much. */
const LEAST = 300
const MOST = 14 * 86_400

const schedule: Check = (rule) => {
  if (rule.kind !== 'Scheduled') return []
  const found: Diagnostic[] = []
  const seconds = (key: 'queryFrequency' | 'queryPeriod'): number | undefined => {
    const text = rule[key]
    if (text === undefined) return undefined
    const value = durationSeconds(text)
    if (value === undefined) found.push(messages.noDuration(rule.locate([key]), key, text))
    else if (value < LEAST || value > MOST)
      found.push(messages.durationOutside(rule.locate([key]), key, text, showDuration(LEAST), showDuration(MOST)))
    return value
  }
  const [frequency, period] = [seconds('queryFrequency'), seconds('queryPeriod')]
  if (frequency !== undefined && period !== undefined && period < frequency) {
    found.push(messages.periodTooShort(rule.locate(['queryPeriod']), showDuration(period), showDuration(frequency)))
  }
  return found
}

const OPERATORS = ['gt', 'lt', 'eq', 'ne', 'GreaterThan', 'LessThan', 'Equal', 'NotEqual']
const trigger: Check = (rule) => {
  if (rule.kind !== 'Scheduled') return []
  const { triggerOperator, triggerThreshold: threshold } = rule
  const operator =
    triggerOperator === undefined ? [] : oneOf(rule.locate(['triggerOperator']), 'triggerOperator', triggerOperator, OPERATORS)
  const fits = threshold === undefined || (Number.isInteger(threshold) && threshold >= 0 && threshold <= 10_000)
  return fits ? operator : [...operator, messages.thresholdOutside(rule.locate(['triggerThreshold']), String(threshold))]
}

const version: Check = (rule) => {
  const text = rule.data.version
  return text === undefined || /^\d+\.\d+\.\d+$/.test(String(text)) ? [] : [messages.badVersion(rule.locate(['version']), String(text))]
}

const CHECKS: readonly Check[] = [required, identity, severity, tactics, techniques, schedule, trigger, version]

/** What is wrong with a rule's metadata; spans count in its file. Plain KQL has none. */
export const checkMetadata = (rule: Rule): readonly Diagnostic[] => (rule.kind === 'Query' ? [] : CHECKS.flatMap((check) => check(rule)))

/** Ids that several rules have, by rule: all but the first are told. */
export const checkIds = (rules: readonly Rule[]): ReadonlyMap<Rule, Diagnostic> => {
  const first = new Map<string, Rule>()
  const found = new Map<Rule, Diagnostic>()
  for (const rule of rules) {
    const id = rule.id?.toLowerCase()
    if (id === undefined || rule.kind === 'Query') continue
    const other = first.get(id)
    if (other) found.set(rule, messages.idTwice(rule.locate(['id']), rule.id ?? '', other.path))
    else first.set(id, rule)
  }
  return found
}
