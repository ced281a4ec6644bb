/** What result columns without a name are called, as Microsoft's parser does it (its ResultNameKind). */
import type { FunctionDef } from '../functions/define.ts'
import { findAggregate, findFunction } from '../functions/index.ts'
import type { Call, Expression } from '../kql/index.ts'
import type { Column, Scalar } from '../plan/index.ts'
import { isConstant } from './call.ts'
import { type Env, withRow } from './env.ts'
import { bindScalar } from './expression.ts'

/** The name that an expression brings along; empty where it has none (`Column1` and the like are then given by the operator). */
export const nameOf = (env: Env, e: Expression): string => {
  switch (e.kind) {
    case 'name':
      return e.name
    case 'member': {
      if (e.object.kind === 'name' && (e.object.name === '$left' || e.object.name === '$right')) return e.name.name
      return joined(nameOf(env, e.object), e.name.name)
    }
    case 'index': {
      const { index } = e
      const step =
        index.kind === 'literal' && (typeof index.value === 'string' || typeof index.value === 'bigint') ? String(index.value) : ''
      return `${nameOf(env, e.object)}_${step}`
    }
    case 'named':
      return e.names[0]?.name ?? ''
    case 'pipeline':
      return e.operators.length === 0 ? nameOf(env, e.source) : ''
    case 'call': {
      if (isColumnIfExists(e)) return existingColumn(env, e)?.name ?? ''
      const fn = (env.collector?.kind === 'aggregate' ? findAggregate(e.name.name) : undefined) ?? findFunction(e.name.name)
      return fn && !env.scope.find(e.name.name) ? nameOfCall(fn, e.args, undefined, env) : ''
    }
    default:
      return ''
  }
}

const joined = (a: string, b: string): string => (a === '' ? b : `${a}_${b}`)

/** The name of a call's result by the function's rule. */
export const nameOfCall = (fn: FunctionDef, args: readonly Expression[], _bound: readonly Scalar[] | undefined, env: Env): string => {
  // An aggregate within a scalar function has a name to hand on; within an aggregate there can be none.
  const inner = fn.kind === 'aggregate' ? withRow(env, env.row) : env
  const argument = () => (args[0] ? nameOf(inner, args[0]) : '')
  switch (fn.resultName) {
    case 'none':
      return ''
    case 'argument':
      return argument()
    case 'name':
      return `${fn.name}_`
    case 'name_argument':
      return `${fn.name}_${argument()}`
    case 'name_arguments': // of the first two, as the engine names covariances
      return `${fn.name}_${argument()}_${args[1] ? nameOf(inner, args[1]) : ''}`
    case 'prefix':
      return fn.prefix ?? ''
    case 'prefix_argument':
      return `${fn.prefix ?? fn.name}_${argument()}`
  }
}

const isColumnIfExists = (e: Call): boolean => e.name.name === 'column_ifexists' || e.name.name === 'columnifexists'

/** The column that column_ifexists names, where there is one. */
const existingColumn = (env: Env, e: Call): Column | undefined => {
  const name = e.args[0] && constantText(env, e.args[0])
  return name === undefined || !env.row ? undefined : env.binder.find(env.row.columns, name)
}

/** The constant value of an expression as text, where it has one. */
export const constantText = (env: Env, e: Expression): string | undefined => {
  const value = bindScalar(withRow(env, undefined), e)
  return isConstant(value) && value.kind === 'literal' && typeof value.value === 'string' ? value.value : undefined
}
