import type { Lowering, Parameter, Signature } from './define.ts'

/**
 * Reads an overload's text: `(const name: type|type?, more: Scalar{1,64}): result`.
 * `const` in front of a name asks for a constant; `fixed` where the language doesn't, but only constants are translated. Behind the types: `?` optional, `*` any number, `+` at least one, `{2,64}` so many;
 * a repeated parameter that has others behind it repeats together with those that repeat too (`key: string+, value: Scalar+`).
 * Types are Kusto's names, list forms (`real[]`: the lowering gets a native list), or the classes of types.ts.
 * Results are a type, a list form, or a rule of overload.ts (`Parameter0`, `Widest`, `Common` …).
 * Throws on a malformed text: it is ours, never a rule's.
 */
export const parseSignature = (text: string, lower: Lowering): Signature => {
  const match = /^\((.*)\)\s*:\s*([\w[\]]+)$/.exec(text)
  if (!match) throw new Error(`malformed signature: ${text}`)
  const [, inside = '', result = ''] = match
  const parameters = inside.trim() === '' ? [] : inside.split(/,(?![^{]*\})/).map(parseParameter)
  return { parameters, result, lower, text }
}

const parseParameter = (text: string): Parameter => {
  const match = /^\s*(?:(const|fixed)\s+)?(\w+)\s*:\s*([\w|[\]]+)(?:([?*+])|\{(\d+),(\d*)\})?\s*$/.exec(text)
  if (!match) throw new Error(`malformed parameter: ${text}`)
  const [, constant, name = '', types = '', sign, least, most] = match
  const min = least !== undefined ? Number(least) : sign === '?' || sign === '*' ? 0 : 1
  const max = least !== undefined ? (most ? Number(most) : Infinity) : sign === '*' || sign === '+' ? Infinity : 1
  return {
    name,
    types: types.split('|'),
    min,
    max,
    constant: constant === undefined ? undefined : constant === 'const' ? 'asked' : 'translated',
  }
}
