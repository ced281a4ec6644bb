/** The first kind of a keyword; the others stand in kinds.ts. */
export const FIRST_KEYWORD = 48

/**
 * The tokens of one text in flat arrays, so that lexing allocates nothing a token. `count` doesn't include the two tokens of kind
 * `end` behind the last one, so that a parser may look one token ahead without asking.
 */
export class TokenBuffer {
  kinds: Uint16Array
  starts: Int32Array
  ends: Int32Array
  /** The tokens as they are written. */
  texts: string[] = []
  count = 0

  constructor(capacity: number) {
    this.kinds = new Uint16Array(capacity)
    this.starts = new Int32Array(capacity)
    this.ends = new Int32Array(capacity)
  }
}

let spare: TokenBuffer | undefined

/** A buffer with room for the tokens of a text of `length` characters; give it back with `release`. */
export function acquire(length: number): TokenBuffer {
  const needed = length + 2
  const buffer = spare !== undefined && spare.kinds.length >= needed ? spare : new TokenBuffer(Math.max(needed, 8192))
  spare = undefined
  return buffer
}

/** Keeps a buffer for the next text, unless it is so large that keeping it would be a waste. */
export function release(buffer: TokenBuffer): void {
  if (buffer.kinds.length <= 1 << 18) spare = buffer
}
