/** Untrusted text in a page: nothing of it may become markup, and nothing of it may change how what stands beside it is read. */

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }

/** As the content of an element or of a quoted attribute. */
export const escaped = (text: string): string => text.replace(/[&<>"']/g, (c) => ENTITIES[c] as string)

/** Characters that aren't seen, or that turn the direction of those behind them: they are part of the finding and are shown as what they are. */
const UNSEEN = /[\p{Cc}\p{Cf}]/gu
/** Line breaks and tabs are seen, joiners belong to the writing of words and emoji. */
const LEFT_ALONE: ReadonlySet<string> = new Set(['\n', '\r', '\t', '\u200c', '\u200d'])

const unseen = (c: string): string =>
  LEFT_ALONE.has(c) ? c : `<i class="unseen">U+${(c.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}</i>`

/** A value as the content of an element of its own, which keeps its writing direction to itself (`dir="auto"`). */
export const visible = (text: string): string => escaped(text).replace(UNSEEN, unseen)

/** Data inside a script element, which ends at the first `</script` and knows no entities. */
export const jsonData = (value: unknown): string =>
  JSON.stringify(value).replace(/[<>&\u2028\u2029]/g, (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`)
