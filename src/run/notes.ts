/** Caveats of functions that rows of a query run into, collected while it runs. */
export interface Noted {
  readonly name: string
  readonly text: string
  /** How many rows. */
  readonly count: number
}

export interface Notes {
  readonly add: (name: string, text: string) => void
  /** What was added since the last time. */
  readonly take: () => readonly Noted[]
}

export const openNotes = (): Notes => {
  const notes = new Map<string, Noted>()
  return {
    add: (name, text) => {
      const key = `${name} ${text}`
      notes.set(key, { name, text, count: (notes.get(key)?.count ?? 0) + 1 })
    },
    take: () => {
      const taken = [...notes.values()]
      notes.clear()
      return taken
    },
  }
}
