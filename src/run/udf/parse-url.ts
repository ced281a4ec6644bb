/** parse_url() and parse_urlquery(). Nothing is decoded: rules do that with url_decode(). */
import { quoted } from './json-text.ts'

/** The parameters of a query string as a JSON object; the first of several of one name counts. */
const parameters = (query: string): string => {
  if (query === '') return '{}'
  const names: string[] = []
  let json = ''
  for (const part of query.split('&')) {
    const equals = part.indexOf('=')
    const name = equals < 0 ? part : part.slice(0, equals)
    if (part === '' || names.includes(name)) continue
    names.push(name)
    json += `${json === '' ? '' : ','}${quoted(name)}:${equals < 0 ? '""' : quoted(part.slice(equals + 1))}`
  }
  return `{${json}}`
}

export const parseUrlQuery = (query: string): string => `{"Query Parameters":${parameters(query)}}`

/** What stands in front of a character and what behind it; all in front where there is none. */
const cut = (text: string, at: number): readonly [string, string] => (at < 0 ? [text, ''] : [text.slice(0, at), text.slice(at + 1)])

/**
 * The parts of an absolute URL as JSON. Of a text without a scheme only the parameters are found, and only where it is the query of a URL:
 * Kusto takes either.
 */
export const parseUrl = (url: string): string => {
  const colon = url.indexOf(':')
  const absolute = colon > 0 && url.startsWith('//', colon + 1) && !/[/?#]/.test(url.slice(0, colon))
  const [rest, fragment] = absolute ? cut(url.slice(colon + 3), url.slice(colon + 3).indexOf('#')) : ['', '']
  const [front, asked] = cut(rest, rest.indexOf('?'))
  const slash = front.indexOf('/')
  const authority = slash < 0 ? front : front.slice(0, slash)
  const at = authority.lastIndexOf('@')
  const [user, password] = at < 0 ? ['', ''] : cut(authority.slice(0, at), authority.slice(0, at).indexOf(':'))
  const place = authority.slice(at + 1)
  // The colons of an IPv6 address stand in brackets.
  const [host, port] = cut(place, place.indexOf(':', place.startsWith('[') ? place.indexOf(']') : 0))
  const query = absolute ? asked : url.includes('=') ? url : ''
  return (
    `{"Scheme":${quoted(absolute ? url.slice(0, colon) : '')},"Host":${quoted(host)},"Port":${quoted(port)},` +
    `"Path":${quoted(slash < 0 ? '' : front.slice(slash))},"Username":${quoted(user)},"Password":${quoted(password)},` +
    `"Query Parameters":${parameters(query)},"Fragment":${quoted(fragment)}}`
  )
}
