/** A YAML document as plain data that still knows where in the file each value stands. */
import type { Document, Node, ParsedNode, Scalar, YAMLError } from 'yaml'
import { isAlias, isCollection, isMap, isNode, isScalar, isSeq, parseAllDocuments, visit } from 'yaml'
import type { Diagnostic, Source, Span } from '../text/index.ts'
import { messages } from '../text/index.ts'
import type { OffsetMap, ScalarStyle } from './scalar-offsets.ts'
import { scalarOffsets } from './scalar-offsets.ts'

type Path = readonly (string | number)[]

export interface YamlDocument {
  readonly source: Source
  /** The document's place among those of the file, from 0. */
  readonly index: number
  readonly data: unknown
  /** Where the value at `path`, or its key, stands; where there is none, its nearest ancestor's key, at last the document's start. */
  locate(path: Path, of?: 'value' | 'key'): Span
  /** Where a key of the document's mapping stands; the document's start where it has no such key. */
  locateKey(key: string | undefined): Span
  /** For the text at `path`: where its characters stand in the file. */
  offsets(path: Path, value: string): OffsetMap
}

export interface YamlFile {
  readonly documents: readonly YamlDocument[]
  /** Spans count in the file. A document with an error is not among the documents. */
  readonly diagnostics: readonly Diagnostic[]
}

const spanOf = (node: Node): Span => ({ start: node.range?.[0] ?? 0, end: node.range?.[1] ?? 0 })

const message = (error: YAMLError): string => error.message.replace(/\.$/, '')

/** Rows of a test that copy others; against texts that grow without end when their aliases are written out. */
const MOST_ALIASES = 10_000

/** What is often behind the parser's errors, by their code. */
const HELP: Readonly<Record<string, string>> = {
  BAD_INDENT: 'what belongs to a key is indented further than it, and keys of one mapping alike',
  BAD_SCALAR_START: 'a text that begins with @, %, ` or the like stands in quotes',
  BLOCK_AS_IMPLICIT_KEY: 'a text with a colon and a blank in it stands in quotes',
  DUPLICATE_KEY: 'each key of a mapping stands once',
  MISSING_CHAR: 'a text that begins with a quote ends with one, [ with ], { with }; a key is followed by a colon',
  MULTILINE_IMPLICIT_KEY: 'the lines of a text below its key, such as those of query: |, are all indented further than the key',
  TAB_AS_INDENT: 'YAML is indented with blanks',
  UNEXPECTED_TOKEN: 'a text with a colon, a bracket or a # in it is best kept in quotes',
}

class ParsedDocument implements YamlDocument {
  readonly source: Source
  readonly index: number
  readonly data: unknown
  readonly #document: Document.Parsed

  constructor(source: Source, index: number, document: Document.Parsed) {
    this.source = source
    this.index = index
    this.#document = document
    this.data = document.toJS({ maxAliasCount: MOST_ALIASES })
  }

  #follow(node: unknown): unknown {
    return isAlias(node) ? node.resolve(this.#document) : node
  }

  locate(path: Path, of: 'value' | 'key' = 'value'): Span {
    let node: unknown = this.#document.contents
    const root = this.#document.contents?.range ?? [0, 0]
    // A mapping's own range is all its lines: its first character is place enough.
    let span: Span = { start: root[0], end: root[0] + 1 }
    for (const [depth, step] of path.entries()) {
      node = this.#follow(node)
      let key: ParsedNode | undefined
      if (isMap<ParsedNode, ParsedNode>(node)) {
        const pair = node.items.find((item) => isScalar(item.key) && String(item.key.value) === String(step))
        key = pair?.key
        node = pair?.value
      } else if (isSeq(node)) node = node.items[Number(step)]
      else return span
      const last = depth === path.length - 1 && of === 'value'
      const shown = last && isScalar(node) && !isBlock(node) ? node : (key ?? node)
      if (!isNode(shown) || !shown.range) return span
      const [start, end] = shown.range
      span = { start, end: isCollection(shown) ? start + 1 : Math.max(end, start + 1) }
    }
    return span
  }

  locateKey(key: string | undefined): Span {
    const { contents } = this.#document
    const pair = isMap<ParsedNode>(contents) && contents.items.find((item) => String(item.key) === key)
    return pair ? spanOf(pair.key) : this.locate([])
  }

  offsets(path: Path, value: string): OffsetMap {
    const node = this.#follow(this.#document.getIn(path, true))
    if (!isScalar(node) || !node.range) return new Uint32Array(value.length + 1)
    const [start, end] = node.range
    return scalarOffsets(this.source.text, start, end, value, (node.type ?? 'PLAIN') as ScalarStyle)
  }
}

const isBlock = (node: Scalar): boolean => node.type === 'BLOCK_LITERAL' || node.type === 'BLOCK_FOLDED'

/**
 * Puts right what the parser leaves to those who use it: returns the place of the first alias without an anchor, and takes back the
 * line break that it adds to a block which ends with the file, where the file has none (YAML 1.2.2, 8.1.1.2: a break is kept, not made).
 */
const complete = (document: Document.Parsed, text: string): Span | undefined => {
  let dangling: Span | undefined
  visit(document, {
    Alias: (_, node) => {
      if (!node.resolve(document)) dangling ??= spanOf(node)
    },
    Scalar: (_, node) => {
      const atEnd = isBlock(node) && node.range?.[1] === text.length && !text.endsWith('\n')
      if (atEnd && typeof node.value === 'string') node.value = node.value.replace(/\n$/, '')
    },
  })
  return dangling
}

/** Parses a file's YAML documents, empty ones left out. With `merge`, `<<: *anchor` copies a mapping's keys. Never throws. */
export const parseYaml = (source: Source, { merge = false }: { readonly merge?: boolean } = {}): YamlFile => {
  const documents: YamlDocument[] = []
  const diagnostics: Diagnostic[] = []
  const parsed = parseAllDocuments(source.text, { prettyErrors: false, logLevel: 'silent', merge })
  if (!Array.isArray(parsed)) return { documents, diagnostics }
  for (const [index, document] of parsed.entries()) {
    for (const error of document.errors)
      diagnostics.push(messages.badYaml({ start: error.pos[0], end: error.pos[1] }, message(error), HELP[error.code]))
    if (document.errors.length > 0 || document.contents === null) continue
    const dangling = complete(document, source.text)
    if (dangling) {
      diagnostics.push(messages.badYaml(dangling, 'this alias has no anchor'))
      continue
    }
    try {
      documents.push(new ParsedDocument(source, index, document))
    } catch (error) {
      diagnostics.push(messages.badYaml({ start: 0, end: 0 }, (error as Error).message))
    }
  }
  return { documents, diagnostics }
}
