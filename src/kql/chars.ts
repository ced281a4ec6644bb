const LETTER = 1
const DIGIT = 2
const HEX = 4

/** What the characters below 128 are; KQL's names are ASCII. */
const CLASS = new Uint8Array(128)
for (const c of 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ') CLASS[c.charCodeAt(0)] = LETTER
for (const c of '0123456789') CLASS[c.charCodeAt(0)] = DIGIT | HEX
for (const c of 'abcdefABCDEF') CLASS[c.charCodeAt(0)]! |= HEX
CLASS['_'.charCodeAt(0)] = LETTER

/** Whether a name may hold the character: an ASCII letter or digit, or `_`. Not-a-number (behind the end of a text) is none. */
export const isNamePart = (c: number): boolean => c < 128 && (CLASS[c]! & (LETTER | DIGIT)) !== 0

/** Whether a name may begin with the character; digits are another matter (see the lexer). */
export const isNameStart = (c: number): boolean => (c < 128 && (CLASS[c]! & LETTER) !== 0) || c === 36

export const isDigit = (c: number): boolean => c >= 48 && c <= 57

export const isHexDigit = (c: number): boolean => c < 128 && (CLASS[c]! & HEX) !== 0

/** The white space above 127 and the rarer ASCII ones, as the official lexer lists them. */
const RARE_SPACES = new Set([
  0x0c, 0xa0, 0x1680, 0x180e, 0x2000, 0x2001, 0x2002, 0x2003, 0x2004, 0x2005, 0x2006, 0x2007, 0x2008, 0x2009, 0x200a, 0x200b, 0x202f,
  0x205f, 0x3000, 0xfeff,
])

/** White space other than blank, tab and line breaks. */
export const isRareSpace = (c: number): boolean => (c > 127 || c === 0x0c) && RARE_SPACES.has(c)
