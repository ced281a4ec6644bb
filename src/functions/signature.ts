import type { Lowering, Parameter, Signature } from './define.ts'

/**
 * Reads an overload's text: `(const name: type|type?, more: any*): result`.
 * `const` in front of a name asks for a constant; behind the types `?` is optional, `*` any number, `+` at least one.
 * Types are Kusto's names, list forms (`real[]`), or the classes of TYPE_CLASSES in types.ts.
 * Throws on a malformed text: it is ours, never a rule's.
 */
export const parseSignature = (text: string, lower: Lowering): Signature => {
  const match = /^\((.*)\)\s*:\s*([\w[\]]+)$/.exec(text)
  if (!match) throw new Error(`malformed signature: ${text}`)
  const [, inside = '', result = ''] = match
  const parameters = inside.trim() === '' ? [] : inside.split(',').map(parseParameter)
  return { parameters, result, lower }
}

const parseParameter = (text: string): Parameter => {
  const match = /^\s*(const\s+)?(\w+)\s*:\s*([\w|[\]]+)([?*+]?)\s*$/.exec(text)
  if (!match) throw new Error(`malformed parameter: ${text}`)
  const [, constant, name = '', types = '', count] = match
  return {
    name,
    types: types.split('|'),
    optional: count === '?' || count === '*',
    repeated: count === '*' ? 0 : count === '+' ? 1 : undefined,
    constant: constant !== undefined,
  }
}
