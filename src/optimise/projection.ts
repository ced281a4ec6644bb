import type { Column, Ordering, Origin, Project, Rel, Scalar } from '../plan/index.ts'

/** A projection with nothing but what emission asks for. All that passes make are of one hidden class; binding's are of many. */
export const projection = (
  input: Rel,
  columns: readonly Column[],
  definitions: ReadonlyMap<number, Scalar>,
  ordering: Ordering | undefined,
  origin?: Origin,
): Project => ({ kind: 'project', input, columns, definitions, ordering, origin })
