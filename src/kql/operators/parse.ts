import type { ParsePattern } from '../ast.ts'
import type { Cursor } from '../cursor.ts'
import { expression } from '../expression.ts'
import { keyword } from '../keywords.ts'
import * as T from '../kinds.ts'
import { declaredName, requiredName, strings } from '../names.ts'
import { parameterList, parameterSet, parameters } from '../parameters.ts'
import { required } from '../primary.ts'
import { registerOperator } from '../registry.ts'
import { closeParen, rowSchema, typeName } from '../types.ts'

const WITH = keyword('with')
const AS = keyword('as')
const PARSE_PARAMETERS = parameterSet('flags', { kind: ['simple', 'relaxed'] })
const KV_PROPERTIES = parameterSet('pair_delimiter kv_delimiter quote escape regex greedy')

/** Reads the pattern behind `with`: stars, strings and columns, one behind the other. */
function pattern(p: Cursor): ParsePattern {
  const { start } = p
  const parts: ParsePattern['parts'][number][] = []
  for (;;) {
    const from = p.start
    if (p.take(T.star)) parts.push({ kind: 'star', span: p.since(from) })
    else if (p.kind === T.string) {
      const value = strings(p)
      parts.push({ kind: 'text', value, span: p.since(from) })
    } else {
      const name = p.kind === T.colon ? requiredName(p) : declaredName(p)
      if (name === undefined) return { parts, span: p.since(start) }
      const type = p.take(T.colon) ? typeName(p) : 'string'
      parts.push({ kind: 'column', name, type, span: p.since(from) })
    }
  }
}

for (const kind of ['parse', 'parse-where'] as const) {
  registerOperator(kind, {
    begins: kind === 'parse-where',
    parse: (p, word) => {
      const list = parameters(p, PARSE_PARAMETERS, true)
      const value = required(p, expression(p))
      p.expect(WITH, "'with'")
      return { kind, keyword: word, parameters: list, value, pattern: pattern(p), span: p.since(word.start) }
    },
  })
}

registerOperator('parse-kv', {
  begins: true,
  parse: (p, word) => {
    const value = required(p, expression(p))
    p.expect(AS, "'as'")
    const columns = rowSchema(p)
    let properties: ReturnType<typeof parameterList> = []
    if (p.take(WITH) && p.expect(T.openParen, "'('")) {
      properties = parameterList(p, KV_PROPERTIES)
      closeParen(p)
    }
    return { kind: 'parse-kv', keyword: word, parameters: [], value, columns, properties, span: p.since(word.start) }
  },
})
