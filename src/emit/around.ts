/**
 * Columns of rows around a relation (mv-apply, partition). DuckDB takes them in most expressions as they are, but not in a lambda beside
 * columns of the SELECT, in some records, in a window, or as all that an aggregate looks at. There they become columns of its FROM first.
 */
import { type Column, columnRef, isVolatile, type Rel, type Scalar, walkScalar } from '../plan/index.ts'
import type { ColumnLookup } from './emission.ts'
import { emit } from './expression.ts'
import { define, find, type Open } from './open.ts'
import type { Shaper } from './shape.ts'

/** What scalars look at beside columns of the SELECT's own. */
interface Around {
  /** Columns of rows around it. */
  readonly columns: readonly Column[]
  /** Those, or columns that are made of them. */
  readonly found: boolean
  /** The SELECT's own columns too. */
  readonly mixed: boolean
}

const aroundOf = (o: Open, used: readonly Scalar[]): Around => {
  const columns = new Map<number, Column>()
  let found = false
  let own = false
  const look = (c: Column): void => {
    const known = o.around?.get(c.id)
    if (known !== undefined || !find(o, c)) found = true
    if (known === undefined ? find(o, c) !== undefined : known === 'mixed') own = true
    if (!find(o, c)) columns.set(c.id, c)
  }
  // What holds a query or differs each time can't be moved out of the SELECT either.
  const query = (): void => {
    own = true
  }
  for (const s of used) walkScalar(s, look, query)
  if (found) own ||= used.some(isVolatile)
  return { columns: [...columns.values()], found, mixed: found && own }
}

/** Notes which definitions look at rows around the SELECT, before they are put into it. */
export const noteAround = (o: Open, definitions: ReadonlyMap<number, Scalar>): void => {
  const noted = [...definitions].flatMap(([id, s]): [number, 'outside' | 'mixed'][] => {
    const { found, mixed } = aroundOf(o, [s])
    return found ? [[id, mixed ? 'mixed' : 'outside']] : []
  })
  if (noted.length > 0) o.around = new Map([...(o.around ?? []), ...noted])
}

/** The SELECT with what the scalars use of rows around it as columns of its own; `passing` are those that it has to give besides. */
export const settled = (shaper: Shaper, o: Open, passing: readonly Column[], used: readonly Scalar[]): Open => {
  const { columns, found } = aroundOf(o, used)
  return found ? shaper.seal(o, [...passing, ...columns]) : o
}

/** The same where one of the scalars needs it. */
export const settledWhereNeeded = (shaper: Shaper, o: Open, passing: readonly Column[], used: readonly Scalar[]): Open => {
  const hard = used.filter((s) => {
    const { found, mixed } = aroundOf(o, [s])
    return found && !isPlain(s) && needsOwn(shaper, o, s, mixed)
  })
  return hard.length > 0 ? settled(shaper, o, passing, hard) : o
}

/** What the rows of a relation are in the order of. */
export const sortedBy = (rel: Rel): Scalar[] => rel.ordering?.keys.map((k) => columnRef(k.column)) ?? []

/** Makes columns that the SELECT doesn't have those of the rows around it. */
export const defineOutside = (o: Open, columns: readonly Column[], outer: ColumnLookup): void => {
  for (const c of columns) if (!find(o, c)) define(o, c.id, outer(c), false)
}

const isPlain = (s: Scalar): boolean => s.kind === 'column' || s.kind === 'literal'

/** Whether the engine takes a scalar only over columns of the SELECT; what is said of it is said again when it is written for good. */
const needsOwn = (shaper: Shaper, o: Open, s: Scalar, mixed: boolean): boolean => {
  const { emission } = shaper
  const { delicate } = emission
  const said = emission.diagnostics.length
  const written = emit(emission, s, shaper.lookup(o))
  emission.delicate = delicate
  emission.diagnostics.length = said
  return emission.dialect.needsOwnColumns(written, mixed)
}
