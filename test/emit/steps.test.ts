import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Engine, openEngine } from '../../src/index.ts'

// The matching logic as the reference's page of scan describes it, row by row and check by check, over a few forms of conditions and values.

interface Row {
  readonly t: number
  readonly e: string
  readonly v: number
}
interface Matched {
  readonly v: number
  readonly n: number
}
/** What a step knows: its own latest row and those of the steps before it. */
interface State {
  readonly match: number
  readonly rows: readonly (Matched | undefined)[]
}
interface StepSpec {
  readonly output: 'all' | 'last' | 'none'
  readonly event: string | undefined
  /** `v - s[of].v <= within`, where given. */
  readonly near: { readonly of: number; readonly within: number } | undefined
  /** `n = s[of].n + 1`, else the default. */
  readonly counts: number | undefined
}

const DEFAULT = 100

const holds = (step: StepSpec, row: Row, rows: State['rows']): boolean => {
  if (step.event !== undefined && row.e !== step.event) return false
  const other = step.near && rows[step.near.of]
  return !step.near || (other !== undefined && row.v - other.v <= step.near.within)
}

const walk = (steps: readonly StepSpec[], rows: readonly Row[]): number[][] => {
  const states: (State | undefined)[] = steps.map(() => undefined)
  const pending: (number[] | undefined)[] = steps.map(() => undefined)
  const found: number[][] = []
  let matches = 0
  const flush = (k: number) => {
    const row = pending[k]
    if (row) found.push(row)
    pending[k] = undefined
  }
  for (const row of rows) {
    for (let k = steps.length - 1; k >= 0; k--) {
      const step = steps[k] as StepSpec
      const take = (from: State['rows'], match: number) => {
        const n = step.counts === undefined ? DEFAULT : (from[step.counts]?.n ?? DEFAULT) + 1
        states[k] = { match, rows: [...from.slice(0, k), { v: row.v, n }] }
        const output = [row.t, steps.length - k, n, match]
        if (step.output === 'all') found.push(output)
        if (step.output === 'last') pending[k] = output
      }
      const before = k > 0 ? states[k - 1] : undefined
      if (before && holds(step, row, before.rows)) {
        flush(k)
        flush(k - 1)
        states[k - 1] = undefined
        take(before.rows, before.match)
        continue
      }
      const own = states[k]
      if ((own || k === 0) && holds(step, row, own?.rows ?? [])) take(own?.rows ?? [], own?.match ?? matches++)
    }
  }
  for (const k of steps.keys()) flush(k)
  return found.sort((a, b) => (a[0] as number) - (b[0] as number) || (a[1] as number) - (b[1] as number))
}

const stepText = (s: StepSpec, k: number): string => {
  const conditions = [
    ...(s.event === undefined ? [] : [`e == "${s.event}"`]),
    ...(s.near ? [`v - s${s.near.of}.v <= ${s.near.within}`] : []),
  ]
  const count = s.counts === undefined ? '' : `n = s${s.counts}.n + 1, `
  return `step s${k} output=${s.output}: ${conditions.join(' and ') || 'true'} => ${count}place = ${k};`
}

/** Numbers that look random, the same in every run. */
const generator = (seed: number) => {
  let state = seed
  return (below: number): number => {
    state = (Math.imul(state, 1103515245) + 12345) >>> 0
    return Math.floor((state / 4294967296) * below)
  }
}

let engine: Engine
beforeAll(async () => {
  engine = await openEngine({})
})
afterAll(() => engine.close())

const compare = async (steps: readonly StepSpec[], rows: readonly Row[]) => {
  const table = rows.map((r) => `${r.t},"${r.e}",${r.v}`).join(', ')
  const kql = `datatable(t:long, e:string, v:long)[ ${table} ] | sort by t asc
    | scan with_match_id=m declare (n:long=${DEFAULT}, place:long) with (${steps.map(stepText).join(' ')})
    | project t, step = ${steps.length} - place, n, m`
  const result = await engine.query(kql)
  expect(
    result.rows.map((r) => r.map(Number)),
    kql,
  ).toEqual(walk(steps, rows))
}

describe('scan', () => {
  test('machines of random steps give what the matching logic says', async () => {
    for (let seed = 1; seed <= 40; seed++) {
      const random = generator(seed)
      const pick = <T>(items: readonly T[]): T => items[random(items.length)] as T
      const steps = Array.from(
        { length: 1 + random(4) },
        (_, k): StepSpec => ({
          output: pick(['all', 'all', 'last', 'none']),
          event: pick(['a', 'b', 'c', undefined]),
          near: random(2) === 0 ? undefined : { of: random(k + 1), within: random(6) },
          counts: random(3) === 0 ? undefined : random(k + 1),
        }),
      )
      const rows = Array.from({ length: 40 }, (_, t): Row => ({ t, e: pick(['a', 'b', 'c', 'd']), v: random(12) }))
      await compare(steps, rows)
    }
  })

  test('the state goes from block to block', async () => {
    const steps: StepSpec[] = [
      { output: 'last', event: 'a', near: undefined, counts: 0 },
      { output: 'all', event: 'b', near: { of: 0, within: 3 }, counts: 0 },
    ]
    const random = generator(7)
    const rows = Array.from(
      { length: 5000 },
      (_, t): Row => ({ t, e: t > 2000 && t < 2100 ? 'a' : ('abc'[random(3)] ?? ''), v: random(9) }),
    )
    await compare(steps, rows)
  })
})
