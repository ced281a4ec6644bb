// XML 1.0 has no place for other control characters, not even escaped.
const FORBIDDEN = /[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu
const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', '\n': '&#10;' }

/** A text as it stands in an XML document, in an element or an attribute. */
export const xmlText = (text: string): string => text.replaceAll(FORBIDDEN, '\uFFFD').replaceAll(/[&<>"\n]/g, (c) => ENTITIES[c] ?? c)
