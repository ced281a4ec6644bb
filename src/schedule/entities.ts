/** Entities of alerts: from the rows of a result, by what the rule says of its columns. */
import type { QueryResult } from '../api.ts'
import type { Rule } from '../load/index.ts'
import { cellText, columnOf, looseColumnOf } from './cell.ts'
import { isData, listOf, textAt, valueAt } from './data.ts'
import type { Entity } from './types.ts'

/** The service keeps so many entities of an alert, the same share of each mapping. */
const MOST_ENTITIES = 500

type Row = readonly unknown[]
/** The entities that one mapping finds in a row. */
type Find = (row: Row) => readonly Entity[]

/** An entity by its identifiers; one without any is none. */
const entity = (type: string, identifiers: Readonly<Record<string, string>>): readonly Entity[] => {
  const filled = Object.entries(identifiers).filter(([, value]) => value !== '')
  return filled.length === 0 ? [] : [{ type, identifiers: Object.fromEntries(filled) }]
}

/** `entityMappings`: a type, and for each of its identifiers a column. */
const mapped = (rule: Rule, result: QueryResult): readonly Find[] =>
  listOf(rule.entityMappings).flatMap((mapping): Find[] => {
    const type = textAt(mapping, 'entityType')
    const fields = listOf(valueAt(mapping, 'fieldMappings')).flatMap((field) => {
      const identifier = textAt(field, 'identifier')
      const read = columnOf(result, textAt(field, 'columnName') ?? '')
      return identifier !== undefined && read ? [{ identifier, read }] : []
    })
    if (type === undefined || fields.length === 0) return []
    return [(row) => entity(type, Object.fromEntries(fields.map(({ identifier, read }) => [identifier, cellText(read(row))])))]
  })

/** `sentinelEntitiesMappings`: columns that hold lists of entities, as SecurityAlert's Entities does. */
const listed = (rule: Rule, result: QueryResult): readonly Find[] =>
  listOf(rule.data.sentinelEntitiesMappings).flatMap((mapping): Find[] => {
    const read = columnOf(result, textAt(mapping, 'columnName') ?? '')
    return read ? [(row) => entitiesIn(read(row))] : []
  })

const parsed = (value: unknown): unknown => {
  if (typeof value !== 'string') return value
  try {
    return JSON.parse(value)
  } catch {
    return undefined
  }
}

/** What isn't a value of an entity itself: its type, its number in the list and references to others. */
const NO_IDENTIFIER = /^(?:\$|Type$)/

const entitiesIn = (value: unknown): readonly Entity[] => {
  const items = parsed(value)
  return (Array.isArray(items) ? items : [items]).flatMap((item: unknown) => {
    const type = textAt(item, 'Type')
    if (type === undefined || !isData(item)) return []
    const plain = Object.entries(item).filter(([key, v]) => !NO_IDENTIFIER.test(key) && (typeof v !== 'object' || v === null))
    return entity(type, Object.fromEntries(plain.map(([key, v]) => [key, cellText(v)])))
  })
}

const ASSETS: Readonly<Record<string, string>> = { device: 'Device', user: 'User', mailbox: 'Mailbox' }

/** `impactedAssets` of a custom detection: a kind of asset, and the column that identifies it. */
const impacted = (rule: Rule, result: QueryResult): readonly Find[] =>
  listOf(valueAt(rule.data, 'detectionAction', 'alertTemplate', 'impactedAssets')).flatMap((asset): Find[] => {
    const written = textAt(asset, '@odata.type') ?? textAt(asset, 'type') ?? ''
    const kind = /(device|user|mailbox)(?:asset)?$/i.exec(written)?.[1]?.toLowerCase() ?? ''
    const identifier = textAt(asset, 'identifier') ?? ''
    const read = looseColumnOf(result, identifier)
    return read ? [(row) => entity(ASSETS[kind] ?? 'Asset', { [identifier]: cellText(read(row)) })] : []
  })

/** Tells entities apart, whatever the order of their identifiers. */
export const entityKey = ({ type, identifiers }: Entity): string => JSON.stringify([type, Object.entries(identifiers).sort()])

/**
 * A function from rows to their distinct entities, in the order in which they are found. Each mapping of the rule yields no more than its
 * share of the 500 that the service keeps.
 */
export const entityFinder = (rule: Rule, result: QueryResult): ((rows: readonly Row[]) => readonly Entity[]) => {
  const finds = [...mapped(rule, result), ...listed(rule, result), ...impacted(rule, result)]
  const share = Math.floor(MOST_ENTITIES / Math.max(finds.length, 1))
  return (rows) => {
    const found = new Map<string, Entity>()
    const counts = finds.map(() => 0)
    for (const row of rows) {
      for (const [i, find] of finds.entries()) {
        for (const one of find(row)) {
          const key = entityKey(one)
          if (found.has(key) || (counts[i] as number) >= share) continue
          counts[i] = (counts[i] as number) + 1
          found.set(key, one)
        }
      }
    }
    return [...found.values()]
  }
}
