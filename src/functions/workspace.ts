/** What queries find around them in a workspace; bind/special binds these forms, the entries name and describe them. */
import { type FunctionDef, special, tabular, unsupported } from './define.ts'

const BY_HAND = 'by hand: there is one store'
const ONE_STORE = 'There is one store, which stands for it; a warning says so.'

const place = (name: string, what: string): FunctionDef =>
  tabular(name, '(const name: string): dynamic', {
    lower: special,
    doc: `In front of a table: ${what}.`,
    limit: ONE_STORE,
    examples: [{ kql: `let T = datatable(a: long)[1, 2]; ${name}('x').T | count`, rows: [[2]], source: BY_HAND }],
  })

export const workspaceFunctions: readonly FunctionDef[] = [
  place('workspace', 'another workspace'),
  place('app', 'another application'),
  place('resource', 'another resource'),
  tabular('adx', '(const place: string): dynamic', {
    lower: unsupported('it reads a database outside of the workspace'),
    doc: 'In front of a table: a database of Azure Data Explorer.',
  }),
  tabular('arg', '(const place: string): dynamic', {
    lower: unsupported("it reads Azure's resource graph"),
    doc: "In front of a table: Azure's resource graph.",
  }),
  tabular('_GetWatchlist', '(const alias: string): dynamic', {
    lower: special,
    doc: 'The items of a watchlist: _DTItemId, LastUpdatedTimeUTC, SearchKey, and the columns of its file.',
    limit: 'The user names a CSV file for each watchlist, and which column its SearchKey is (--watchlist NAME=FILE#KEY).',
    examples: [{ kql: "_GetWatchlist('people') | project SearchKey, Level", rows: [['ann', 'high']], source: BY_HAND }],
  }),
  tabular('_GetWatchlistAlias', '(): dynamic', {
    lower: special,
    doc: 'The names of all watchlists.',
    examples: [{ kql: '_GetWatchlistAlias', rows: [['people']], source: BY_HAND }],
  }),
]
