/** What is asked of a generated query. */
import type { Input } from './inputs.ts'
import type { Outcome, Runner } from './run.ts'

/** Runs a query; where its rows are certain, without what only makes it faster too. */
export const check = async (runner: Runner, { kql, rows }: Input): Promise<Outcome> => {
  const outcome = await runner.run(kql)
  if (rows === undefined || outcome.kind === 'fault') return outcome
  const apart = await runner.run(kql, { plain: true })
  if (apart.kind === 'fault') return apart
  const shown = (o: Outcome): string =>
    o.kind === 'rows' ? (rows === 'ordered' ? [...o.rows] : [...o.rows].sort()).join('\n') : JSON.stringify(o)
  if (shown(outcome) === shown(apart)) return outcome
  return { kind: 'fault', message: `other rows fused than apart:\n${shown(outcome)}\n--- apart:\n${shown(apart)}` }
}
