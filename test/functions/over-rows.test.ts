/** The examples of scalar functions once more with their literals as columns of a row, so that nothing is folded when compiling. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { conversions } from '../../src/functions/conversions.ts'
import { allFunctions } from '../../src/functions/index.ts'
import { mathematics } from '../../src/functions/math.ts'
import { numbers } from '../../src/functions/numbers.ts'
import { times } from '../../src/functions/time.ts'
import { type Engine, openEngine } from '../../src/index.ts'

let engine: Engine
beforeAll(async () => {
  engine = await openEngine({ now: '2026-01-01T00:00:00Z' })
})
afterAll(() => engine?.close())

const scalars = [...conversions, ...numbers, ...mathematics, ...times]
  .filter((f) => f.examples.length > 0)
  .map((f) => [f.name, f.examples] as const)

test.each(scalars)('%s() does the same for values of a row', async (name, examples) => {
  for (const e of examples) {
    const kql = overRow(name, e.kql)
    if (kql === undefined) continue
    const { rows } = await engine.query(kql)
    expect(rows[0]?.[0], kql).toEqual('result' in e ? e.result : undefined)
  }
})

const LITERALS: readonly (readonly [type: string, pattern: RegExp])[] = [
  ['string', /^'[^']*'$/],
  ['long', /^-?\d+$/],
  ['real', /^-?\d+\.\d+$/],
  ['datetime', /^datetime\([^()]*\)$/],
  ['timespan', /^(?:-?\d+[dhms]|time\([^()]*\))$/],
]

/** `f(1, 'x')` over a row with the columns that the literals fill; undefined where there is nothing to move. */
const overRow = (name: string, kql: string): string | undefined => {
  const call = /^(\w+)\((.*)\)$/.exec(kql)
  if (!call || call[1] !== name) return undefined
  const parts = (call[2] ?? '').split(/,\s*(?![^(]*\)|[^']*'(?:[^']*'[^']*')*[^']*$)/)
  const signature = allFunctions()
    .find((f) => f.name === name)
    ?.signatures.find((s) => s.parameters.length >= parts.length || s.parameters.some((p) => p.max > 1))
  const columns: string[] = []
  const values: string[] = []
  const args = parts.map((p, i) => {
    const type = LITERALS.find(([, pattern]) => pattern.test(p))?.[0]
    if (!type || signature?.parameters[i]?.constant) return p
    columns.push(`c${i}: ${type}`)
    values.push(p)
    return `c${i}`
  })
  if (columns.length === 0) return undefined
  return `datatable(${columns.join(', ')})[${values.join(', ')}] | project x = ${name}(${args.join(', ')})`
}
