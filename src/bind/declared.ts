/** What a query declares and doesn't use is looked at all the same: functions that nothing calls, statements behind the first result. */
import type { Expression, Parameter, Statement } from '../kql/index.ts'
import type { Rel, Scalar } from '../plan/index.ts'
import { messages } from '../text/index.ts'
import { isNumber, type KustoType } from '../types/index.ts'
import type { Binder, Env } from './env.ts'
import { bindScalar } from './expression.ts'
import { literal } from './scalar.ts'
import { type Binding, Scope } from './scope.ts'
import { bindTable, isTabular } from './table.ts'
import { bindBody, isTabularFunction } from './user-function.ts'

/** Reports mistakes in functions that were not called or may have got more columns than they declare, and in all results but the first, which is the query's. */
export const checkDeclared = (env: Env, statements: readonly Statement[], first: Statement | undefined): void => {
  for (const s of statements) {
    if (s.kind === 'let' && s.value.kind === 'function') checkFunction(env, s.name.name)
    else if (s.kind === 'expression' && s !== first) mistakesOf(env.binder, () => bindAny(env, s.value))
  }
}

/** Reports defaults of parameters that are of another type. */
export const checkDefaults = (binder: Binder, parameters: readonly Parameter[]): void => {
  for (const { type, default: e } of parameters) {
    const given = e && typeOfLiteral(e)
    if (!e || !given || typeof type === 'object' || given === type || (isNumber(given) && isNumber(type))) continue
    binder.report(messages.mustBe(e.span, 'the default', type, given))
  }
}

const typeOfLiteral = (e: Expression): KustoType | undefined =>
  e.kind === 'literal' ? e.type : e.kind === 'unary' ? typeOfLiteral(e.operand) : undefined

const checkFunction = (env: Env, name: string): void => {
  const { binder } = env
  const fn = env.scope.find(name)
  if (fn?.kind !== 'function') return
  // A function of tables can name the columns that it declares, whatever others it is called with.
  const ofTables = fn.declaration.parameters.some((p) => typeof p.type === 'object')
  if (binder.wasCalled(fn.declaration) && (!ofTables || binder.diagnostics.some((d) => d.severity === 'error'))) return
  const scope = new Scope(fn.scope)
  for (const p of fn.declaration.parameters) scope.set(p.name.name, stranger(binder, p))
  const tabular = isTabularFunction(env, fn)
  mistakesOf(binder, () =>
    binder.inCall(fn, fn.declaration.span, () =>
      bindBody<Rel | Scalar>({ binder, scope, row: undefined }, fn.declaration.body, (inner, e) =>
        tabular ? bindTable(inner, e) : bindScalar(inner, e),
      ),
    ),
  )
}

/** An argument of which nothing but its type is known. */
const stranger = (binder: Binder, { name, type }: Parameter): Binding => {
  if (typeof type === 'object') {
    const columns = type.columns.map((c) => binder.column(c.name.name, { type: c.type, nullable: true }))
    return { kind: 'table', shared: binder.shared(name.name, { kind: 'values', rows: [], columns }) }
  }
  const column = binder.column(name.name, { type, nullable: type !== 'string' })
  const rel: Rel = { kind: 'values', rows: [[literal(type, null)]], columns: [column] }
  return { kind: 'scalar', value: { kind: 'subquery', rel, type, nullable: column.nullable } }
}

const bindAny = (env: Env, e: Expression): unknown => (isTabular(env, e) ? bindTable(env, e) : bindScalar(env, e))

/** Binds what yields nothing. Of what is said only mistakes stay: not what can't be translated, nor that something must be known. */
const mistakesOf = (binder: Binder, bind: () => unknown): void => {
  const said = binder.diagnostics.length
  binder.aside(bind)
  const mistakes = binder.diagnostics.slice(said).filter((d) => d.severity === 'error' && d.kind !== 'unsupported' && d.code !== 'KQL0203')
  binder.diagnostics.length = said
  for (const d of mistakes) binder.diagnostics.push(d)
}
