import { expect, test } from 'vitest'
import { openEngine } from '../../src/index.ts'
import { inFolder } from '../load/folder.ts'

// Azure Monitor's page of the standard columns: Type is the name of the table that a record was taken from.
test('records of a workspace say in Type which table they are of, where their files do not', async () => {
  const files = {
    'Heartbeat.csv': 'TimeGenerated,Computer\n2026-01-05T08:00:00Z,a\n',
    'Syslog.csv': 'TimeGenerated,Computer,Type\n2026-01-05T08:00:00Z,b,kept\n',
    'Doors_CL.csv': 'Door\nnorth\n',
    'Own.csv': 'Computer\nc\n',
  }
  await inFolder(files, async (data) => {
    const schemas = { Doors_CL: { Door: 'string', Type: 'string' }, Own: { Computer: 'string', Type: 'string' } } as const
    const engine = await openEngine({ data, schemas })
    const types = async (kql: string) => (await engine.query(`${kql} | project Type`)).rows
    expect(await types('Heartbeat')).toEqual([['Heartbeat']])
    expect(await types('Heartbeat | where Type == "Syslog"')).toEqual([])
    expect(await types('Syslog')).toEqual([['kept']])
    expect(await types('Doors_CL')).toEqual([['Doors_CL']])
    expect(await types('Own')).toEqual([['']])
    await engine.close()
  })
})
