import type { Call, Expression } from '../ast.ts'
import type { Cursor } from '../cursor.ts'
import * as T from '../kinds.ts'
import { name, nameLength } from '../names.ts'
import { NO_PARAMETERS, parameterAt, parameters } from '../parameters.ts'
import { call, isCall, required } from '../primary.ts'
import { registerOperator } from '../registry.ts'
import { resultSchema } from '../types.ts'

/** Reads a call that must come. */
function requiredCall(p: Cursor): Call {
  const { start } = p
  if (isCall(p)) return call(p, start)
  const found = name(p)
  p.fail(found === undefined ? 'a call of a plugin' : "'('")
  const span = p.since(start)
  return { kind: 'call', name: found ?? { kind: 'name', name: '', span }, args: [], span }
}

registerOperator('evaluate', {
  begins: (p) => nameLength(p, 1) > 0 || parameterAt(p, 1),
  parse: (p, word) => {
    const list = parameters(p, NO_PARAMETERS, false)
    const plugin = requiredCall(p)
    const schema = p.take(T.colon) ? resultSchema(p) : undefined
    return { kind: 'evaluate', keyword: word, parameters: list, call: plugin, ...(schema ? { schema } : {}), span: p.since(word.start) }
  },
})

/** Reads `f()` or `database('x').f()`. */
function callPath(p: Cursor): Expression | undefined {
  const { start } = p
  if (!isCall(p)) return undefined
  let path: Expression = call(p, start)
  while (p.take(T.dot)) {
    if (!isCall(p)) {
      p.fail('a call of a function')
      return path
    }
    path = call(p, start, path)
  }
  return path
}

registerOperator('invoke', {
  begins: true,
  parse: (p, word) => {
    const called = required(p, callPath(p), 'a call of a function')
    return { kind: 'invoke', keyword: word, parameters: [], call: called, span: p.since(word.start) }
  },
})
