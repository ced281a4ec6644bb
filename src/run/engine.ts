/** The engine as the library has it: one statement at a time, in one session. */
import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import type {
  Engine,
  EngineOptions,
  PreparedQuery,
  QueryResult,
  RunOptions,
  ScheduledQuery,
  Schemas,
  SeriesView,
  TableInfo,
} from '../api.ts'
import { ticksOf } from '../compile.ts'
import { KqlError, messages } from '../text/index.ts'
import { readSeries } from './series-view.ts'
import { Session } from './session.ts'

/** Options whose paths are absolute: the lock compares paths as they are written. Throws a KqlError for a file that isn't there. */
export const resolvedOptions = (options: EngineOptions): EngineOptions => {
  const watchlists = Object.entries(options.watchlists ?? {}).map(
    ([name, given]) => [name, typeof given === 'string' ? { file: resolve(given) } : { ...given, file: resolve(given.file) }] as const,
  )
  const external = Object.entries(options.external ?? {}).map(([url, file]) => [url, resolve(file)] as const)
  const geoip = options.geoip === undefined ? undefined : resolve(options.geoip)
  if (geoip !== undefined && !existsSync(geoip)) throw new KqlError([messages.badFile(options.geoip ?? '', 'there is no such file')])
  return { ...options, watchlists: Object.fromEntries(watchlists), external: Object.fromEntries(external), geoip }
}

/** Opens an engine over an event store. Rejects with a KqlError where the store or the options are at fault. */
export const openEngine = async (options: EngineOptions = {}): Promise<Engine> => {
  const now = ticksOf(options.now ?? new Date())
  if (now === undefined) throw new KqlError([messages.badTime(String(options.now))])
  const resolved = resolvedOptions(options)
  const open = (outputs: readonly string[]) => Session.open(resolved, now, outputs)
  return new DuckDBEngine(await open([]), open)
}

class DuckDBEngine implements Engine {
  readonly #session: Session
  readonly #open: (outputs: readonly string[]) => Promise<Session>
  #last: Promise<unknown> = Promise.resolve()

  constructor(session: Session, open: (outputs: readonly string[]) => Promise<Session>) {
    this.#session = session
    this.#open = open
  }

  /** One statement at a time: they share a connection and its views. */
  #serial<T>(work: () => Promise<T>): Promise<T> {
    const next = this.#last.then(work, work)
    this.#last = next.catch(() => undefined)
    return next
  }

  query(kql: string): Promise<QueryResult> {
    return this.#serial(() => this.#session.query(kql))
  }

  series(kql: string): Promise<readonly SeriesView[]> {
    return this.#serial(() => readSeries((part) => this.#session.part(kql, part)))
  }

  prepare(kql: string): Promise<PreparedQuery> {
    return this.#serial(() => this.#session.prepare(kql))
  }

  async schedule(kql: string, options: RunOptions = {}): Promise<ScheduledQuery> {
    const runs = await this.#serial(() => this.#session.schedule(kql, options))
    const ticks = (time: string | Date): bigint => {
      const now = ticksOf(time)
      if (now === undefined) throw new KqlError([messages.badTime(String(time))])
      return now
    }
    return {
      at: (now) => this.#serial(async () => runs.at(ticks(now))),
      share: (first, last) => this.#serial(async () => runs.share(ticks(first), ticks(last))),
      release: () => this.#serial(runs.release),
    }
  }

  export(kql: string, file: string, format: 'parquet'): Promise<void> {
    return this.#serial(async () => {
      // The lock of a session names the one file that it may write.
      const session = await this.#open([file])
      try {
        await session.copy(kql, file, format)
      } finally {
        await session.close()
      }
    })
  }

  explain(kql: string): Promise<string> {
    return this.#serial(() => this.#session.explain(kql))
  }

  tables(): Promise<readonly TableInfo[]> {
    return this.#serial(() => this.#session.tables())
  }

  infer(): Promise<Schemas> {
    return this.#serial(() => this.#session.infer())
  }

  interrupt(): void {
    this.#session.interrupt()
  }

  close(): Promise<void> {
    return this.#serial(() => this.#session.close())
  }
}
