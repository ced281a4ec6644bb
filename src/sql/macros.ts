/** The macros of a dialect that SQL calls. */
import type { Dialect, Macro } from './dialect.ts'

const PREFIX = 'kql_'
const NAME = /\bkql_\w+/y

/** The macros that a piece of SQL calls, each after those that it calls itself. */
export const macrosOf = (text: string, dialect: Pick<Dialect, 'macro'>): Macro[] => {
  const list = new Map<string, Macro>()
  const add = (name: string): void => {
    if (list.has(name)) return
    const macro = dialect.macro(name)
    if (!macro) return
    for (const called of macro.calls) add(called)
    list.set(name, macro)
  }
  // Looking for the text first is several times as fast as trying the expression at every character.
  for (let at = text.indexOf(PREFIX); at >= 0; at = text.indexOf(PREFIX, at + 1)) {
    NAME.lastIndex = at
    const name = NAME.exec(text)?.[0]
    if (name) add(name)
  }
  return [...list.values()]
}

/** The registered functions that macros call: these bear names that begin with `kql_js_`. */
export const registeredBy = (macros: readonly Macro[]): string[] =>
  macros.flatMap((m) => m.calls.filter((name) => name.startsWith('kql_js_')))
