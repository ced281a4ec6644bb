/** What operators such as parse are made of. */
import * as sql from '../../../src/sql/build.ts'
import type { Arg, LowerPrimitive, RowPrimitive } from '../../../src/sql/index.ts'
import { matching, regexOf } from '../regex.ts'

export const rows: Readonly<Record<RowPrimitive, LowerPrimitive>> = {
  captures: ([source, pattern, groups], context) => {
    const text = (source as Arg).sql
    const compiled = regexOf(pattern as Arg, context)
    const count = Number((groups as Arg).constant)
    const wanted = count === 1 ? sql.literal(1n) : sql.list(Array.from({ length: count }, (_, i) => sql.literal(`g${i + 1}`)))
    return matching(
      text,
      compiled,
      (re2) => sql.call('regexp_extract', text, sql.literal(re2), wanted),
      () => context.refuse('its expression has word boundaries, which are not those of the engine for text beyond ASCII'),
    )
  },
  'is same': ([a, b]) => sql.binary('IS NOT DISTINCT FROM', (a as Arg).sql, (b as Arg).sql),
  'is known': ([value]) => sql.isNotNull((value as Arg).raw),
}
