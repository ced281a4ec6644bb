/** The store of alerts: what runs found, kept so that a run that was broken off goes on where it was, and adds nothing twice. */
import type { Alert, Entity, Memory, Outcome, RuleIdentity, Run, Schedule, TimeRange } from '../schedule/index.ts'
import { KqlError, messages } from '../text/index.ts'
import { type Database, guarded, openDatabase, transaction } from './database.ts'

/** Which alerts are meant; what is left out doesn't restrict. Times are ISO 8601 in UTC, both included. */
export interface AlertFilter {
  /** The rule's id, or a part of its name, in any case. */
  readonly rule?: string | undefined
  readonly from?: string | undefined
  readonly to?: string | undefined
  /** In any case. */
  readonly severity?: string | undefined
}

/** An alert as it is kept: also the last time that a run found it again. */
export interface StoredAlert extends Alert {
  readonly lastFound: string
}

const iso = (time: number): string => new Date(time).toISOString()

/** Rows are read as arrays in this order: single rows as objects would come with a key of the driver's own. */
const ALERT_COLUMNS = [
  'a.id',
  'a.rule_id',
  'r.rule_name',
  'r.rule_version',
  'r.rule_hash',
  'a.time',
  'r.period_start',
  'r.period_end',
  'a.title',
  'a.description',
  'a.severity',
  'a.tactics',
  'a.techniques',
  'a.details',
  'a.properties',
  'a.columns',
  'a.rows',
  'a.row_count',
  'a.row_group',
  'a.last_found',
].join(', ')

const FROM = 'FROM alerts a JOIN runs r ON r.rule_id = a.rule_id AND r.time = a.time'

type Values = readonly (string | number | null)[]

/** Opens a store; a missing one is made, unless `existing` is set. Rejects with a KqlError. */
export const openAlertStore = async (path: string, { existing = false } = {}): Promise<AlertStore> =>
  new AlertStore(path, await openDatabase(path, existing))

/** Every method throws a KqlError for what is wrong with the file. */
export class AlertStore {
  readonly path: string
  readonly #database: Database

  constructor(path: string, database: Database) {
    this.path = path
    this.#database = database
  }

  /**
   * What is left to be known of a rule's earlier runs before those of a range are carried out. Runs that another text of the rule made in
   * the range are removed with their alerts; with `anew` all that are in it.
   */
  begin({ id, hash }: RuleIdentity, { period, suppression = 0 }: Schedule, { from, to }: TimeRange, anew = false): Memory {
    return this.#transaction(() => {
      const stale = 'DELETE FROM runs WHERE rule_id = ? AND time > ? AND time <= ? AND (rule_hash <> ? OR ?)'
      this.#database.prepare(stale).run(id, iso(from), iso(to), hash, anew ? 1 : 0)
      const runs = this.#all(
        "SELECT time, alerts FROM runs WHERE rule_id = ? AND rule_hash = ? AND time > ? AND time <= ? AND status <> 'failed' ORDER BY time",
        [id, hash, iso(from - suppression * 1000), iso(to)],
      )
      const found = this.#all(
        `SELECT a.row_group, min(a.time), max(a.last_found) ${FROM} WHERE a.rule_id = ? AND r.rule_hash = ? AND a.last_found > ? GROUP BY a.row_group`,
        [id, hash, iso(from - period * 1000)],
      )
      return {
        finished: new Map(runs.map(([time, alerts]) => [String(time), Number(alerts) > 0])),
        found: new Map(found.map(([group, first, last]) => [String(group), { first: String(first), last: String(last) }])),
      }
    })
  }

  /** Keeps a run with its alerts, all or nothing. False where the store has the run already: it stays as it is. */
  record({ run, alerts, again }: Outcome): boolean {
    return this.#transaction(() => {
      const [known] = this.#all('SELECT status FROM runs WHERE rule_id = ? AND time = ?', [run.rule.id, run.time])
      if (known && known[0] !== 'failed') return false
      if (known) this.#database.prepare('DELETE FROM runs WHERE rule_id = ? AND time = ?').run(run.rule.id, run.time)
      this.#insertRun(run)
      for (const alert of alerts) this.#insertAlert(alert)
      const latest =
        'UPDATE alerts SET last_found = max(last_found, ?) WHERE id = (SELECT id FROM alerts WHERE rule_id = ? AND row_group = ? AND time < ? ORDER BY time DESC LIMIT 1)'
      for (const group of again) this.#database.prepare(latest).run(run.time, run.rule.id, group, run.time)
      return true
    })
  }

  /** Alerts in the order of their times, one by one. */
  *alerts(filter: AlertFilter = {}): Generator<StoredAlert> {
    const { where, values } = conditions(filter)
    const ids = this.#all(`SELECT a.id ${FROM} ${where} ORDER BY a.time, a.rule_id, a.id`, values)
    for (const [id] of ids) {
      const alert = this.#alert(String(id))
      if (alert) yield alert
    }
  }

  /** The alert whose id begins so; throws a KqlError where there is none, or more than one. */
  alert(prefix: string): StoredAlert {
    const ids = this.#all('SELECT id FROM alerts WHERE substr(id, 1, length(?)) = ? ORDER BY id LIMIT 4', [prefix, prefix]).map(String)
    const [id] = ids
    const alert = id === undefined || ids.length > 1 ? undefined : this.#alert(id)
    if (!alert) throw new KqlError([ids.length > 1 ? messages.severalAlerts(prefix, ids) : messages.noSuchAlert(prefix)])
    return alert
  }

  /** The runs of all rules, by rule and time. */
  runs(): readonly Run[] {
    const columns =
      'rule_id, rule_name, rule_version, rule_hash, time, period_start, period_end, status, rows, alerts, repeated, dropped, error'
    return this.#all(`SELECT ${columns} FROM runs ORDER BY rule_id, time`).map((row) => {
      const [id, name, version, hash, time, start, end, status, rows, alerts, repeated, dropped, error] = row as string[]
      return {
        rule: identity(id, name, version, hash),
        time: String(time),
        start: String(start),
        end: String(end),
        status: status as Run['status'],
        rows: Number(rows),
        alerts: Number(alerts),
        repeated: Number(repeated),
        dropped: Number(dropped),
        error: error ?? undefined,
      }
    })
  }

  close(): void {
    this.#database.close()
  }

  #transaction<T>(work: () => T): T {
    return guarded(this.path, () => transaction(this.#database, work))
  }

  #all(query: string, values: Values = []): Values[] {
    return guarded(this.path, () =>
      this.#database
        .prepare(query)
        .raw()
        .all(...values),
    ) as Values[]
  }

  #insertRun(run: Run): void {
    this.#insert('runs', {
      rule_id: run.rule.id,
      time: run.time,
      rule_name: run.rule.name,
      rule_version: run.rule.version ?? null,
      rule_hash: run.rule.hash,
      period_start: run.start,
      period_end: run.end,
      status: run.status,
      rows: run.rows,
      alerts: run.alerts,
      repeated: run.repeated,
      dropped: run.dropped,
      error: run.error ?? null,
    })
  }

  #insertAlert(alert: Alert): void {
    this.#insert('alerts', {
      id: alert.id,
      rule_id: alert.rule.id,
      time: alert.time,
      last_found: alert.time,
      row_group: alert.group,
      title: alert.title,
      description: alert.description,
      severity: alert.severity ?? null,
      tactics: JSON.stringify(alert.tactics),
      techniques: JSON.stringify(alert.techniques),
      details: JSON.stringify(alert.details),
      properties: JSON.stringify(alert.properties),
      columns: JSON.stringify(alert.columns),
      rows: JSON.stringify(alert.rows),
      row_count: alert.rowCount,
    })
    for (const [position, { type, identifiers }] of alert.entities.entries())
      this.#insert('entities', { alert_id: alert.id, position, type, identifiers: JSON.stringify(identifiers) })
  }

  #insert(table: string, values: Readonly<Record<string, string | number | null>>): void {
    const names = Object.keys(values)
    const statement = `INSERT INTO ${table} (${names.join(', ')}) VALUES (${names.map(() => '?').join(', ')})`
    this.#database.prepare(statement).run(...Object.values(values))
  }

  #alert(id: string): StoredAlert | undefined {
    const [row] = this.#all(`SELECT ${ALERT_COLUMNS} ${FROM} WHERE a.id = ?`, [id])
    return row && readAlert(row as string[], this.#entities(id))
  }

  #entities(id: string): readonly Entity[] {
    const rows = this.#all('SELECT type, identifiers FROM entities WHERE alert_id = ? ORDER BY position', [id])
    return rows.map(([type, identifiers]) => ({ type: String(type), identifiers: JSON.parse(String(identifiers)) }))
  }
}

const identity = (id?: string, name?: string, version?: string, hash?: string): RuleIdentity => ({
  id: String(id),
  name: String(name),
  version: version ?? undefined,
  hash: String(hash),
})

const readAlert = (row: readonly string[], entities: readonly Entity[]): StoredAlert => {
  const [id, rule, name, version, hash, time, start, end, title, description, severity, ...rest] = row
  const [tactics, techniques, details, properties, columns, rows, rowCount, group, lastFound] = rest
  const json = (text: string | undefined) => JSON.parse(String(text))
  return {
    id: String(id),
    rule: identity(rule, name, version, hash),
    time: String(time),
    start: String(start),
    end: String(end),
    title: String(title),
    description: String(description),
    severity: severity ?? undefined,
    tactics: json(tactics),
    techniques: json(techniques),
    entities,
    details: json(details),
    properties: json(properties),
    columns: json(columns),
    rows: json(rows),
    rowCount: Number(rowCount),
    group: String(group),
    lastFound: String(lastFound),
  }
}

const conditions = ({ rule, from, to, severity }: AlertFilter): { readonly where: string; readonly values: Values } => {
  const all: readonly (readonly [string, Values])[] = [
    ...(rule === undefined ? [] : [['(lower(a.rule_id) = lower(?) OR instr(lower(r.rule_name), lower(?)) > 0)', [rule, rule]] as const]),
    ...(from === undefined ? [] : [['a.time >= ?', [new Date(from).toISOString()]] as const]),
    ...(to === undefined ? [] : [['a.time <= ?', [new Date(to).toISOString()]] as const]),
    ...(severity === undefined ? [] : [['lower(a.severity) = lower(?)', [severity]] as const]),
  ]
  return {
    where: all.length === 0 ? '' : `WHERE ${all.map(([text]) => text).join(' AND ')}`,
    values: all.flatMap(([, values]) => values),
  }
}
