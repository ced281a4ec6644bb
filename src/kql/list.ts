import { type Cursor, endsList } from './cursor.ts'
import * as T from './kinds.ts'

/** How a list may look. */
export interface ListOptions {
  /** A keyword that ends the list besides closing brackets, bars and the like. */
  readonly stop?: number
  readonly stop2?: number
  /** Whether the list ends here, where a keyword alone doesn't tell. */
  readonly until?: (p: Cursor) => boolean
  /** An empty list is a mistake. */
  readonly some?: boolean
  /** A comma behind the last element is none. */
  readonly trailing?: boolean
  /** The list simply ends where no comma follows: what comes next is another one's matter. */
  readonly open?: boolean
}

const DEFAULTS: ListOptions = {}
/** At least one element. */
export const SOME: ListOptions = { some: true }
/** Any number of elements, a comma may stand behind the last. */
export const TRAILING: ListOptions = { trailing: true }
/** At least one element; ends where no comma follows. */
export const OPEN: ListOptions = { some: true, open: true }

/** Whether a list ends before what stands here. */
const ends = (p: Cursor, options: ListOptions): boolean => {
  const { kind } = p
  if (kind >= T.identifier && kind <= T.typed) return false
  if (endsList(kind)) return true
  const { open, stop, stop2, until } = options
  return !open && (kind === stop || kind === stop2 || until?.(p) === true)
}

/**
 * Reads elements with commas between them. `element` yields undefined, without reading anything, where there is none. After a mistake it goes on
 * behind the next comma, so that each element can have its own message.
 */
export function commaList<E>(p: Cursor, element: (p: Cursor) => E | undefined, what: string, options: ListOptions = DEFAULTS): E[] {
  const list: E[] = []
  for (let first = true; ; first = false) {
    const item = ends(p, options) ? undefined : element(p)
    if (item !== undefined) list.push(item)
    else if (p.kind === T.comma || (first ? options.some : !options.trailing)) p.fail(what)
    if (p.kind === T.comma) {
      p.advance()
      continue
    }
    if (item === undefined || options.open || ends(p, options)) return list
    p.fail("','")
    p.skipTo(T.comma, options.stop ?? T.end)
    if (p.kind !== T.comma) return list
    p.advance()
  }
}
