/** Checks generated queries, for scripts/generated.mjs: `worker.ts KIND SEED FROM TO`. Prints the number of each before it is run, and what came of it after. */
import { check } from './check.ts'
import { catalogFor, generatorOf, type Kind } from './inputs.ts'
import { openRunner } from './run.ts'

const [kind, seed, from, to] = process.argv.slice(2)
const say = (line: unknown) => process.stdout.write(`${JSON.stringify(line)}\n`)

const generate = await generatorOf(kind as Kind)
const runner = await openRunner({ catalog: catalogFor(kind as Kind) })
for (let i = Number(from); i < Number(to); i++) {
  say({ begin: i })
  const input = generate(Number(seed), i)
  const started = performance.now()
  const outcome = await check(runner, input)
  const ms = Math.round(performance.now() - started)
  const broken = outcome.kind === 'fault' && /^KQL0491/.test(outcome.message)
  if (outcome.kind === 'rows') say({ end: i, ms, outcome: 'rows' })
  else if (outcome.kind === 'fault') say({ end: i, ms, outcome: 'fault', message: outcome.message, kql: input.kql })
  else
    say({
      end: i,
      ms,
      outcome: outcome.message ? 'refused' : 'diagnosed',
      message: outcome.message ?? outcome.codes[0],
      ...(outcome.message ? { kql: input.kql } : {}),
    })
  // The database can't be used any more: another worker goes on.
  if (broken) break
}
await runner.close()
