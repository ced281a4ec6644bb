/** Looking columns up by their names. Tables are wide, so that a walk over all columns for each name would be most of binding. */
import type { Column } from '../plan/index.ts'

/** The place of the column of this name, −1 where there is none; names are case-sensitive. */
export const indexOfName = (columns: readonly Column[], name: string): number => {
  for (let i = 0; i < columns.length; i++) if ((columns[i] as Column).name === name) return i
  return -1
}

/** Where the names of a list stand: some are said here, the others are as in the list that it was made from. */
interface Names {
  readonly places: ReadonlyMap<string, number>
  readonly from: Names | undefined
}

/** So many columns are walked over sooner than looked up. */
const FEW = 3
/** Of a list of so many all places are noted when a second name is looked for. */
const MANY = 16

/** The lists of columns of a query. A list that is handed in must not change any more. */
export class ColumnNames {
  readonly #known = new Map<readonly Column[], Names>()
  /** The list that was walked over last. */
  #walked: readonly Column[] | undefined

  /** All names of a list stand in these places. */
  know(columns: readonly Column[], places: ReadonlyMap<string, number>): void {
    this.#known.set(columns, { places, from: undefined })
  }

  /** A list has the names of another in the same places, but for these. */
  derive(columns: readonly Column[], from: readonly Column[], places?: ReadonlyMap<string, number>): void {
    const names = this.#known.get(from)
    if (names) this.#known.set(columns, places ? { places, from: names } : names)
  }

  /** As `indexOfName`. */
  placeOf(columns: readonly Column[], name: string): number {
    if (columns.length <= FEW) return indexOfName(columns, name)
    let names = this.#known.get(columns)
    if (!names) return this.#search(columns, name)
    for (; names; names = names.from) {
      const at = names.places.get(name)
      // Another may have taken its place.
      if (at !== undefined) return columns[at]?.name === name ? at : -1
    }
    return -1
  }

  #search(columns: readonly Column[], name: string): number {
    if (columns.length < MANY || columns !== this.#walked) {
      this.#walked = columns
      return indexOfName(columns, name)
    }
    const places = new Map<string, number>()
    for (let i = 0; i < columns.length; i++) places.set((columns[i] as Column).name, i)
    this.know(columns, places)
    return places.get(name) ?? -1
  }
}

/** The columns of a relation with changes: some replaced, others added behind. */
export class ChangedColumns {
  readonly #names: ColumnNames
  readonly #before: readonly Column[]
  readonly #columns: Column[]
  /** Where the changed ones stand. */
  readonly #places = new Map<string, number>()

  constructor(names: ColumnNames, before: readonly Column[]) {
    this.#names = names
    this.#before = before
    this.#columns = before.slice()
  }

  /** The place of the column that has the name now, −1 where none has. */
  placeOf(name: string): number {
    const at = this.#places.get(name) ?? this.#names.placeOf(this.#before, name)
    return this.#columns[at]?.name === name ? at : -1
  }

  at(place: number): Column | undefined {
    return this.#columns[place]
  }

  /** Puts a column in a place, behind all others where that is −1. */
  put(column: Column, at: number): void {
    const place = at < 0 ? this.#columns.length : at
    this.#columns[place] = column
    this.#places.set(column.name, place)
  }

  /** The columns as they are now; no further changes may follow. */
  done(): readonly Column[] {
    this.#names.derive(this.#columns, this.#before, this.#places)
    return this.#columns
  }
}
