import type { Span } from '../text/index.ts'
import type { Operator } from './ast.ts'
import type { Cursor } from './cursor.ts'
import { keyword } from './keywords.ts'
import * as T from './kinds.ts'

/** Reads an operator, whose keyword was read just now and stands at `keyword`. */
export type OperatorParser = (p: Cursor, keyword: Span) => Operator

export interface OperatorEntry {
  readonly parse: OperatorParser
  /** Followed by a parenthesis the word is a function: `count()`. */
  readonly alsoFunction?: boolean
  /**
   * Whether an expression that begins with the word is this operator: always, never (the word is a name there, `extend == 1`), or only where
   * the function says so.
   */
  readonly begins?: boolean | ((p: Cursor) => boolean)
}

const entries: (OperatorEntry | undefined)[] = []
const names: string[] = []

/** Has `entry` read the operators with these keywords (words with blanks between them). */
export function registerOperator(keywords: string, entry: OperatorEntry): void {
  for (const word of keywords.split(' ')) {
    entries[keyword(word)] = entry
    names.push(word)
  }
}

/** The operator of the keyword that stands here; undefined where there is none. */
export function operatorHere(p: Cursor): OperatorEntry | undefined {
  const entry = entries[p.kind]
  return entry?.alsoFunction && p.next === T.openParen ? undefined : entry
}

/** Whether what stands here is for sure an operator that begins a query, and no expression. */
export function beginsQuery(p: Cursor): boolean {
  const begins = entries[p.kind]?.begins
  return typeof begins === 'function' ? begins(p) : begins === true
}

/** All operators' keywords, for proposals. */
export const operatorNames: readonly string[] = names
