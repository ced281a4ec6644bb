/** What a query says that is probably not what is meant, or could be said better: KQL0520 to KQL0599. */
import type { Diagnostic } from '../diagnostic.ts'
import type { Span } from '../span.ts'
import { advice, anA, lintError, warning } from './make.ts'

export const noTimeFilter = (span: Span, table: string, column: string): Diagnostic =>
  advice('KQL0520', span, `nothing bounds ${column} of '${table}': the query reads whatever range its caller happens to choose`, {
    notes: [`say it in the query: | where ${column} > ago(1d)`],
  })
export const wholeDatabase = (span: Span, what: string, refused: boolean): Diagnostic =>
  (refused ? lintError : warning)(
    'KQL0521',
    span,
    refused ? `the service takes no analytics rule with '${what}'` : `'${what}' reads every table of the workspace`,
    { notes: ['name the tables that the query is about'] },
  )
export const unusedLet = (span: Span, name: string): Diagnostic => warning('KQL0522', span, `'${name}' is declared and never used`)
export const joinWithoutKind = (span: Span, keys: readonly string[]): Diagnostic =>
  advice('KQL0523', span, `join without a kind is innerunique: of the left rows that agree in ${keys.join(', ')} only one is joined`, {
    notes: ['write kind=inner for all pairs of rows, or kind=innerunique to say that one is enough'],
  })
export const takeBeforeAggregate = (span: Span, take: string, aggregate: string): Diagnostic =>
  warning('KQL0524', span, `'${take}' keeps rows at random, and '${aggregate}' behind it tells about those alone`, {
    notes: ['leave it out, or say which rows count: top N by …'],
  })
export const orderLost = (span: Span, next: string): Diagnostic =>
  advice('KQL0525', span, `this order is lost: '${next}' behind it doesn't keep it`, { notes: ['sort last, or leave the sort out'] })
export const caseVaries = (span: Span, column: string, what: string, op: string, better: string): Diagnostic =>
  advice('KQL0526', span, `'${op}' is exact, but ${what} in '${column}' come in any case`, {
    notes: [`${better} finds all spellings`],
    fix: better,
  })
export const neverThatCase = (span: Span, fn: string, value: string, always: boolean): Diagnostic =>
  warning('KQL0527', span, `${fn}() never gives '${value}': this is always ${always ? 'true' : 'false'}`, {
    notes: [`write the value in ${fn === 'tolower' ? 'lower' : 'upper'} case, or compare without regard to case: =~, in~`],
  })
export const needlessCase = (span: Span, fn: string, better: string, same: boolean): Diagnostic =>
  advice(
    'KQL0528',
    span,
    same ? `${fn}() changes nothing here: '${better}' has no regard to case` : `'${better}' does the same without ${fn}()`,
    { notes: ['a function around a column keeps the engine from using the index of its terms'] },
  )
export const plainRegex = (span: Span, op: string, value: string): Diagnostic =>
  advice('KQL0529', span, `this regular expression is plain text: ${op} "${value}" does the same and is faster`, {
    fix: `${op} "${value}"`,
  })
export const literalStar = (span: Span, op: string): Diagnostic =>
  warning('KQL0530', span, `'${op}' takes '*' for a star, not for any text`, {
    notes: ['startswith, endswith and contains find a part of a text; matches regex takes patterns'],
  })
export const wholeTerms = (span: Span, op: string, what: string, better: string): Diagnostic =>
  advice('KQL0531', span, what, { notes: [`write ${better} in the place of ${op}`], fix: better })
export const wordInName = (span: Span, column: string, word: string): Diagnostic =>
  warning('KQL0532', span, `values of '${column}' are single words such as LogonFailed: 'has' doesn't find '${word}' inside them`, {
    notes: ['contains and startswith find parts of a word'],
  })
export const neverNull = (span: Span, fn: string, always: boolean): Diagnostic =>
  warning('KQL0533', span, `a string is never null: ${fn}() is always ${always ? 'true' : 'false'} here`, {
    notes: [`${always ? 'isnotempty' : 'isempty'}() tells whether there is a text`],
    fix: always ? 'isnotempty' : 'isempty',
  })
export const boolText = (span: Span, value: string): Diagnostic =>
  warning('KQL0534', span, `tostring() of a bool gives 'True' or 'False', never '${value}'`, { notes: ['compare the bool itself'] })
export const repeatedValue = (span: Span, value: string): Diagnostic => advice('KQL0535', span, `${value} is in this list twice`)
export const neverBoth = (span: Span, name: string, first: string, second: string): Diagnostic =>
  warning('KQL0536', span, `'${name}' can't be ${first} and ${second} at once: the condition is never true`, {
    notes: [`'or' or 'in' takes either`],
  })
export const alwaysEither = (span: Span, name: string, first: string, second: string): Diagnostic =>
  warning('KQL0537', span, `'${name}' always differs from ${first} or from ${second}: the condition is always true`, {
    notes: [`'and' or '!in' leaves both out`],
  })
export const alwaysOneRow = (span: Span, trigger: string, always: boolean): Diagnostic =>
  warning(
    'KQL0538',
    span,
    `without 'by' this gives one row whatever was found: the rule ${always ? 'alerts at every run' : 'never alerts'} (${trigger})`,
    {
      notes: ['put a where behind it, for instance | where count_ > 0'],
    },
  )
export const chartOfRule = (span: Span): Diagnostic => advice('KQL0539', span, "a rule's result is not drawn: 'render' has no effect here")
export const typesDiffer = (span: Span, left: string, right: string): Diagnostic =>
  advice('KQL0540', span, `${anA(left)} is compared with ${anA(right)}: one is converted for every row`, {
    notes: ['write both in the same type'],
  })
export const oldName = (span: Span, name: string, better: string, differs: string | undefined, others: number): Diagnostic =>
  advice('KQL0541', span, `'${name}' is the old name of '${better}'${others > 0 ? `; it stands ${others + 1} times in this query` : ''}`, {
    ...(differs === undefined ? {} : { notes: [differs] }),
    fix: better,
  })
export const repeatedCondition = (span: Span): Diagnostic => advice('KQL0542', span, 'the same condition already stands in this chain')
