import { type Diagnostic, messages, nearest, type Span } from '../text/index.ts'

/** A value that must be one of a few: nothing, or what is wrong; `refused` tells whether the service would take the rule no more. */
export const oneOf = (span: Span, what: string, value: string, known: readonly string[], refused = true): Diagnostic[] =>
  known.includes(value) ? [] : [messages.notOneOf(span, what, value, known, nearest(value, known), refused)]
