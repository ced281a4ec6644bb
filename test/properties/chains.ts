/**
 * Random chains of all operators that take and yield rows, over columns of every type with awkward names and values. Nobody knows their
 * rows, and some of them are refused; but nothing may crash, and what is compiled has to run.
 */
import type { Random } from '../../src/demo/random.ts'
import { chance, pick } from './calls.ts'
import { rareStep } from './rare-steps.ts'
import { type Column, named, type State, some, step, table } from './steps.ts'

const source = (s: State): { readonly text: string; readonly columns: Column[] } => {
  const { random } = s
  switch (random.below(8)) {
    case 0:
      return {
        text: `range x from ${pick(random, ['0 to 5 step 2', '1h to 5h step 1h', 'datetime(2024-01-01) to datetime(2024-01-05) step 1d', '5 to 0 step -1'])}`,
        columns: [{ name: 'x', type: 'long' }],
      }
    case 1: {
      const items = some(random, 1, 3, () => named(s))
      return { text: `print ${items.map(([t]) => t).join(', ')}`, columns: items.map(([, c]) => c) }
    }
    case 2: {
      const [a, b] = [table(s), table(s)]
      return { text: `union (${a.text}), (${b.text})`, columns: a.columns }
    }
    case 3: {
      const own = table(s)
      s.lets.push(`let Rows = ${chance(random, 50) ? `materialize(${own.text})` : own.text};`)
      return { text: chance(random, 50) ? 'Rows' : 'union Rows, Rows', columns: own.columns }
    }
    default:
      return table(s)
  }
}

/** A query of one to six operators. */
export const chain = (random: Random): string => {
  const s: State = { random, columns: [], lets: [], names: 0, depth: 0 }
  const { text, columns } = source(s)
  s.columns = columns
  const steps = some(random, 1, 6, () => (chance(random, 25) ? rareStep(s) : step(s))).filter((t) => t !== '')
  return [...s.lets, [text, ...steps].join('\n| ')].join('\n')
}
