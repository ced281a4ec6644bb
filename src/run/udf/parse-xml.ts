/** parse_xml(): elements, attributes (`@name`) and texts (`#text`) of an XML document as JSON; repeated elements become arrays. */

const MAX_BYTES = 1_048_576
const ENTITIES: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" }

class Malformed extends Error {}

/** The JSON of an element's content: its names in order of appearance, with one value or several each. */
type Content = Map<string, string[]>

const add = (content: Content, name: string, json: string): void => {
  const values = content.get(name)
  if (values) values.push(json)
  else content.set(name, [json])
}

const decode = (text: string): string =>
  text.replaceAll(/&(?:#x([0-9a-fA-F]+)|#([0-9]+)|(\w+));|&/g, (_, hex?: string, decimal?: string, name?: string) => {
    const code = hex ? Number.parseInt(hex, 16) : decimal ? Number(decimal) : undefined
    const character = code === undefined ? ENTITIES[name ?? ''] : code <= 0x10ffff ? String.fromCodePoint(code) : undefined
    if (character === undefined) throw new Malformed()
    return character
  })

const json = (content: Content): string => {
  if (content.size === 0) return 'null'
  const texts = content.get('#text')
  if (content.size === 1 && texts?.length === 1) return texts[0] ?? 'null'
  return `{${[...content].map(([name, values]) => `${JSON.stringify(name)}:${values.length === 1 ? values[0] : `[${values.join(',')}]`}`).join(',')}}`
}

const NAME = '[^\\s<>/="\'?!]+'
const TOKEN = new RegExp(
  `<!--[\\s\\S]*?-->|<!\\[CDATA\\[(?<cdata>[\\s\\S]*?)\\]\\]>|<\\?[\\s\\S]*?\\?>|<!DOCTYPE(?:[^[>]|\\[[^\\]]*\\])*>|</(?<end>${NAME})\\s*>` +
    `|<(?<start>${NAME})(?<attributes>(?:\\s+${NAME}\\s*=\\s*(?:"[^"<]*"|'[^'<]*'))*)\\s*(?<empty>/?)>|(?<text>[^<]+)`,
  'gy',
)
const ATTRIBUTE = new RegExp(`(${NAME})\\s*=\\s*(?:"([^"]*)"|'([^']*)')`, 'g')

/** The document as JSON text; null where it is not well-formed, or longer than a megabyte. */
export const parseXml = (xml: string): string | null => {
  if (xml === '' || Buffer.byteLength(xml) > MAX_BYTES) return null
  try {
    return document(xml.replace(/^\ufeff/, ''))
  } catch (error) {
    if (error instanceof Malformed) return null
    throw error
  }
}

const document = (xml: string): string => {
  const root: Content = new Map()
  const open: { readonly name: string; readonly content: Content }[] = []
  let end = 0
  const top = (): Content => open.at(-1)?.content ?? root
  for (const token of xml.matchAll(TOKEN)) {
    end = token.index + token[0].length
    const { cdata, end: ended, start, attributes = '', empty, text } = token.groups ?? {}
    const written = cdata ?? (text === undefined ? undefined : decode(text).trim())
    if (written !== undefined) {
      if (written === '') continue
      if (open.length === 0) throw new Malformed()
      add(top(), '#text', JSON.stringify(written))
    } else if (start !== undefined) {
      if (open.length === 0 && root.size > 0) throw new Malformed()
      const content: Content = new Map()
      for (const [, name = '', double, single] of attributes.matchAll(ATTRIBUTE)) {
        if (content.has(`@${name}`)) throw new Malformed()
        add(content, `@${name}`, JSON.stringify(decode(double ?? single ?? '')))
      }
      if (empty === '/') add(top(), start, json(content))
      else open.push({ name: start, content })
    } else if (ended !== undefined) {
      const element = open.pop()
      if (element?.name !== ended) throw new Malformed()
      add(top(), ended, json(element.content))
    }
  }
  if (end !== xml.length || open.length > 0 || root.size !== 1) throw new Malformed()
  return json(root)
}
