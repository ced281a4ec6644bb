/** What is asked of a generated query. */
import type { Input } from './inputs.ts'
import type { Outcome, Runner } from './run.ts'

/** Runs a query; where its rows are certain, without what only makes it faster too, and in the parts that its rows can be put together from. */
export const check = async (runner: Runner, { kql, rows, parts }: Input): Promise<Outcome> => {
  const outcome = await runner.run(kql)
  if (rows === undefined || outcome.kind === 'fault') return outcome
  const apart = await runner.run(kql, { plain: true })
  if (apart.kind === 'fault') return apart
  const shown = (o: Outcome): string =>
    o.kind === 'rows' ? (rows === 'ordered' ? [...o.rows] : [...o.rows].sort()).join('\n') : JSON.stringify(o)
  if (shown(outcome) !== shown(apart))
    return { kind: 'fault', message: `other rows fused than apart:\n${shown(outcome)}\n--- apart:\n${shown(apart)}` }
  if (parts === undefined || outcome.kind !== 'rows') return outcome
  const together: string[] = []
  for (const part of parts) {
    const own = await runner.run(part)
    if (own.kind !== 'rows') return { kind: 'fault', message: `a part alone: ${shown(own)}\n${part}` }
    together.push(...own.rows)
  }
  if (shown(outcome) === together.sort().join('\n')) return outcome
  return { kind: 'fault', message: `other rows together than one by one:\n${shown(outcome)}\n--- one by one:\n${together.join('\n')}` }
}
