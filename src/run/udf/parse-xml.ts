/** parse_xml(): elements, attributes (`@name`) and texts (`#text`) of an XML document as JSON; repeated elements become arrays. */
import { quoted } from './json-text.ts'

const MAX_BYTES = 1_048_576
const ENTITIES: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" }

/** Thrown at what is not well-formed; one for all, since much of what is stored is none. */
const MALFORMED = new Error('the XML is not well-formed')

/** An element's names in order of appearance, with the JSON of one value or several each. */
class Element {
  readonly name: string
  readonly #names: string[] = []
  readonly #values: string[][] = []

  constructor(name: string) {
    this.name = name
  }

  has(name: string): boolean {
    return this.#names.includes(name)
  }

  get size(): number {
    return this.#names.length
  }

  add(name: string, json: string): void {
    const at = this.#names.indexOf(name)
    if (at >= 0) this.#values[at]?.push(json)
    else {
      this.#names.push(name)
      this.#values.push([json])
    }
  }

  /** Null for an empty element, its text where it has nothing else. */
  json(): string {
    const [first] = this.#values
    if (first === undefined) return 'null'
    if (this.#names.length === 1 && this.#names[0] === '#text' && first.length === 1) return first[0] ?? 'null'
    return `{${this.#names.map((name, i) => `${quoted(name)}:${list(this.#values[i] ?? [])}`).join(',')}}`
  }
}

const list = (values: readonly string[]): string => (values.length === 1 ? (values[0] ?? 'null') : `[${values.join(',')}]`)

const decode = (text: string): string => {
  if (!text.includes('&')) return text
  return text.replaceAll(/&(?:#x([0-9a-fA-F]+)|#([0-9]+)|(\w+));|&/g, (_, hex?: string, decimal?: string, name?: string) => {
    const code = hex ? Number.parseInt(hex, 16) : decimal ? Number(decimal) : undefined
    const character = code === undefined ? ENTITIES[name ?? ''] : code <= 0x10ffff ? String.fromCodePoint(code) : undefined
    if (character === undefined) throw MALFORMED
    return character
  })
}

/** The document as JSON text; null where it is not well-formed, or longer than a megabyte. */
export const parseXml = (xml: string): string | null => {
  if (!xml.includes('<') || Buffer.byteLength(xml) > MAX_BYTES) return null
  try {
    return new Reader(xml).document()
  } catch (error) {
    if (error === MALFORMED) return null
    throw error
  }
}

const NAME = /[^\s<>/="'?!]+/y
const ATTRIBUTE = /\s+([^\s<>/="'?!]+)\s*=\s*(?:"([^"<]*)"|'([^'<]*)')/y
const DOCTYPE = /<!DOCTYPE(?:[^[>]|\[[^\]]*\])*>/y

class Reader {
  readonly #xml: string
  readonly #root = new Element('')
  readonly #open: Element[] = [this.#root]
  #at = 0

  constructor(xml: string) {
    this.#xml = xml.startsWith('\ufeff') ? xml.slice(1) : xml
  }

  document(): string {
    const xml = this.#xml
    while (this.#at < xml.length) {
      const next = xml.indexOf('<', this.#at)
      this.#text(decode(xml.slice(this.#at, next < 0 ? xml.length : next)))
      if (next < 0) break
      this.#at = next
      this.#markup()
    }
    if (this.#open.length > 1 || this.#root.size !== 1) throw MALFORMED
    return this.#root.json()
  }

  #text(text: string): void {
    const written = text.trim()
    if (written === '') return
    if (this.#open.length === 1) throw MALFORMED
    this.#open.at(-1)?.add('#text', quoted(written))
  }

  /** Moves behind a closing mark and returns what stands in front of it. */
  #until(mark: string): string {
    const end = this.#xml.indexOf(mark, this.#at)
    if (end < 0) throw MALFORMED
    const inside = this.#xml.slice(this.#at, end)
    this.#at = end + mark.length
    return inside
  }

  #take(sticky: RegExp): RegExpExecArray | null {
    sticky.lastIndex = this.#at
    const match = sticky.exec(this.#xml)
    if (match) this.#at += match[0].length
    return match
  }

  #markup(): void {
    const xml = this.#xml
    const kind = xml[this.#at + 1]
    if (kind === '/') this.#end()
    else if (kind === '?') this.#until('?>')
    else if (xml.startsWith('<!--', this.#at)) this.#until('-->')
    else if (xml.startsWith('<![CDATA[', this.#at)) {
      this.#at += 9
      this.#text(this.#until(']]>'))
    } else if (kind === '!') {
      if (!this.#take(DOCTYPE)) throw MALFORMED
    } else this.#start()
  }

  #start(): void {
    this.#at++
    const name = this.#take(NAME)?.[0]
    if (name === undefined || (this.#open.length === 1 && this.#root.size > 0)) throw MALFORMED
    const element = new Element(name)
    for (let match = this.#take(ATTRIBUTE); match; match = this.#take(ATTRIBUTE)) {
      const attribute = `@${match[1]}`
      if (element.has(attribute)) throw MALFORMED
      element.add(attribute, quoted(decode(match[2] ?? match[3] ?? '')))
    }
    const rest = this.#until('>').trim()
    if (rest === '') this.#open.push(element)
    else if (rest === '/') this.#open.at(-1)?.add(name, element.json())
    else throw MALFORMED
  }

  #end(): void {
    this.#at += 2
    const name = this.#until('>').trimEnd()
    const element = this.#open.pop()
    if (element?.name !== name || this.#open.length === 0) throw MALFORMED
    this.#open.at(-1)?.add(name, element.json())
  }
}
