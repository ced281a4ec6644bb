/** The text of a compiled file: a header, the macros that the SQL uses, the SELECT. The same input gives the same bytes. */
import type { CompileResult } from '../api.ts'
import type { Rule } from '../load/index.ts'

/** A value on one line of a comment. */
const oneLine = (text: string): string => text.replace(/\s+/g, ' ').trim()

/** `key: value` lines in front of the SQL of a rule. */
const header = (rule: Rule, { tables, functions, openTime }: CompileResult): string => {
  const fields: (readonly [string, string | undefined])[] = [
    ['id', rule.id],
    ['name', rule.name],
    ['tables', tables.join(', ')],
    ['functions', functions.length > 0 ? `${functions.join(', ')}; registered with a connection of @duckdb/node-api by` : ''],
    [
      '',
      functions.length > 0
        ? `import('kqlc').then((k) => k.registerFunctions(connection, [${functions.map((f) => `'${f}'`).join(', ')}]))`
        : '',
    ],
    ['time', openTime && `${openTime.expression}; fixed by the line`],
    ['', openTime?.statement],
  ]
  const lines = fields.filter(([, value]) => value).map(([key, value]) => `-- ${key === '' ? '  ' : `${key}: `}${oneLine(value ?? '')}\n`)
  return ['-- Compiled by kqlc: change the rule, not this file.\n', ...lines].join('')
}

/** What `kqlc compile` writes for a rule. */
export const compiledText = (rule: Rule, result: CompileResult): string => {
  const sections = [header(rule, result).trimEnd(), result.macros.trim(), `${result.sql.trim().replace(/;$/, '')};`]
  return `${sections.filter(Boolean).join('\n\n')}\n`
}
