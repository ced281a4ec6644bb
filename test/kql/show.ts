import type { Diagnostic } from '../../src/text/index.ts'

const HIDDEN = new Set(['kind', 'span', 'opSpan', 'keyword'])

type Node = Readonly<Record<string, unknown>>

const list = (items: readonly unknown[]): string => items.map(show).join(', ')
const isEmpty = (value: unknown): boolean => value === undefined || (Array.isArray(value) && value.length === 0)

/** A syntax tree in a compact notation: names, operators and calls as in Lisp, other nodes with their fields that aren't empty. */
export function show(value: unknown): string {
  if (Array.isArray(value)) return `[${list(value)}]`
  if (typeof value === 'bigint') return `${value}`
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'undefined'
  const node = value as Node
  switch (node.kind) {
    case 'name':
      return node.bracketed ? `['${node.name}']` : `${node.name}`
    case 'literal':
      return `${node.type}:${typeof node.value === 'bigint' ? node.value : JSON.stringify(node.value)}`
    case 'star':
      return '*'
    case 'missing':
      return '?'
    case 'member':
      return `${show(node.object)}.${show(node.name)}`
    case 'index':
      return `${show(node.object)}[${show(node.index)}]`
    case 'unary':
      return `(${node.op} ${show(node.operand)})`
    case 'binary':
      return `(${node.op} ${show(node.left)} ${show(node.right)})`
    case 'in':
      return `(${node.op} ${show(node.left)} ${show(node.list)})`
    case 'call':
      return `${node.object ? `${show(node.object)}.` : ''}${show(node.name)}(${list(node.args as unknown[])})`
    case 'named':
      return node.tuple ? `(${list(node.names as unknown[])})=${show(node.value)}` : `${list(node.names as unknown[])}=${show(node.value)}`
    case 'pipeline':
      return `${show(node.source)} ${(node.operators as unknown[]).map((operator) => `| ${show(operator)}`).join(' ')}`
    case 'subquery':
      return `<${(node.operators as unknown[]).map(show).join(' | ')}>`
    case 'operator':
      return show(node.operator)
    case 'expression':
      return show(node.value)
    case 'query':
      return (node.statements as unknown[]).map(show).join('; ')
    default: {
      const fields = Object.entries(node).filter(([key, field]) => !HIDDEN.has(key) && !isEmpty(field))
      return `${node.kind ?? ''}{${fields.map(([key, field]) => `${key}: ${show(field)}`).join(', ')}}`
    }
  }
}

/** Diagnostics as `code start-end message`. */
export const showDiagnostics = (diagnostics: readonly Diagnostic[]): string[] =>
  diagnostics.map(({ code, span, message }) => `${code} ${span.start}-${span.end} ${message}`)

/** Diagnostics as the text that each is about, with its code. */
export const marked = (text: string, diagnostics: readonly Diagnostic[]): string[] =>
  diagnostics.map(({ code, span }) => `${code} ${JSON.stringify(text.slice(span.start, span.end))}`)
