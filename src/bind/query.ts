/** Whole queries: statements in order, then the one that yields the result. */
import type { Query, Statement } from '../kql/index.ts'
import type { Rel } from '../plan/index.ts'
import { messages } from '../text/index.ts'
import { checkDeclared, checkDefaults } from './declared.ts'
import { type Binder, type Env, rootEnv } from './env.ts'
import { bindScalar } from './expression.ts'
import { promotedTo } from './implicit.ts'
import { declarePattern } from './pattern.ts'
import { ERROR } from './scalar.ts'
import { bindTable, isTabular } from './table.ts'

/** Binds a query; undefined where it has no result that could be bound (diagnostics say why). With several results the first counts, as in the engine. */
export const bindQuery = (binder: Binder, tree: Query): Rel | undefined => {
  const env = rootEnv(binder)
  bindStatements(env, tree.statements)
  const result = tree.statements.find((s) => s.kind === 'expression')
  const rel = result ? bindResult(env, result) : undefined
  if (!result) binder.report(messages.noResult(tree.span))
  checkDeclared(env, tree.statements, result)
  return rel
}

const bindResult = (env: Env, result: Extract<Statement, { kind: 'expression' }>): Rel | undefined => {
  const { binder } = env
  if (isTabular(env, result.value) || result.value.kind !== 'literal') {
    const rel = bindTable(env, result.value)
    if (rel?.graph) binder.report(messages.unreadGraph(result.span))
    return rel?.graph ? undefined : rel
  }
  const value = bindScalar(env, result.value)
  const column = binder.column('print_0', value)
  return { kind: 'values', rows: [[value]], columns: [column] }
}

/** Binds let statements and options into the scope. Expression statements are left to the caller. */
export const bindStatements = (env: Env, statements: readonly Statement[]): void => {
  for (const s of statements) {
    switch (s.kind) {
      case 'let':
        bindLet(env, s)
        break
      case 'declare-parameters':
        for (const p of s.parameters) {
          if (typeof p.type === 'object' || !p.default) {
            env.binder.report(messages.parameterWithoutValue(p.span, p.name.name))
            env.scope.set(p.name.name, { kind: 'scalar', value: ERROR })
          } else env.scope.set(p.name.name, { kind: 'scalar', value: promotedTo(env, bindScalar(env, p.default), p.type) })
        }
        break
      case 'declare-pattern':
        declarePattern(env, s)
        break
      case 'set':
        if (s.value) env.binder.options.set(s.name.name, s.value)
        break
      case 'alias': // there is one store, so a database's other name changes nothing
      case 'restrict': // it narrows what a rule may name; the store's tables are all there is
      case 'expression':
        break
    }
  }
}

const bindLet = (env: Env, s: Extract<Statement, { kind: 'let' }>): void => {
  const { binder, scope } = env
  const { name } = s.name
  if (scope.has(name)) {
    binder.report(messages.duplicateLet(s.name.span, name))
    return
  }
  if (s.value.kind === 'function') {
    checkDefaults(binder, s.value.parameters)
    scope.set(name, { kind: 'function', name, declaration: s.value, scope, source: binder.source })
  } else if (isTabular(env, s.value)) {
    const materialized = s.value.kind === 'call' && s.value.name.name === 'materialize'
    const rel = bindTable(env, s.value)
    // What could not be bound must not be said to be unknown where it is used.
    scope.set(name, { kind: 'table', shared: binder.shared(name, rel ?? { kind: 'values', rows: [], columns: [] }, materialized) })
    if (!rel) env.binder.faulty.add(name)
  } else {
    scope.set(name, { kind: 'scalar', value: bindScalar(env, s.value) })
  }
}
