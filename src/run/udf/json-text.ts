/** JSON text, made without objects in between. */

/** A text in quotes; most need no escapes. */
export const quoted = (text: string): string => (/["\\]|[^ -\ud7ff\ue000-\uffff]/.test(text) ? JSON.stringify(text) : `"${text}"`)
