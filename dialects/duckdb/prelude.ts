/** The macros of `prelude/*.sql`: read when the first one is asked for. */
import { readdirSync, readFileSync } from 'node:fs'
import type { Macro } from '../../src/sql/index.ts'
import { asset } from '../../src/text/index.ts'

let macros: Map<string, Macro> | undefined

/** A macro of the prelude; undefined where there is none of this name. */
export const macro = (name: string): Macro | undefined => {
  macros ??= load()
  return macros.get(name)
}

const load = (): Map<string, Macro> => {
  const folder = asset('dialects/duckdb/prelude/')
  const found = new Map<string, Macro>()
  for (const file of readdirSync(folder).sort()) {
    if (!file.endsWith('.sql')) continue
    for (const m of parsePrelude(readFileSync(new URL(file, folder), 'utf8'))) {
      if (found.has(m.name)) throw new Error(`the macro '${m.name}' is defined twice`)
      found.set(m.name, m)
    }
  }
  return found
}

/** The macros of a file: statements that begin a line with CREATE and end with a semicolon at a line's end. */
export const parsePrelude = (text: string): Macro[] =>
  [...text.matchAll(/^CREATE OR REPLACE MACRO (\w+)[\s\S]*?;$/gm)].map((m) => {
    const [statement, name = ''] = m
    const calls = new Set([...statement.matchAll(/\bkql_\w+/g)].map(([called]) => called))
    calls.delete(name)
    return { name, text: statement, calls: [...calls] }
  })
