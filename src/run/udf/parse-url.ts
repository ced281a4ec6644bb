/** parse_url() and parse_urlquery(). Nothing is decoded: rules do that with url_decode(). */

/** The parameters of a query string as a JSON object; the first of several of one name counts. */
const parameters = (query: string): string => {
  const known = new Map<string, string>()
  for (const part of query.split('&')) {
    if (part === '') continue
    const [name = '', ...value] = part.split('=')
    if (!known.has(name)) known.set(name, value.join('='))
  }
  return object([...known].map(([name, value]) => [name, JSON.stringify(value)]))
}

/** A JSON object with its keys in this order. */
const object = (entries: readonly (readonly [name: string, json: string])[]): string =>
  `{${entries.map(([name, json]) => `${JSON.stringify(name)}:${json}`).join(',')}}`

export const parseUrlQuery = (query: string): string => object([['Query Parameters', parameters(query)]])

/**
 * The parts of an absolute URL as JSON. Of a text without a scheme only the parameters are found, and only where it is the query of a URL:
 * Kusto takes either.
 */
export const parseUrl = (url: string): string => {
  const match = /^([^:/?#]+):\/\/([^/?#]*)([^?#]*)(?:\?([^#]*))?(?:#([\s\S]*))?$/.exec(url)
  const [, scheme = '', authority = '', path = '', query = match ? '' : url.includes('=') ? url : '', fragment = ''] = match ?? []
  const at = authority.lastIndexOf('@')
  const user = at < 0 ? '' : authority.slice(0, at)
  const [, host = '', port = ''] = /^(\[[^\]]*\]|[^:]*)(?::(.*))?$/.exec(authority.slice(at + 1)) ?? []
  const colon = user.indexOf(':')
  const texts = {
    Scheme: scheme,
    Host: host,
    Port: port,
    Path: path,
    Username: colon < 0 ? user : user.slice(0, colon),
    Password: colon < 0 ? '' : user.slice(colon + 1),
  }
  return object([
    ...Object.entries(texts).map(([name, text]) => [name, JSON.stringify(text)] as const),
    ['Query Parameters', parameters(query)],
    ['Fragment', JSON.stringify(fragment)],
  ])
}
