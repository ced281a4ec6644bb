/** What operators such as parse are made of. */
import type { Arg, LowerPrimitive, RowPrimitive } from '../../../src/sql/index.ts'
import { sql } from '../../../src/sql/index.ts'

export const rows: Readonly<Record<RowPrimitive, LowerPrimitive>> = {
  captures: ([text, pattern, groups]) => {
    const count = Number((groups as Arg).constant)
    const wanted = count === 1 ? sql.literal(1n) : sql.list(Array.from({ length: count }, (_, i) => sql.literal(`g${i + 1}`)))
    return sql.call('regexp_extract', (text as Arg).sql, (pattern as Arg).sql, wanted)
  },
  'is known': ([value]) => sql.isNotNull((value as Arg).raw),
}
