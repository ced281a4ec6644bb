import { beforeEach, describe, expect, it, vi } from 'vitest'
import { KUSTO_TYPES } from '../../src/types/index.ts'

vi.mock('../../src/catalog/columns.ts', async (original) => {
  const actual = await original<typeof import('../../src/catalog/columns.ts')>()
  return { ...actual, decodeColumns: vi.fn(actual.decodeColumns) }
})

/** The module as it is before its first call: nothing read, nothing cached. */
const fresh = async () => {
  vi.resetModules()
  const { decodeColumns } = await import('../../src/catalog/columns.ts')
  return { ...(await import('../../src/catalog/index.ts')), decodeColumns: vi.mocked(decodeColumns) }
}

let catalog: Awaited<ReturnType<typeof fresh>>
beforeEach(async () => {
  catalog = await fresh()
  catalog.decodeColumns.mockClear()
})

const columnNames = (table: string) => catalog.builtinTable(table)?.columns.map((column) => column.name)
const typesOf = (table: string, ...names: string[]) =>
  names.map((name) => catalog.builtinTable(table)?.columns.find((column) => column.name === name)?.type)

describe('built-in tables', () => {
  it('keeps the column order and columns that differ by case alone', () => {
    const names = columnNames('CloudAppEvents')!
    expect(names).toHaveLength(47)
    expect(new Set(names).size).toBe(47)
    expect(names.slice(0, 6)).toEqual([
      'AccountDisplayName',
      'AccountId',
      'AccountObjectId',
      'AccountType',
      'ActionType',
      'ActivityObjects',
    ])
    expect(names.indexOf('ISP')).toBeGreaterThan(names.indexOf('IsExternalUser'))
    expect(names.indexOf('ISP')).toBeLessThan(names.indexOf('LastSeenForUser'))
    expect(names.at(-1)).toBe('Isp')
  })

  it('knows the types', () => {
    expect(typesOf('CloudAppEvents', 'Timestamp', 'ISP', 'RawEventData', 'IsAdminOperation', 'AppInstanceId')).toEqual([
      'datetime',
      'string',
      'dynamic',
      'bool',
      'int',
    ])
    expect(typesOf('SigninLogs', 'TimeGenerated', 'UserPrincipalName', 'DeviceDetail')).toEqual(['datetime', 'string', 'dynamic'])
    expect(typesOf('DeviceProcessEvents', 'ProcessId', 'ProcessCreationTime')).toEqual(['long', 'datetime'])
  })

  it.each(['NoSuchTable', 'cloudappevents', 'CloudAppEvent', '', '*', '#', 'TenantId', 'CloudAppEvents\tAccountDisplayName', '__proto__'])(
    'has no table %j',
    (name) => {
      expect(catalog.builtinTable(name)).toBeUndefined()
    },
  )

  it('decodes the asked table only, and once', () => {
    const table = catalog.builtinTable('SecurityEvent')
    expect(catalog.decodeColumns).toHaveBeenCalledTimes(2) // the standard columns and the table
    expect(catalog.builtinTable('SecurityEvent')).toBe(table)
    expect(catalog.decodeColumns).toHaveBeenCalledTimes(2)
    catalog.builtinTable('Syslog')
    expect(catalog.decodeColumns).toHaveBeenCalledTimes(3)
  })

  it('can list all names', () => {
    const names = catalog.builtinTableNames()
    expect(names).toHaveLength(1947)
    expect(names).toEqual([...names].sort())
    expect(new Set(names).size).toBe(names.length)
    expect(names).toContain('SigninLogs')
    expect(catalog.decodeColumns).not.toHaveBeenCalled()
  })

  it('holds well-formed tables only', () => {
    let columns = 0
    const malformed: string[] = []
    for (const name of catalog.builtinTableNames()) {
      const table = catalog.builtinTable(name)!
      const fine = table.columns.every((column) => KUSTO_TYPES.includes(column.type) && /^[A-Za-z_]\w*$/.test(column.name))
      const distinct = new Set(table.columns.map((column) => column.name)).size === table.columns.length
      if (table.name !== name || table.columns.length === 0 || !fine || !distinct) malformed.push(name)
      columns += table.columns.length
    }
    expect(malformed).toEqual([])
    expect(columns).toBe(68286)
  })
})
