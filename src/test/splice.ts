import { isDeepStrictEqual } from 'node:util'
import { type Document, isNode, type Node, parseAllDocuments } from 'yaml'
import type { Path } from './read.ts'

const parsed = (text: string): readonly Document[] => {
  const documents = parseAllDocuments(text, { merge: true })
  return Array.isArray(documents) ? documents : []
}

const nodeAt = (document: Document | undefined, path: Path): Node | undefined => {
  const node = document?.getIn(path, true)
  return isNode(node) && node.range ? node : undefined
}

/** A place in one of the documents of a text. */
export interface Place {
  readonly document: number
  readonly path: Path
}

/**
 * The old text with the values at these places as the new text has them, so that lines nobody changed keep their layout; the new text
 * where that can't be done. Both texts hold the same documents but for these values.
 */
export const splice = (oldText: string, newText: string, places: readonly Place[]): string => {
  const [before, after] = [parsed(oldText), parsed(newText)]
  const cuts = places.flatMap(({ document, path }) => {
    const [old, fresh] = [nodeAt(before[document], path), nodeAt(after[document], path)]
    return old?.range && fresh?.range ? [{ from: old.range[0], to: old.range[1], text: newText.slice(fresh.range[0], fresh.range[1]) }] : []
  })
  if (cuts.length < places.length) return newText
  const spliced = cuts
    .sort((a, b) => b.from - a.from)
    .reduce((text, { from, to, text: fresh }) => text.slice(0, from) + fresh + text.slice(to), oldText)
  const result = parsed(spliced)
  const same =
    result.length === after.length && result.every((d, i) => d.errors.length === 0 && isDeepStrictEqual(d.toJS(), after[i]?.toJS()))
  return same ? spliced : newText
}
