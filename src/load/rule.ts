/** A detection rule or hunting query: what its file says, as plain data, and where in the file its query stands. */
import type { Diagnostic, Origin, Position, Source, Span } from '../text/index.ts'
import { messages, nearest } from '../text/index.ts'
import type { YamlDocument } from './document.ts'

/**
 * `Scheduled` and `NRT` are Sentinel's analytic rules, `CustomDetection` Defender XDR's; `Exploration` is the old form with capitalised
 * keys; `Query` is a file of plain KQL.
 */
export type RuleKind = 'Scheduled' | 'NRT' | 'Hunting' | 'CustomDetection' | 'Exploration' | 'Query'

export interface Rule extends Origin {
  readonly path: string
  /** The document's place among those of its file, from 0. */
  readonly document: number
  readonly kind: RuleKind
  readonly id: string | undefined
  /** As the rule says, else the file's name without its ending. */
  readonly name: string
  readonly description: string | undefined
  readonly severity: string | undefined
  readonly tactics: readonly string[]
  readonly techniques: readonly string[]
  /** As written: `1h`, `PT1H`; of a custom detection its schedule's period. */
  readonly queryFrequency: string | undefined
  readonly queryPeriod: string | undefined
  readonly triggerOperator: string | undefined
  readonly triggerThreshold: number | undefined
  /** As written, undefined where absent. */
  readonly entityMappings: unknown
  readonly customDetails: unknown
  readonly alertDetailsOverride: unknown
  readonly eventGroupingSettings: unknown
  /** All that the file says, unknown keys too; empty for plain KQL. */
  readonly data: Readonly<Record<string, unknown>>
  readonly query: string
  /** The file. */
  readonly source: Source
  /** For an offset in the query's text: its offset in the file. */
  sourceOffset(offset: number): number
  /** For an offset in the query's text: its line and column in the file, both from 1. */
  position(offset: number): Position
  /** Where in the file the value at `path` of `data` stands; where there is none, its nearest ancestor. */
  locate(path: readonly (string | number)[]): Span
  /** Where a key of `data` itself stands. */
  locateKey(key: string): Span
}

/** The rule, or why there is none; neither where the document is something else than a rule. Spans count in the file. */
export type RuleOrFault = { readonly rule: Rule } | { readonly fault: Diagnostic } | undefined

type Data = Readonly<Record<string, unknown>>

/** Rules of these kinds are Microsoft's own detections: there is no query to write. */
const KINDS_WITHOUT_QUERY: ReadonlySet<string> = new Set([
  'fusion',
  'mlbehavioranalytics',
  'microsoftsecurityincidentcreation',
  'threatintelligence',
])

/** Two of these keys make a document a rule even where its query is missing. */
const RULE_KEYS: ReadonlySet<string> = new Set([
  'id',
  'name',
  'displayname',
  'severity',
  'tactics',
  'relevanttechniques',
  'requireddataconnectors',
  'queryfrequency',
  'queryperiod',
  'triggeroperator',
  'triggerthreshold',
  'entitymappings',
  'detectionaction',
])

const isData = (value: unknown): value is Data => typeof value === 'object' && value !== null && !Array.isArray(value)

/** The key as it is written in the data: exactly, else in other case (the old form writes `Id`, `Query`). */
const keyOf = (data: Data, key: string): string | undefined =>
  key in data ? key : Object.keys(data).find((k) => k.toLowerCase() === key.toLowerCase())

const get = (data: Data, ...path: readonly string[]): unknown => {
  let value: unknown = data
  for (const step of path) {
    const key = isData(value) ? keyOf(value, step) : undefined
    if (!isData(value) || key === undefined) return undefined
    value = value[key]
  }
  return value
}

/** The first of several values that is text or a number, as text. */
const text = (...values: readonly unknown[]): string | undefined => {
  const found = values.find((v) => typeof v === 'string' || typeof v === 'number')
  return found === undefined ? undefined : String(found)
}

/** A list of names: a sequence, or one text with commas. */
const names = (...values: readonly unknown[]): readonly string[] => {
  const value = values.find((v) => v !== undefined && v !== null)
  if (Array.isArray(value)) return value.filter((v) => typeof v === 'string' || typeof v === 'number').map(String)
  if (typeof value !== 'string') return []
  return value
    .split(',')
    .map((v) => v.trim())
    .filter(Boolean)
}

const kindOf = (data: Data): RuleKind => {
  const kind = text(get(data, 'kind'))?.toLowerCase()
  if (get(data, 'queryCondition') !== undefined) return 'CustomDetection'
  if (kind === 'nrt') return 'NRT'
  if (kind === 'scheduled') return 'Scheduled'
  if (get(data, 'inputEntityType') !== undefined) return 'Exploration'
  return get(data, 'queryFrequency') !== undefined || get(data, 'triggerOperator') !== undefined ? 'Scheduled' : 'Hunting'
}

const fileName = (path: string): string => path.replace(/^.*[/\\]/, '').replace(/\.[^.]+$/, '')

/** Where the query stands in the data, if it does. */
const queryPath = (data: Data): readonly string[] | undefined => {
  const condition = keyOf(data, 'queryCondition')
  if (condition !== undefined && isData(data[condition])) {
    const key = keyOf(data[condition], 'queryText')
    if (key !== undefined) return [condition, key]
  }
  const key = keyOf(data, 'query')
  return key === undefined ? undefined : [key]
}

/** A rule from a YAML document. */
export const ruleFrom = (document: YamlDocument): RuleOrFault => {
  const { data, source } = document
  if (!isData(data)) return undefined
  const path = queryPath(data)
  if (!path) {
    const keys = Object.keys(data)
    if (get(data, 'functionQuery') !== undefined || keys.filter((k) => RULE_KEYS.has(k.toLowerCase())).length < 2) return undefined
    const kind = text(get(data, 'kind'))
    if (kind !== undefined && KINDS_WITHOUT_QUERY.has(kind.toLowerCase()))
      return { fault: messages.noQueryKind(document.locate(['kind']), kind) }
    const strange = keys.filter((k) => !RULE_KEYS.has(k.toLowerCase()))
    const near = nearest('query', strange)
    const place = near ?? keyOf(data, 'queryCondition')
    return { fault: messages.missingQuery(document.locateKey(place), near) }
  }
  const query = get(data, ...path)
  if (typeof query !== 'string') return { fault: messages.notText(document.locate(path), path.join('.')) }
  if (query.trim() === '') return { fault: messages.emptyQuery(document.locate(path)) }
  let offsets: Uint32Array | undefined
  const sourceOffset = (offset: number): number => {
    offsets ??= document.offsets(path, query)
    return offsets[Math.min(Math.max(offset, 0), query.length)] ?? 0
  }
  const template = ['detectionAction', 'alertTemplate'] as const
  const threshold = get(data, 'triggerThreshold')
  const rule: Rule = {
    path: source.path,
    document: document.index,
    kind: kindOf(data),
    id: text(get(data, 'id')),
    name: text(get(data, 'name'), get(data, 'displayName'), get(data, ...template, 'title')) ?? fileName(source.path),
    description: text(get(data, 'description'), get(data, ...template, 'description')),
    severity: text(get(data, 'severity'), get(data, ...template, 'severity')),
    tactics: names(get(data, 'tactics'), get(data, ...template, 'category')),
    techniques: names(get(data, 'relevantTechniques'), get(data, 'techniques'), get(data, ...template, 'mitreTechniques')),
    queryFrequency: text(get(data, 'queryFrequency'), get(data, 'schedule', 'period')),
    queryPeriod: text(get(data, 'queryPeriod')),
    triggerOperator: text(get(data, 'triggerOperator')),
    triggerThreshold: typeof threshold === 'number' ? threshold : undefined,
    entityMappings: get(data, 'entityMappings'),
    customDetails: get(data, 'customDetails'),
    alertDetailsOverride: get(data, 'alertDetailsOverride'),
    eventGroupingSettings: get(data, 'eventGroupingSettings'),
    data,
    query,
    source,
    sourceOffset,
    position: (offset) => source.position(sourceOffset(offset)),
    locate: (at) => document.locate(at),
    locateKey: (key) => document.locateKey(key),
  }
  return { rule }
}

/** A rule from a file of plain KQL. */
export const ruleFromQuery = (source: Source): RuleOrFault => {
  if (source.text.trim() === '') return { fault: messages.emptyQuery({ start: 0, end: 0 }) }
  const rule: Rule = {
    path: source.path,
    document: 0,
    kind: 'Query',
    id: undefined,
    name: fileName(source.path),
    description: undefined,
    severity: undefined,
    tactics: [],
    techniques: [],
    queryFrequency: undefined,
    queryPeriod: undefined,
    triggerOperator: undefined,
    triggerThreshold: undefined,
    entityMappings: undefined,
    customDetails: undefined,
    alertDetailsOverride: undefined,
    eventGroupingSettings: undefined,
    data: {},
    query: source.text,
    source,
    sourceOffset: (offset) => offset,
    position: (offset) => source.position(offset),
    locate: () => ({ start: 0, end: 0 }),
    locateKey: () => ({ start: 0, end: 0 }),
  }
  return { rule }
}
