/** array_sort_asc and array_sort_desc give a column for each array. */
import type { Expression } from '../kql/index.ts'
import type { Scalar } from '../plan/index.ts'
import type { Env } from './env.ts'
import { nameOf } from './result-name.ts'

/** The sorted arrays with their names by Microsoft's parser (`y_sorted`, `array0_sorted`); undefined for other values. */
export const sortedArrays = (env: Env, e: Expression, value: Scalar): { readonly name: string; readonly value: Scalar }[] | undefined => {
  if (value.kind !== 'call' || e.kind !== 'call' || (value.fn.name !== 'array_sort_asc' && value.fn.name !== 'array_sort_desc'))
    return undefined
  const arrays = value.args.filter((a) => a.type === 'dynamic')
  return arrays.map((_, i) => {
    const arg = e.args[i]
    const name = `${(arg && nameOf(env, arg)) || `array${i}`}_sorted`
    if (arrays.length === 1) return { name, value }
    return { name, value: { kind: 'path', object: value, steps: [BigInt(i)], type: 'dynamic', nullable: true, span: e.span } }
  })
}
