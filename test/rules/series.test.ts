/** The rules over series find what is planted in generated events, and nothing else. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { loadRules, openEngine } from '../../src/index.ts'
import { seeded } from '../series/helpers.ts'

const HOUR = 3_600_000
const DAY = 24 * HOUR
const NOW = Date.parse('2026-03-20T09:30:00Z')
/** The end of the last whole hour, where the rules' hourly series end. */
const END = Date.parse('2026-03-20T09:00:00Z')

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'kqlc-rules-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

type Event = Readonly<Record<string, unknown>>
const iso = (time: number): string => new Date(time).toISOString()
const second = (time: number): string => `${iso(time).slice(0, 19)}.0000000Z`

/** What a rule finds in events of one table, as objects. */
const found = async (rule: string, table: string, events: readonly Event[]): Promise<Record<string, unknown>[]> => {
  const file = join(folder, `${rule}.ndjson`)
  await writeFile(file, events.map((e) => JSON.stringify(e)).join('\n'))
  const { rules } = await loadRules([join(import.meta.dirname, `../../rules/${rule}.yaml`)])
  const engine = await openEngine({ tables: { [table]: file }, now: new Date(NOW) })
  try {
    const { columns, rows } = await engine.query(rules[0]!.query)
    return rows.map((row) => Object.fromEntries(columns.map((c, i) => [c.name, row[i]])))
  } finally {
    await engine.close()
  }
}

/** Hours from so many days before the end up to it, by the hour's begin. */
const hours = (days: number): number[] => Array.from({ length: days * 24 }, (_, i) => END - days * DAY + i * HOUR)
const busy = (hour: number): boolean => new Date(hour).getUTCHours() >= 7 && new Date(hour).getUTCHours() < 18

describe('FileDownloadSurgePerUser', () => {
  const random = seeded(7)
  const download = (user: string, at: number): Event => ({
    Timestamp: iso(at + Math.floor(random() * HOUR)),
    ActionType: random() < 0.5 ? 'FileDownloaded' : 'FileSyncDownloadedFull',
    AccountObjectId: user,
    AccountDisplayName: user.toUpperCase(),
  })
  /** A rhythm of days: `most` files an hour by day, a few by night, a fifth more or less. */
  const rhythm = (user: string, most: number): Event[] =>
    hours(14).flatMap((hour) => {
      const count = Math.round((busy(hour) ? most : 3) * (0.8 + 0.4 * random()))
      return Array.from({ length: count }, () => download(user, hour))
    })

  it('finds the account whose own rhythm is left, not the busy one, nor an old surge or one of few files', async () => {
    const surge = END - 8 * HOUR
    const old = END - 5 * DAY
    const many = (user: string, at: number, count: number) => Array.from({ length: count }, () => download(user, at))
    const events: readonly Event[] = [
      ...rhythm('ana', 12),
      ...many('ana', surge, 90),
      ...many('ana', surge + HOUR, 70),
      // As many files an hour as ana's surge, but every day.
      ...rhythm('ben', 120),
      ...rhythm('cleo', 12),
      ...many('cleo', old, 90),
      ...rhythm('dora', 4),
      ...many('dora', surge, 18),
      ...many('ana', surge, 500).map((e) => ({ ...e, ActionType: 'FileViewed' })),
    ]
    const of = (hour: number) =>
      events.filter(
        (e) =>
          e.AccountObjectId === 'ana' &&
          e.ActionType !== 'FileViewed' &&
          Date.parse(String(e.Timestamp)) - hour >= 0 &&
          Date.parse(String(e.Timestamp)) - hour < HOUR,
      ).length
    const [alert, ...others] = await found('FileDownloadSurgePerUser', 'CloudAppEvents', events)
    expect(others).toEqual([])
    expect(alert).toMatchObject({
      AccountObjectId: 'ana',
      AccountDisplayName: 'ANA',
      Hours: 2,
      Files: of(surge) + of(surge + HOUR),
      StartTime: second(surge),
      EndTime: second(surge + 2 * HOUR),
    })
    expect(alert?.HighestScore).toBeGreaterThan(3)
    expect(Number(alert?.Usual)).toBeLessThan(40)
  })
})

describe('OutboundTrafficBeyondForecast', () => {
  const random = seeded(11)
  /** Bytes an hour with a rhythm and a slow rise. */
  const sends = (device: string, perHour: number, lastDay: number): Event[] =>
    hours(14).map((hour, i) => ({
      TimeGenerated: iso(hour + HOUR / 2),
      DeviceName: device,
      CommunicationDirection: 'Outbound',
      SentBytes: Math.round(
        perHour * (busy(hour) ? 1 : 0.2) * (1 + i / 1000) * (0.95 + 0.1 * random()) * (hour >= END - DAY ? lastDay : 1),
      ),
    }))

  it('finds the firewall that sends more than its rhythm and trend explain', async () => {
    const events: readonly Event[] = [
      ...sends('fw-doubled', 400e6, 2),
      ...sends('fw-steady', 900e6, 1),
      // A third more is within bounds; twice as much of little too; and what comes in doesn't count.
      ...sends('fw-third', 400e6, 1.33),
      ...sends('fw-small', 4e6, 2),
      ...sends('fw-steady', 900e6, 9).map((e) => ({ ...e, CommunicationDirection: 'Inbound' })),
    ]
    const alerts = await found('OutboundTrafficBeyondForecast', 'CommonSecurityLog', events)
    const sent = events
      .filter((e) => e.DeviceName === 'fw-doubled' && Date.parse(String(e.TimeGenerated)) >= END - DAY)
      .reduce((sum, e) => sum + Number(e.SentBytes), 0)
    expect(alerts).toMatchObject([{ DeviceName: 'fw-doubled', SentLastDay: sent, StartTime: second(END - DAY), EndTime: second(END) }])
    // Without the doubling the day would have been half of what it was.
    expect(Math.abs(Number(alerts[0]?.ForecastLastDay) / (sent / 2) - 1)).toBeLessThan(0.05)
  })
})

describe('FailedSigninOutliers', () => {
  const random = seeded(5)
  const failure = (app: string, user: number, at: number, code = '50126'): Event => ({
    TimeGenerated: iso(at + Math.floor(random() * HOUR)),
    AppDisplayName: app,
    UserPrincipalName: `user${user}@example.org`,
    ResultType: code,
  })
  const usual = (app: string, most: number): Event[] =>
    hours(7).flatMap((hour) => Array.from({ length: Math.floor(random() * most) }, () => failure(app, Math.floor(random() * 300), hour)))
  const spray = (app: string, users: number, at: number, count: number, code?: string): Event[] =>
    Array.from({ length: count }, (_, i) => failure(app, i % users, at, code))

  it('finds hours of the last day with outlying failures of many accounts', async () => {
    const at = END - 5 * HOUR
    const events: readonly Event[] = [
      ...usual('Portal', 20),
      ...spray('Portal', 60, at, 60),
      // One account that fails often, another kind of failure, and a spray three days ago.
      ...usual('Mail', 6),
      ...spray('Mail', 1, at, 80),
      ...spray('Mail', 60, at + HOUR, 80, '0'),
      ...usual('Wiki', 20),
      ...spray('Wiki', 60, END - 3 * DAY, 60),
    ]
    const failures = events.filter(
      (e) =>
        e.AppDisplayName === 'Portal' && Date.parse(String(e.TimeGenerated)) - at >= 0 && Date.parse(String(e.TimeGenerated)) - at < HOUR,
    )
    const alerts = await found('FailedSigninOutliers', 'SigninLogs', events)
    expect(alerts).toMatchObject([
      {
        AppDisplayName: 'Portal',
        StartTime: second(at),
        EndTime: second(at + HOUR),
        Failures: failures.length,
        Accounts: new Set(failures.map((e) => e.UserPrincipalName)).size,
      },
    ])
    expect(Number(alerts[0]?.Score)).toBeGreaterThan(3)
  })
})

describe('AccountReachGrowsSteadily', () => {
  const today = Date.parse('2026-03-20T00:00:00Z')
  const logons = (account: string, devices: (day: number) => number, more: Event = {}): Event[] =>
    Array.from({ length: 14 }, (_, day) =>
      Array.from({ length: devices(day) }, (_, i) => ({
        Timestamp: iso(today - (14 - day) * DAY + i * 60_000 + HOUR),
        AccountDomain: 'corp',
        AccountName: account,
        DeviceName: `host${i}`,
        ActionType: 'LogonSuccess',
        LogonType: 'Network',
        ...more,
      })),
    ).flat()

  it('finds the account whose devices grow along a line', async () => {
    const events: readonly Event[] = [
      ...logons('mallory', (day) => 2 + day),
      ...logons('steady', () => 9),
      // One large day fits no line, a shallow line is no growth, and these don't log on over the network or are machines.
      ...logons('once', (day) => (day === 12 ? 60 : 3)),
      ...logons('slow', (day) => 5 + Math.floor(day / 5)),
      ...logons('local', (day) => 2 + day, { LogonType: 'Interactive' }),
      ...logons('SRV01$', (day) => 2 + day),
      ...logons('failing', (day) => 2 + day, { ActionType: 'LogonFailed' }),
    ]
    expect(await found('AccountReachGrowsSteadily', 'DeviceLogonEvents', events)).toEqual([
      {
        StartTime: second(today - 14 * DAY),
        EndTime: second(today),
        AccountDomain: 'corp',
        AccountName: 'mallory',
        DevicesADay: 1,
        Fit: 1,
        Devices: Array.from({ length: 14 }, (_, day) => 2 + day),
      },
    ])
  })
})
