/** Checks rules: what each says of itself, its query, what the query's result has to have, and all of them together. */
import type { CompileOptions, Engine, EngineOptions, OpenEngine, PreparedQuery, ResultColumn } from '../api.ts'
import { analyse } from '../compile.ts'
import type { Rule } from '../load/index.ts'
import { type Diagnostic, KqlError, type LocatedDiagnostic, locate, wholeFile } from '../text/index.ts'
import { unknownKeys } from './keys.ts'
import { lint } from './lint/index.ts'
import { checkIds, checkMetadata } from './metadata.ts'
import { checkResult } from './result.ts'

/** Engines stay open between checks: views and macros are made once. */
export interface Checker {
  /** Findings about the rules, each rule's in the order of its text. */
  check(rules: readonly Rule[]): Promise<readonly LocatedDiagnostic[]>
  close(): Promise<void>
}

/** So many rules are worth an engine of their own. */
const WORTH = 40

const byPlace = (a: LocatedDiagnostic, b: LocatedDiagnostic): number =>
  a.position.line - b.position.line || a.position.column - b.position.column || (a.code < b.code ? -1 : a.code > b.code ? 1 : 0)

/** What is wrong with the engine or its data has no place in a query to show. */
const placed = (rule: Rule, diagnostic: Diagnostic): LocatedDiagnostic => {
  const located = locate(diagnostic, rule)
  return diagnostic.kind === 'engine' || diagnostic.kind === 'input' ? { ...located, excerpt: '' } : located
}

const prepared = async (engine: Engine, rule: Rule): Promise<PreparedQuery | readonly Diagnostic[]> => {
  try {
    return await engine.prepare(rule.query)
  } catch (error) {
    if (error instanceof KqlError) return error.diagnostics
    throw error
  }
}

/** What kqlc lacks to see the whole of a query: it is no fault of the rule, and told once. */
const LACKING = new Set([
  ...['KQL0111', 'KQL0151', 'KQL0153', 'KQL0155', 'KQL0355', 'KQL0356', 'KQL0390', 'KQL0391', 'KQL0393', 'KQL0396'],
  ...['KQL0430', 'KQL0431', 'KQL0442', 'KQL0443', 'KQL0500'],
])

/** Of these, what hides columns of the result. */
const UNSEEN = new Set(['KQL0111', 'KQL0155', 'KQL0431'])

const asHints = (diagnostics: readonly Diagnostic[]): readonly Diagnostic[] => {
  const told = new Set<string>()
  return diagnostics.flatMap((d) => {
    const lacking = LACKING.has(d.code)
    // What stands in a function or variable that is used twice is found twice.
    const same = lacking ? `${d.code} ${d.message}` : `${d.code} ${d.span.start} ${d.message}`
    if (told.has(same)) return []
    told.add(same)
    return [lacking ? { ...d, severity: 'info' as const } : d]
  })
}

const isPrepared = (result: PreparedQuery | readonly Diagnostic[]): result is PreparedQuery => 'columns' in result

/** Findings about the rules together: ids that several have, keys that are not known. */
const checkTogether = (rules: readonly Rule[]): ((rule: Rule) => readonly Diagnostic[]) => {
  const [twice, strange] = [checkIds(rules), unknownKeys(rules)]
  return (rule) => [...(twice.get(rule) ?? []), ...(strange.get(rule) ?? [])]
}

const inFile = (rule: Rule, diagnostics: readonly Diagnostic[]): LocatedDiagnostic[] =>
  diagnostics.map((d) => locate(d, wholeFile(rule.source)))

/** Findings about the metadata of rules, each rule's by itself and all of them together, in the order of the rules. */
export const checkRules = (rules: readonly Rule[]): readonly LocatedDiagnostic[] => {
  const together = checkTogether(rules)
  return rules.flatMap((rule) => inFile(rule, [...checkMetadata(rule), ...together(rule)]))
}

/** Findings about what a rule says of its query's result; `tables` are those that the query reads. */
export const checkColumns = (rule: Rule, columns: readonly ResultColumn[], tables: readonly string[] = []): readonly LocatedDiagnostic[] =>
  inFile(rule, checkResult(rule, columns, tables))

/** What is wrong with one rule by itself. */
const checkRule = async (engine: Engine, rule: Rule, options: CompileOptions): Promise<LocatedDiagnostic[]> => {
  // The engine binds in the background, while this thread goes on.
  const waiting = prepared(engine, rule)
  const { tree, plan } = analyse(rule.query, options)
  const own = inFile(rule, checkMetadata(rule))
  const linted = lint(rule, tree, plan)
  const result = await waiting
  // Columns may come from what isn't there: then none can be missed.
  const isWhole = isPrepared(result) && !result.diagnostics.some((d) => UNSEEN.has(d.code))
  const ofResult = isPrepared(result) ? inFile(rule, checkResult(rule, result.columns, result.tables, isWhole)) : []
  const ofQuery = asHints(isPrepared(result) ? result.diagnostics : result)
  return [...own, ...ofResult, ...[...linted, ...ofQuery].map((d) => placed(rule, d))]
}

/**
 * Makes a checker. `parallel` engines share the work where there is enough of it: binding a query costs the engine more than all else.
 * Rejects as `open` does.
 */
export const openCheckerWith = async (
  open: OpenEngine,
  options: EngineOptions,
  { parallel = 1 }: { readonly parallel?: number } = {},
): Promise<Checker> => {
  const empty: EngineOptions = { ...options, data: undefined, tables: undefined, missingTables: 'empty', prepareOnly: true }
  const engines = [await open(empty)]
  const known = new Map<string, { readonly text: string; readonly found: readonly LocatedDiagnostic[] }>()
  /** A rule whose file is as it was has what it had. */
  const checkOnce = async (engine: Engine, rule: Rule): Promise<readonly LocatedDiagnostic[]> => {
    const key = `${rule.path}\n${rule.document}`
    const { text } = rule.source
    const before = known.get(key)
    if (before?.text === text) return before.found
    const found = await checkRule(engine, rule, options)
    known.set(key, { text, found })
    return found
  }
  return {
    async check(rules) {
      while (engines.length < Math.min(parallel, Math.ceil(rules.length / WORTH))) engines.push(await open(empty))
      const found: LocatedDiagnostic[][] = []
      const together = checkTogether(rules)
      let next = 0
      const work = async (engine: Engine): Promise<void> => {
        for (let at = next++; at < rules.length; at = next++) {
          const rule = rules[at] as Rule
          const own = await checkOnce(engine, rule)
          found[at] = [...own, ...inFile(rule, together(rule))].sort(byPlace)
        }
      }
      await Promise.all(engines.map(work))
      return found.flat()
    },
    async close() {
      await Promise.all(engines.map((engine) => engine.close()))
    },
  }
}
