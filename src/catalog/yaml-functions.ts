/** Functions in YAML: the parsers of Sentinel's solutions (FunctionName, FunctionQuery) and of ASIM (ParserName, ParserQuery, ParserParams). */
import type { SavedFunction } from '../api.ts'
import type { YamlDocument } from '../load/document.ts'
import { type Diagnostic, messages, type Source } from '../text/index.ts'

/** What a file holds. */
export interface FunctionsOfFile {
  readonly functions: readonly SavedFunction[]
  readonly diagnostics: readonly Diagnostic[]
}

/** The body of a function in a text that has it without braces. */
export const bodyOf = (text: string): { readonly body: string; readonly before: number } => ({ body: `{\n${text}\n}`, before: 2 })

type Data = Readonly<Record<string, unknown>>

const isData = (value: unknown): value is Data => typeof value === 'object' && value !== null && !Array.isArray(value)

/** The first of the keys that the mapping has, in any case of letters. */
const keyOf = (data: Data, ...keys: readonly string[]): string | undefined => {
  for (const key of keys) {
    const found = Object.keys(data).find((k) => k.toLowerCase() === key.toLowerCase())
    if (found !== undefined && data[found] !== null) return found
  }
  return undefined
}

const textAt = (data: Data, ...keys: readonly string[]): string | undefined => {
  const key = keyOf(data, ...keys)
  return key === undefined ? undefined : String(data[key])
}

const QUOTED = /^(?:[hH]?@?(['"]).*\1)$/s

/** A default as KQL writes it: the files give strings without their quotes. */
const literal = (value: unknown, type: string): string => {
  const text = String(value)
  return type === 'string' && !QUOTED.test(text) ? JSON.stringify(text) : text
}

const parameterOf = (entry: unknown): string | undefined => {
  if (typeof entry === 'string') return entry
  if (!isData(entry)) return undefined
  const [name, type] = [textAt(entry, 'Name'), textAt(entry, 'Type')]
  if (name === undefined || type === undefined) return undefined
  const kind = /^table:/i.test(type) ? type.replace(/^table:\s*/i, '') : type
  const standard = keyOf(entry, 'Default', 'DefaultValue')
  return `${name}:${kind}${standard === undefined ? '' : `=${literal(entry[standard], type)}`}`
}

/** A list of names, types and defaults, or the same as one text, with or without parentheses; undefined for anything else. */
const parametersOf = (value: unknown): string | undefined => {
  if (value === undefined) return '()'
  if (typeof value === 'string') return value.trim().startsWith('(') ? value.trim() : `(${value})`
  if (!Array.isArray(value)) return undefined
  const list = value.map(parameterOf)
  return list.includes(undefined) ? undefined : `(${list.join(', ')})`
}

const fromDocument = (document: YamlDocument, report: (d: Diagnostic) => void): readonly SavedFunction[] => {
  const { data, source } = document
  if (!isData(data)) return []
  const key = keyOf(data, 'FunctionQuery', 'ParserQuery')
  if (key === undefined) return []
  const query = data[key]
  const names = [
    textAt(data, 'ParserName', 'FunctionAlias', 'FunctionName'),
    textAt(data, 'EquivalentBuiltInParser', 'EquivalentBuiltinParser'),
    textAt(data, 'FunctionName'),
  ].filter((n): n is string => n !== undefined && n !== '')
  if (typeof query !== 'string' || names.length === 0) {
    report(
      typeof query === 'string' ? messages.functionWithoutName(document.locateKey(key)) : messages.notText(document.locate([key]), key),
    )
    return []
  }
  const list = keyOf(data, 'ParserParams', 'FunctionParams', 'FunctionParameters', 'Parameters')
  const parameters = parametersOf(list === undefined ? undefined : data[list])
  if (parameters === undefined) {
    report(messages.badParameters(document.locateKey(list)))
    return []
  }
  let offsets: Uint32Array | undefined
  const { body, before } = bodyOf(query)
  const sourceOffset = (offset: number): number => {
    offsets ??= document.offsets([key], query)
    return offsets[Math.min(Math.max(offset - before, 0), query.length)] ?? 0
  }
  return [...new Set(names)].map((name) => ({ name, parameters, body, origin: { source, sourceOffset } }))
}

/** The functions of a YAML file; a document that is something else has none. */
export const functionsFromYaml = async (source: Source): Promise<FunctionsOfFile> => {
  // Plain KQL doesn't need the YAML parser.
  const { parseYaml } = await import('../load/document.ts')
  const { documents, diagnostics: found } = parseYaml(source)
  const diagnostics = [...found]
  return { functions: documents.flatMap((d) => fromDocument(d, (fault) => diagnostics.push(fault))), diagnostics }
}
