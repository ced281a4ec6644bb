/** Calls of window functions. What a function needs of the rows before (restarts, runs) becomes a call of its own below. */
import { countSoFar, type FunctionDef, runStart } from '../functions/index.ts'
import type { Call } from '../kql/index.ts'
import type { CallScalar, Scalar } from '../plan/index.ts'
import { messages } from '../text/index.ts'
import { callOf } from './call.ts'
import type { Collector, Env } from './env.ts'
import { bindScalar } from './expression.ts'
import { ERROR, isError, ref } from './scalar.ts'

/** A window function's value; the call goes to the collector. */
export const bindWindow = (env: Env, e: Call, fn: FunctionDef): Scalar => {
  const { binder, collector } = env
  if (collector?.kind !== 'window') {
    binder.report(messages.needsSerialized(e.name.span, fn.name))
    return ERROR
  }
  const args = e.args.map((a) => bindScalar(env, a))
  const [first] = args
  const named = first?.kind === 'column' && e.args[0]?.kind !== 'call'
  if ((fn.name === 'prev' || fn.name === 'next') && first && !isError(first) && !named) {
    binder.report(messages.mustBe(e.args[0]?.span ?? e.span, `what '${fn.name}' takes`, 'a column', 'an expression'))
    return ERROR
  }
  const call = callOf(env, fn, args, e.span, e.name.span)
  if (call.kind !== 'call') return ERROR
  return collect(env, collector, call, finished(env, collector, fn, call))
}

const collect = (env: Env, collector: Collector, call: CallScalar, args: readonly Scalar[]): Scalar => {
  const output = env.binder.column(call.fn.name, call)
  collector.calls.push({ output, fn: call.fn, signature: call.signature, args })
  return ref(output, call.span)
}

/** The arguments as the lowering takes them: the restart as the number of restarts so far, a rank's term as the start of its run. */
const finished = (env: Env, collector: Collector, fn: FunctionDef, call: CallScalar): readonly Scalar[] => {
  const at = call.signature.parameters.findIndex((p) => p.name === 'restart')
  if (at < 0 || fn.name === 'row_window_session') return call.args
  const restart = call.args[at]
  const never = restart === undefined || (restart.kind === 'literal' && restart.value !== true)
  const group = never ? [] : [inner(env, collector, countSoFar, [restart])]
  const before = call.args.slice(0, at)

  if (!fn.name.startsWith('row_rank')) return [...before, ...group]
  return [inner(env, collector, runStart, [...before, ...group]), ...group]
}

const inner = (env: Env, collector: Collector, fn: FunctionDef, args: readonly Scalar[]): Scalar => {
  const call = callOf(env, fn, args, args[0]?.span ?? { start: 0, end: 0 })
  return call.kind === 'call' ? collect(env, collector, call, call.args) : ERROR
}
