/** Regular expressions in RE2's syntax, which Kusto and the SQL engines that kqlc writes for share. */

/** A text as an expression that matches it literally. */
export const escapeRegex = (text: string): string => text.replaceAll(/[\\^$.|?*+()[\]{}]/g, '\\$&')

/** The names that a name with stars stands for, as an expression of JavaScript. */
export const wildcardRegex = (pattern: string): RegExp => new RegExp(`^${pattern.split('*').map(escapeRegex).join('.*')}$`, 's')
