/** An expression that can't be read; the message says why and where. */
export class RegexError extends Error {}

/** Reads an expression from left to right. */
export class Scanner {
  readonly text: string
  position = 0
  /** Where a class within a class was tried in vain, so that it is tried once. */
  readonly unclosed = new Set<number>()

  constructor(text: string) {
    this.text = text
  }

  get done(): boolean {
    return this.position >= this.text.length
  }

  at(text: string): boolean {
    return this.text.startsWith(text, this.position)
  }

  take(text: string): boolean {
    if (!this.at(text)) return false
    this.position += text.length
    return true
  }

  /** What a sticky expression matches here. */
  takeMatch(sticky: RegExp): RegExpExecArray | undefined {
    sticky.lastIndex = this.position
    const match = sticky.exec(this.text)
    if (!match) return undefined
    this.position += match[0].length
    return match
  }

  /** The next code point. */
  next(): number {
    const code = this.text.codePointAt(this.position)
    if (code === undefined) return this.fail('it ends too early')
    this.position += code > 0xffff ? 2 : 1
    return code
  }

  fail(why: string): never {
    throw new RegexError(`the regular expression is not valid: ${why} (at position ${this.position})`)
  }
}
