/**
 * Kinds of tokens that are no keywords; keywords have the kinds from FIRST_KEYWORD on (see keywords.ts). Constants of a module, which the build
 * puts where they are named, and no object: the parser compares kinds all the time. Import them as `T`.
 */

export const end = 0
/** A character that is no part of the language; the lexer has reported it. */
export const bad = 1
/** From here to `typed` stand the kinds of what may be a whole operand: a name or a literal. */
export const identifier = 2
export const string = 3
export const long = 4
export const real = 5
export const timespan = 6
export const bool = 7
/** A guid that stands alone, which only a dynamic literal may hold. */
export const guid = 8
/** `datetime(…)`, `long(…)` and the like: type, parentheses and what they hold are one token. */
export const typed = 9
export const directive = 10
export const openParen = 11
export const closeParen = 12
export const openBracket = 13
export const closeBracket = 14
export const openBrace = 15
export const closeBrace = 16
export const bar = 17
export const comma = 18
export const semicolon = 19
export const colon = 20
export const dot = 21
export const dotDot = 22
export const plus = 23
export const minus = 24
export const star = 25
export const slash = 26
export const percent = 27
export const less = 28
export const lessEqual = 29
export const greater = 30
export const greaterEqual = 31
export const equal = 32
export const equalEqual = 33
export const notEqual = 34
export const equalTilde = 35
export const notTilde = 36
export const arrow = 37
export const at = 38
export const question = 39
export const lessBar = 40
