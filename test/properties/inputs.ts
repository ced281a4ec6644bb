/** The kinds of generated queries. Each query is known by its kind, a seed and a number, and the same each time. */
import { existsSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { type Catalog, catalogOf } from '../../src/catalog/index.ts'
import { mix, random } from '../../src/demo/random.ts'
import { allFunctions } from '../../src/functions/index.ts'
import { loadRules } from '../../src/load/index.ts'
import { readCases } from '../cases/case.ts'
import { mutate, random as stream } from '../kql/mutate.ts'
import { alter } from './alter.ts'
import { applied } from './applies.ts'
import { callQuery } from './calls.ts'
import { chain } from './chains.ts'
import { pipeline } from './pipelines.ts'

export interface Input {
  readonly kql: string
  /** Its rows are certain, in this sense; undefined where nobody knows. */
  readonly rows?: 'ordered' | 'unordered' | undefined
  /** Queries whose rows are, all together, those of this one. */
  readonly parts?: readonly string[] | undefined
}

export type Generator = (seed: number, number: number) => Input

const root = resolve(import.meta.dirname, '../..')
const cases = join(root, 'test/cases')
const corpus = resolve(root, process.env.KQLC_SHARED ?? '../shared', 'corpus/rules.jsonl')

/** Queries of the project, and real rules where they lie beside it. */
const queries = async (): Promise<string[]> => {
  const own = readCases(cases).map((c) => c.kql)
  const { rules } = await loadRules([join(root, 'rules')])
  const real = existsSync(corpus)
    ? readFileSync(corpus, 'utf8')
        .split('\n')
        .filter(Boolean)
        .map((line) => JSON.parse(line).kql)
    : []
  return [...own, ...rules.map((r) => r.query), ...real]
}

const functions = allFunctions()

const calls: Generator = (seed, number) => ({ kql: callQuery(random(mix(seed, number)), functions[number % functions.length]!) })

const pipelines: Generator = (seed, number) => {
  const { kql, ordered } = pipeline(random(mix(seed, number)))
  return { kql, rows: ordered ? 'ordered' : 'unordered' }
}

const applies: Generator = (seed, number) => ({ ...applied(random(mix(seed, number))), rows: 'unordered' })

const chains: Generator = (seed, number) => ({ kql: chain(random(mix(seed, number))) })

const mutations =
  (all: readonly string[]): Generator =>
  (seed, number) => {
    const next = stream(mix(seed, number))
    let kql = all[Math.floor(next() * all.length)] as string
    // Half of them are changed token by token, which leaves few of them whole.
    const change = next() < 0.5 ? mutate : alter
    for (let n = Math.floor(next() * 3); n >= 0; n--) kql = change(kql, next)
    return { kql }
  }

export const KINDS = ['calls', 'chains', 'pipelines', 'applies', 'mutations'] as const
export type Kind = (typeof KINDS)[number]

export const generatorOf = async (kind: Kind): Promise<Generator> =>
  kind === 'mutations' ? mutations(await queries()) : { calls, chains, pipelines, applies }[kind]

/** The tables that queries of a kind read. Those that read every table get a few dozen: a store has no thousands. */
export const catalogFor = (kind: Kind): Catalog => {
  if (kind !== 'mutations') return catalogOf({})
  const schemas = JSON.parse(readFileSync(join(cases, 'schemas.json'), 'utf8'))
  const catalog = catalogOf(schemas)
  const names = [...Object.keys(schemas), ...catalog.tableNames().filter((_, i) => i % 80 === 0)]
  return { ...catalog, tableNames: () => names }
}
