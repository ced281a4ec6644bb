import type { Diagnostic, Span } from '../text/index.ts'
import { messages } from '../text/index.ts'
import type { Missing, Name } from './ast.ts'
import { keyword } from './keywords.ts'
import * as T from './kinds.ts'
import { tokenize } from './lexer.ts'
import { acquire, FIRST_KEYWORD, release, type TokenBuffer } from './token.ts'

const LET = keyword('let')
const SET = keyword('set')

/** How deep expressions may be nested: enough for any query that a person or a generator writes, and safe for every recursion over the tree. */
const MAX_DEPTH = 400

/** A place in the tokens of a text, with the means to read on, to report and to get going again after a mistake. */
export class Cursor {
  readonly text: string
  readonly diagnostics: Diagnostic[] = []
  /** The kind of the current token. */
  kind: number
  /** The kind of the token behind it. */
  next: number
  /** The number of the current token. */
  at = 0
  // `private` and not `#`: the engine reads a private name more slowly, and these are read all the time.
  private depth = 0
  private readonly buffer: TokenBuffer
  private readonly kinds: Uint16Array
  private readonly starts: Int32Array
  private readonly ends: Int32Array
  private readonly texts: readonly string[]
  /** The token at which the last mistake was reported: nothing more is said about it. */
  private failedAt = -1

  constructor(text: string) {
    this.text = text
    const buffer = acquire(text.length)
    tokenize(text, buffer, this.diagnostics)
    this.buffer = buffer
    this.kinds = buffer.kinds
    this.starts = buffer.starts
    this.ends = buffer.ends
    this.texts = buffer.texts
    this.kind = this.kinds[0]!
    this.next = this.kinds[1]!
  }

  /** Gives the token buffer back; the cursor can't be used any more. */
  close(): void {
    release(this.buffer)
  }

  /** Goes one level deeper; false, with a message, where that is too deep. Every `enter` that is true needs a `leave`. */
  enter(): boolean {
    if (this.depth >= MAX_DEPTH) {
      this.report(messages.tooDeep(this.span, MAX_DEPTH))
      return false
    }
    this.depth++
    return true
  }

  leave(): void {
    this.depth--
  }

  advance(): void {
    if (this.kind === T.end) return
    const at = this.at + 1
    this.at = at
    this.kind = this.next
    this.next = this.kinds[at + 1]!
  }

  /** Reads the current token as a name. In one piece, as names are the most frequent of all. */
  takeName(): Name {
    const { at } = this
    const span = { start: this.starts[at]!, end: this.ends[at]! }
    const name = this.texts[at]!
    this.at = at + 1
    this.kind = this.next
    this.next = this.kinds[at + 2]!
    return { kind: 'name', span, name }
  }

  /** The kind of the token `offset` tokens ahead; that of the end behind it. */
  peek(offset: number): number {
    const index = this.at + offset
    return index < this.buffer.count ? this.kinds[index]! : T.end
  }

  /** Where the current token begins. */
  get start(): number {
    return this.starts[this.at]!
  }

  /** Where the current token ends. */
  get end(): number {
    return this.ends[this.at]!
  }

  /** Where the last token that was read ends. */
  get previousEnd(): number {
    return this.at === 0 ? 0 : this.ends[this.at - 1]!
  }

  /** The span of the current token. */
  get span(): Span {
    return { start: this.starts[this.at]!, end: this.ends[this.at]! }
  }

  /** The span from where a token begins to the end of the last one that was read; an empty one behind the latter if that is before it. */
  since(start: number): Span {
    const { at } = this
    const end = at === 0 ? 0 : this.ends[at - 1]!
    return end < start ? { start: end, end } : { start, end }
  }

  /** The span from the token with the number `first`, which is read already, to the end of the last one that was read. */
  from(first: number): Span {
    return { start: this.starts[first]!, end: this.ends[this.at - 1]! }
  }

  /** The text of the current token. */
  get written(): string {
    return this.texts[this.at]!
  }

  /** The text of the token `offset` tokens ahead. */
  textAt(offset: number): string {
    return this.texts[Math.min(this.at + offset, this.buffer.count)]!
  }

  /** Where the token `offset` tokens ahead begins. */
  startOf(offset: number): number {
    return this.starts[this.at + offset]!
  }

  /** Where the token `offset` tokens ahead ends. */
  endOf(offset: number): number {
    return this.ends[Math.min(this.at + offset, this.buffer.count)]!
  }

  /** Whether nothing stands between the token `offset` tokens ahead and the one before it. */
  adjacent(offset: number): boolean {
    const index = this.at + offset
    return index > 0 && index <= this.buffer.count && this.starts[index] === this.ends[index - 1]
  }

  /** Reads the current token if it is of the kind. */
  take(kind: number): boolean {
    if (this.kind !== kind) return false
    this.advance()
    return true
  }

  /** Reads a token that must come now; `what` names it in the message. */
  expect(kind: number, what: string): boolean {
    if (this.take(kind)) return true
    this.fail(what)
    return false
  }

  /** Reports that something else is expected at the current token. */
  fail(what: string): void {
    if (!this.silent()) this.diagnostics.push(messages.expected(this.here(), what, this.describe()))
  }

  /** Reports something about the current token, unless a mistake was reported there already. */
  report(diagnostic: Diagnostic): void {
    if (!this.silent()) this.diagnostics.push(diagnostic)
  }

  /** A node for what is missing here, with a message about it. */
  missing(what: string): Missing {
    this.fail(what)
    const at = this.previousEnd
    return { kind: 'missing', span: { start: at, end: at } }
  }

  /** Skips to the next token of the kind (or of the second kind) on the same level, to the end of the pipeline, or of the list around it. */
  skipTo(kind: number, other: number = kind): void {
    let depth = 0
    for (; this.kind !== T.end; this.advance()) {
      switch (this.kind) {
        case T.openParen:
        case T.openBracket:
        case T.openBrace:
          depth++
          break
        case T.closeParen:
        case T.closeBracket:
        case T.closeBrace:
          if (depth === 0) return
          depth--
          break
        case T.semicolon:
          return
        case T.bar:
          if (depth === 0) return
          break
        default:
          if (depth === 0 && (this.kind === kind || this.kind === other || this.atStatement())) return
      }
    }
  }

  /** Whether a statement begins here for sure: `let x =`, `set x`. */
  atStatement(): boolean {
    return (this.kind === LET && this.peek(2) === T.equal) || (this.kind === SET && this.next === T.identifier)
  }

  /** Whether the mistake at the current token is known already; if not, it is from now on. */
  silent(): boolean {
    if (this.failedAt === this.at) return true
    this.failedAt = this.at
    return this.kind === T.bad
  }

  /** The current token in words. */
  describe(): string {
    if (this.kind === T.end) return 'the end of the text'
    const text = this.written
    const short = text.length > 40 ? `${text.slice(0, 40)}…` : text
    return this.kind >= FIRST_KEYWORD ? `the keyword '${short}'` : `'${short}'`
  }

  /** The current token's span; at the end of the text, the place behind the last token. */
  private here(): Span {
    if (this.kind !== T.end) return this.span
    const end = this.previousEnd
    return { start: end, end }
  }
}

/** Whether a list, an operator or a pipeline can end before a token of this kind. */
export const endsList = (kind: number): boolean =>
  kind === T.bar || kind === T.closeParen || kind === T.semicolon || kind === T.end || kind === T.closeBracket || kind === T.closeBrace
