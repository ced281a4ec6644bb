/** What a query can name that it doesn't declare itself: tables, saved functions, watchlists, files for URLs. */
import type { SavedFunction, WatchlistFile } from '../api.ts'
import type { Catalog, TableSchema } from '../catalog/index.ts'
import { parseBody, parseParameters } from '../kql/index.ts'
import { csvHeader } from '../load/index.ts'
import { type Origin, Source } from '../text/index.ts'
import type { BindCatalog, Watchlist } from './env.ts'
import { Scope, type UserFunction } from './scope.ts'

export interface Surroundings {
  readonly catalog: Catalog
  readonly functions?: readonly SavedFunction[] | undefined
  /** Name → CSV file. */
  readonly watchlists?: Readonly<Record<string, string | WatchlistFile>> | undefined
  /** URL → file. */
  readonly external?: Readonly<Record<string, string>> | undefined
  /** A database of the locations of addresses. */
  readonly geoip?: string | undefined
  /** Answers to questions that binding puts to the data, by key. */
  readonly learnt?: ReadonlyMap<string, readonly (readonly unknown[])[]> | undefined
  /** What isn't there has no rows, instead of being an error. */
  readonly lenient?: boolean | undefined
}

/** Saved functions are parsed once for each list. */
const parsedFunctions = new WeakMap<readonly SavedFunction[], Map<string, SavedFunction | UserFunction>>()

const savedIn = (functions: readonly SavedFunction[]): Map<string, SavedFunction | UserFunction> => {
  let saved = parsedFunctions.get(functions)
  if (!saved) {
    saved = new Map(functions.map((f) => [f.name, f]))
    parsedFunctions.set(functions, saved)
  }
  return saved
}

const NO_FUNCTIONS: readonly SavedFunction[] = []

/** A class, since one is made for each query: its methods are not. */
class Known implements BindCatalog {
  readonly complete: boolean | undefined
  readonly geoip: string | undefined
  readonly lenient: boolean | undefined
  readonly learnt: BindCatalog['learnt']
  readonly #around: Surroundings
  readonly #saved: Map<string, SavedFunction | UserFunction>

  constructor(around: Surroundings) {
    const { learnt } = around
    this.complete = around.catalog.complete
    this.geoip = around.geoip
    this.lenient = around.lenient
    this.learnt = learnt && ((key) => learnt.get(key))
    this.#around = around
    this.#saved = savedIn(around.functions ?? NO_FUNCTIONS)
  }

  table(name: string): TableSchema | undefined {
    return this.#around.catalog.table(name)
  }
  tableNames(): readonly string[] {
    return this.#around.catalog.tableNames()
  }
  isEmpty(name: string): boolean {
    return this.#around.catalog.isEmpty?.(name) ?? false
  }
  external(url: string): string | undefined {
    const { external = {} } = this.#around
    return own(external, url) ?? own(external, url.replace(/[?;].*$/s, ''))
  }
  watchlist(name: string): Watchlist | undefined {
    return watchlistOf(name, own(this.#around.watchlists ?? {}, name))
  }
  watchlistNames(): readonly string[] {
    return Object.keys(this.#around.watchlists ?? {})
  }
  savedFunctionNames(): readonly string[] {
    return [...this.#saved.keys()]
  }
  savedFunction(name: string): UserFunction | undefined {
    const found = this.#saved.get(name)
    if (!found || 'kind' in found) return found
    const parsed = parseSaved(found)
    this.#saved.set(name, parsed)
    return parsed
  }
}

export const bindCatalog = (around: Surroundings): BindCatalog => new Known(around)

const own = <T>(record: Readonly<Record<string, T>>, key: string): T | undefined => (Object.hasOwn(record, key) ? record[key] : undefined)

const watchlistOf = (name: string, given: string | WatchlistFile | undefined): Watchlist | undefined => {
  if (given === undefined) return undefined
  const { file: path, key } = typeof given === 'string' ? { file: given, key: undefined } : given
  try {
    return { name, path, key, columns: csvHeader(path) }
  } catch (error) {
    return { name, path, columns: [], fault: String((error as NodeJS.ErrnoException).code ?? error) }
  }
}

/** The parameters and the body are parsed as one text, so that all spans count in it. */
const parseSaved = ({ name, parameters: list, body: text, origin }: SavedFunction): UserFunction => {
  const { parameters, diagnostics: inList } = parseParameters(list)
  const before = list.length + 1
  const { body, diagnostics: inBody } = parseBody(' '.repeat(before) + text)
  const span = { start: 0, end: before + text.length }
  const place: Origin | undefined = origin && {
    source: origin.source,
    sourceOffset: (offset) => origin.sourceOffset(Math.max(offset - before, 0)),
  }
  return {
    kind: 'function',
    name,
    declaration: { kind: 'function', span, view: false, parameters, body },
    scope: new Scope(),
    source: new Source(name, `${list} ${text}`, place),
    mistakes: [...inList, ...inBody],
  }
}
