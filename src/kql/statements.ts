import type { DeclarePattern, Expression, Parameter } from './ast.ts'
import type { Cursor } from './cursor.ts'
import { expression } from './expression.ts'
import { keyword } from './keywords.ts'
import * as T from './kinds.ts'
import { commaList, SOME } from './list.ts'
import { requiredName } from './names.ts'
import { tablePath } from './operators/union.ts'
import { withProperties } from './parameters.ts'
import { anyLiteral, required } from './primary.ts'
import { body, parameters, registerStatement } from './statement.ts'
import { closeParen, columnDeclaration } from './types.ts'

const DATABASE = keyword('database')
const ACCESS = keyword('access')
const TO = keyword('to')
const PATTERN = keyword('pattern')

registerStatement(
  'set',
  () => true,
  (p, start) => {
    p.advance()
    const name = requiredName(p, 'the name of an option')
    const value = p.take(T.equal) ? required(p, expression(p), 'a value') : undefined
    return { kind: 'set', name, value, span: p.since(start) }
  },
)

registerStatement(
  'alias',
  (p) => p.next === DATABASE,
  (p, start) => {
    p.advance()
    p.advance()
    const name = requiredName(p)
    p.expect(T.equal, "'='")
    return { kind: 'alias', name, value: required(p, expression(p), 'a database'), span: p.since(start) }
  },
)

registerStatement(
  'restrict',
  (p) => p.next === ACCESS,
  (p, start) => {
    p.advance()
    p.advance()
    p.expect(TO, "'to'")
    let to: Expression[] = []
    if (p.expect(T.openParen, "'('")) {
      to = commaList(p, tablePath, 'a table', SOME)
      closeParen(p)
    }
    return { kind: 'restrict', to, properties: withProperties(p), span: p.since(start) }
  },
)

registerStatement(
  'declare',
  (p) => p.next === PATTERN,
  (p, start) => {
    p.advance()
    p.advance()
    const name = requiredName(p)
    if (!p.take(T.equal)) return { kind: 'declare-pattern', name, parameters: [], path: undefined, cases: [], span: p.since(start) }
    const declared = parameters(p)
    const path = p.take(T.openBracket) ? pathParameter(p) : undefined
    const cases: PatternCase[] = []
    if (p.expect(T.openBrace, "'{' and cases")) {
      while (p.kind === T.openParen) cases.push(patternCase(p))
      if (cases.length === 0) p.fail("a case such as ('a') = { T }")
      p.expect(T.closeBrace, "'}'")
    }
    return { kind: 'declare-pattern', name, parameters: declared, path, cases, span: p.since(start) }
  },
)

type PatternCase = DeclarePattern['cases'][number]

/** Reads the path of a pattern, behind its `[`. */
function pathParameter(p: Cursor): Parameter | undefined {
  const found = columnDeclaration(p)
  if (found === undefined) p.fail('a parameter such as a:string')
  p.expect(T.closeBracket, "']'")
  return found
}

/** Reads `(values).[path] = { body };` */
function patternCase(p: Cursor): PatternCase {
  const { start } = p
  p.advance()
  const values = commaList(p, expression, 'a value', SOME)
  closeParen(p)
  const path = p.take(T.dot) ? pathValue(p) : undefined
  p.expect(T.equal, "'='")
  const result = body(p)
  p.expect(T.semicolon, "';'")
  return { values, path, body: result, span: p.since(start) }
}

function pathValue(p: Cursor): Expression {
  p.expect(T.openBracket, "'['")
  const value = required(p, anyLiteral(p), 'a string')
  p.expect(T.closeBracket, "']'")
  return value
}
