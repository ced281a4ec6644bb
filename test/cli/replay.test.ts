/** Runs on a schedule, and the alerts that are kept, on the real library. */
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import type { Library } from '../../src/cli/context.ts'
import * as library from '../../src/index.ts'
import { inFolder } from '../load/folder.ts'
import { type Outcome, runCommand } from './terminal.ts'

const kqlc = (...args: string[]): Promise<Outcome> => runCommand(args, library as unknown as Library)

const rule = (id: number, name: string, query: string, more = '') => `id: 5f6f2a52-7c8f-4c3e-9a53-d1a1b6b1c00${id}
name: ${name}
kind: Scheduled
severity: High
queryFrequency: 1h
queryPeriod: 1h
triggerOperator: gt
triggerThreshold: 0
query: ${query}
${more}`

const EVENTS = [
  ['2026-01-05T00:30:00Z', 'north', 'true'],
  ['2026-01-05T02:00:00Z', 'south', 'true'],
  ['2026-01-05T02:10:00Z', 'north', 'false'],
  ['2026-01-05T02:20:00Z', 'north', 'true'],
]

const FILES = {
  'rules/forced.yaml': rule(
    1,
    'Forced',
    'Doors_CL | where Forced | project Door',
    `entityMappings:\n  - {entityType: Host, fieldMappings: [{identifier: HostName, columnName: Door}]}
alertDetailsOverride: {alertDisplayNameFormat: "{{Door}} was forced"}\n`,
  ),
  'rules/quiet.yaml': rule(2, 'Quiet', 'Doors_CL | where Door == "east"'),
  'rules/hunt.yaml': 'id: x\nname: hunt\nquery: Doors_CL\n',
  'store/Doors_CL.csv': `TimeGenerated,Door,Forced\n${EVENTS.map((e) => e.join(',')).join('\n')}\n`,
}

const inWorkspace = (
  body: (paths: {
    readonly rules: string
    readonly args: readonly string[]
    readonly db: string
    readonly folder: string
  }) => Promise<void>,
) =>
  inFolder(FILES, (folder) =>
    body({ folder, rules: join(folder, 'rules'), args: ['--data', join(folder, 'store')], db: join(folder, 'alerts.db') }),
  )

const DAY = ['--from', '2026-01-05', '--to', '2026-01-05T04:00Z'] as const

/** The summary without the seconds. */
const counts = ({ out }: Outcome): string[] =>
  out
    .trim()
    .split('\r\n')
    .map((line) => line.replace(/,[^,]*$/, ''))

describe('kqlc run --from --to', () => {
  test('sums up the runs of each rule, and says what it leaves out', async () => {
    await inWorkspace(async ({ rules, args }) => {
      const outcome = await kqlc('run', rules, ...args, ...DAY, '--format', 'csv')
      expect(counts(outcome)).toEqual(['Rule,Runs,Kept,Alerts,Repeated,Suppressed,Failed', 'Forced,4,0,2,0,0,0', 'Quiet,4,0,0,0,0,0'])
      expect(outcome.err).toMatch(/hunt\.yaml:1:1: warning KQL0760/)
      expect(outcome.code).toBe(0)
      const json = JSON.parse((await kqlc('run', rules, ...args, ...DAY, '--format', 'json')).out)
      expect(json[0]).toMatchObject({ Rule: 'Forced', Runs: 4, Alerts: 2 })
    })
  })

  test('keeps alerts once, however often it is asked', async () => {
    await inWorkspace(async ({ rules, args, db }) => {
      const all = ['--store', db, '--format', 'csv'] as const
      const half = await kqlc('run', rules, ...args, '--from', '2026-01-05', '--to', '2026-01-05T02:00Z', ...all)
      expect(counts(half)[1]).toBe('Forced,2,0,1,0,0,0')
      expect(counts(await kqlc('run', rules, ...args, ...DAY, ...all))[1]).toBe('Forced,4,2,1,0,0,0')
      expect(counts(await kqlc('run', rules, ...args, ...DAY, ...all))[1]).toBe('Forced,4,4,0,0,0,0')
      const exported = await kqlc('alerts', 'export', '--store', db)
      expect(counts(await kqlc('run', rules, ...args, ...DAY, ...all, '--force'))[1]).toBe('Forced,4,0,2,0,0,0')
      expect(await kqlc('alerts', 'export', '--store', db)).toEqual(exported)
      expect(exported.out.trim().split('\n')).toHaveLength(2)
      // Another delay moves the periods: that is another rule, so to say.
      expect(counts(await kqlc('run', rules, ...args, ...DAY, ...all, '--delay', '30m'))[1]).toBe('Forced,4,0,2,0,0,0')
      expect((await kqlc('alerts', 'export', '--store', db)).out).not.toBe(exported.out)
    })
  })

  test('goes on where a rule is broken, and fails in the end', async () => {
    await inWorkspace(async ({ rules, args, folder }) => {
      const { writeFile } = await import('node:fs/promises')
      await writeFile(join(folder, 'rules/broken.yaml'), rule(3, 'Broken', 'Doors_CL | where Dor == "x"'))
      await writeFile(join(folder, 'rules/twice.yaml'), rule(1, 'Twice', 'Doors_CL'))
      await writeFile(join(folder, 'rules/unscheduled.yaml'), rule(4, 'Unscheduled', 'Doors_CL').replace('queryFrequency: 1h\n', ''))
      const { out, err, code } = await kqlc('run', rules, ...args, ...DAY, '--format', 'ndjson')
      const lines = out.trim().split('\n')
      expect(lines.map((line) => JSON.parse(line).Rule).sort()).toEqual(['Broken', 'Forced', 'Quiet'])
      expect(JSON.parse(lines[0] ?? '')).toMatchObject({ Rule: 'Broken', Runs: 4, Kept: 0, Failed: 4 })
      expect(err).toMatch(/broken\.yaml:9:25: error KQL0100: .*'Dor'/)
      expect(err).toMatch(/twice\.yaml:1:5: error KQL0601/)
      expect(err).toMatch(/unscheduled\.yaml:1:1: error KQL0761: .*queryFrequency/)
      expect(code).toBe(1)
    })
  })
})

test('kqlc run --scheduled writes the alerts of one run', async () => {
  await inWorkspace(async ({ rules, args, db }) => {
    const once = ['--scheduled', '--now', '2026-01-05T03:00:00Z', '--format', 'ndjson', '--store', db] as const
    const { out } = await kqlc('run', rules, ...args, ...once)
    const [alert, ...more] = out
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line))
    expect(more).toEqual([])
    expect(alert).toMatchObject({
      title: 'north was forced',
      time: '2026-01-05T03:00:00.000Z',
      start: '2026-01-05T02:00:00.000Z',
      end: '2026-01-05T03:00:00.000Z',
      entities: [
        { type: 'Host', identifiers: { HostName: 'north' } },
        { type: 'Host', identifiers: { HostName: 'south' } },
      ],
      rows: [{ Door: 'north' }, { Door: 'south' }],
      rowCount: 2,
    })
    expect((await kqlc('run', rules, ...args, ...once)).out).toBe('')
    expect((await kqlc('alerts', 'export', '--store', db, '--format', 'json')).out).toContain(alert.id)
  })
})

describe('kqlc alerts', () => {
  test('lists, shows and exports what is kept', async () => {
    await inWorkspace(async ({ rules, args, db, folder }) => {
      await kqlc('run', rules, ...args, ...DAY, '--store', db)
      const list = await kqlc('alerts', 'list', '--store', db)
      expect(list.out).toMatch(/2026-01-05T01:00:00Z │ High\s+│ north was forced │\s+1 │ Host north/)
      const [first] = (await kqlc('alerts', 'export', '--store', db, '--to', '2026-01-05T01:00Z')).out.trim().split('\n')
      const { id } = JSON.parse(first ?? '')
      const shown = await kqlc('alerts', 'show', id.slice(0, 12), '--store', db)
      expect(shown.out).toMatch(
        /^north was forced\n\nid +.*\nrule +Forced \(.*\)\nseverity +High\nrun at +2026-01-05T01:00:00Z\nover +2026-01-05T00:00:00Z to/,
      )
      expect(JSON.parse((await kqlc('alerts', 'show', id, '--store', db, '--format', 'json')).out)).toMatchObject({ id, rowCount: 1 })
      const csv = await kqlc('alerts', 'export', '--store', db, '--format', 'csv', '-o', join(folder, 'alerts.csv'))
      expect(csv).toEqual({ code: 0, out: '', err: '' })
      const back = await kqlc(
        'query',
        'T | project Title = ["title"], rowCount, Door = todynamic(rows)[0].Door',
        '--table',
        `T=${join(folder, 'alerts.csv')}`,
        '--format',
        'csv',
      )
      expect(back.out.trim().split('\r\n')).toEqual(['Title,rowCount,Door', 'north was forced,1,north', 'north was forced,2,north'])
      expect((await kqlc('alerts', 'list', '--store', db, '--rule', 'quiet', '--format', 'json')).out).toBe('[]\n')
      expect((await kqlc('alerts', 'show', 'none', '--store', db)).err).toMatch(/KQL0774/)
      expect(await kqlc('alerts', 'list', '--store', join(folder, 'no.db'))).toMatchObject({
        code: 2,
        err: expect.stringContaining('KQL0771'),
      })
    })
  })

  test('finds the store in the settings', async () => {
    await inWorkspace(async ({ rules, args, db, folder }) => {
      const { writeFile } = await import('node:fs/promises')
      await writeFile(join(folder, 'kqlc.yaml'), 'run:\n  store: alerts.db\n  delay: 5m\n')
      const config = ['--config', join(folder, 'kqlc.yaml')]
      await kqlc('run', rules, ...args, ...DAY, ...config)
      const { out } = await kqlc('alerts', 'export', ...config)
      expect(JSON.parse(out.split('\n')[0] ?? '')).toMatchObject({ start: '2026-01-04T23:55:00.000Z' })
      expect((await kqlc('alerts', 'export', '--store', db)).out).toBe(out)
    })
  })
})

test.each([
  [['--from', '2026-01-05'], 'go together'],
  [['--from', '2026-01-05', '--to', '2026-01-05'], 'later than'],
  [[...DAY, '--scheduled'], '--scheduled is one run'],
  [['--store', 'x.db'], 'need --from and --to'],
  [[...DAY, '--delay', 'soon'], 'no duration'],
  [[...DAY, '--format', 'parquet', '-o', 'x.parquet'], 'table, md, json'],
  [['--from', 'soon', '--to', '2026-01-05'], 'A time is written'],
])('options that make no sense are refused: %j', async (options, message) => {
  await inWorkspace(async ({ rules, args }) => {
    expect(await kqlc('run', rules, ...args, ...options)).toMatchObject({ code: 2, err: expect.stringContaining(message) })
  })
})
