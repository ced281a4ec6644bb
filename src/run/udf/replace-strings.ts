/**
 * replace_strings(): earlier lookups come first, over the whole text; what one has taken the others leave alone, and nothing is replaced twice.
 * A lookup that is no string is passed over; one whose rewrite is no string takes its occurrences and leaves them as they are.
 */
export const replaceStrings = (text: string, lookups: readonly unknown[], rewrites: readonly unknown[]): string => {
  let parts: readonly { readonly text: string; readonly taken: boolean }[] = [{ text, taken: false }]
  for (const [i, lookup] of lookups.entries()) {
    if (typeof lookup !== 'string' || lookup === '') continue
    const rewrite = rewrites[i]
    const replacement = { text: typeof rewrite === 'string' ? rewrite : lookup, taken: true }
    parts = parts.flatMap((part) =>
      part.taken
        ? [part]
        : part.text.split(lookup).flatMap((t, n) => (n === 0 ? [{ text: t, taken: false }] : [replacement, { text: t, taken: false }])),
    )
  }
  return parts.map((p) => p.text).join('')
}
