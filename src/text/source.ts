import type { Origin } from './located.ts'

/** A place as people count: both start at 1; columns count UTF-16 units. */
export interface Position {
  readonly line: number
  readonly column: number
}

/** A text with a name for messages, and the offsets at which its lines start (found on first use). */
export class Source {
  readonly path: string
  readonly text: string
  /** Where the text stands in a file, if it is a part of one. */
  readonly origin: Origin | undefined
  #starts: number[] | undefined
  constructor(path: string, text: string, origin?: Origin) {
    this.path = path
    this.text = text
    this.origin = origin
  }

  #lineStarts(): number[] {
    if (this.#starts) return this.#starts
    const starts = [0]
    for (let at = this.text.indexOf('\n'); at >= 0; at = this.text.indexOf('\n', at + 1)) starts.push(at + 1)
    this.#starts = starts
    return starts
  }

  /** Line and column of an offset; an offset behind the end is the end. */
  position(offset: number): Position {
    const starts = this.#lineStarts()
    let low = 0
    let high = starts.length - 1
    while (low < high) {
      const middle = (low + high + 1) >> 1
      if ((starts[middle] ?? 0) <= offset) low = middle
      else high = middle - 1
    }
    return { line: low + 1, column: Math.min(offset, this.text.length) - (starts[low] ?? 0) + 1 }
  }

  /** The text of a line, counted from 1, without its line break; empty where there is none. */
  line(number: number): string {
    const starts = this.#lineStarts()
    const start = starts[number - 1]
    if (start === undefined) return ''
    return this.text.slice(start, starts[number] ?? this.text.length).replace(/\r?\n$/, '')
  }
}
