/** scan: steps that match rows in their order. Source: the reference's page of the operator, and recorded results. */
import { findFunction } from '../../functions/index.ts'
import type { Expression, Scan, ScanStep } from '../../kql/index.ts'
import { type Column, mapScalarChildren, type Rel, type Scalar, type Step, type Steps, walkScalar } from '../../plan/index.ts'
import { messages } from '../../text/index.ts'
import { promotes } from '../../types/index.ts'
import { type Env, withRow } from '../env.ts'
import { bindScalar, findColumn } from '../expression.ts'
import { promotedTo } from '../implicit.ts'
import { project, window } from '../rel.ts'
import { convert, ERROR, isError, literal, ref, settled } from '../scalar.ts'
import { madeCall } from '../session.ts'
import { originOf } from '../table.ts'
import type { BindOperator } from './index.ts'
import { wordOf } from './join.ts'
import { sortKeys } from './rows.ts'

export const scan: BindOperator<'scan'> = (env, input, op) => {
  const { binder } = env
  const sorted = op.orderBy.length > 0 ? sortKeys(env, input, op.orderBy) : input
  const [partitioned] = op.partitionBy
  if (partitioned) {
    binder.report(messages.unsupportedForm(partitioned.span, 'partition by in scan', 'it is not documented; the operator partition is'))
    return undefined
  }
  if (!sorted.ordering?.serialized) {
    binder.report(messages.needsSerialized(op.keyword, 'scan'))
    return undefined
  }
  const declared = bindDeclared(env, sorted, op)
  const numbered = madeCall(env, findFunction('row_number'), '$row', [])
  const states = op.steps.map((s) => ({
    step: s,
    memory: [...input.columns, ...(declared ?? []).map((d) => d.output)].map(remembered(env)),
  }))
  const lifted = new Lifted(env)
  const steps = declared && bindSteps(env, sorted, states, declared, lifted)
  if (!steps) return undefined
  const rows = project(sorted, [...sorted.columns, ...lifted.columns], lifted.definitions)
  const match = binder.column(wordOf(op.parameters, 'with_match_id')?.word ?? '$match', { type: 'long', nullable: false })
  const place = binder.column('$place', { type: 'long', nullable: false })
  const keys = [numbered.output, place].map((column) => ({ column, descending: false, nullsFirst: true }))
  return {
    kind: 'steps',
    input: window(rows, [numbered]),
    number: numbered.output,
    steps,
    declared: declared.map((d) => ({ ...d, default: lifted.scalar(d.default) })),
    match,
    place,
    columns: [...input.columns, ...declared.map((d) => d.output), ...(match.name === '$match' ? [] : [match])],
    ordering: { keys, explicit: sorted.ordering.explicit, total: true, serialized: true },
    origin: originOf(binder, op.span),
  }
}

type Memory = Step['memory'][number]
interface State {
  readonly step: ScanStep
  readonly memory: readonly Memory[]
}

const remembered =
  (env: Env) =>
  (source: Column): Memory => ({ column: env.binder.column(source.name, { ...source, nullable: true }), source })

/** The declared columns, with values for rows that no step gives one; undefined after a fault. */
const bindDeclared = (env: Env, input: Rel, op: Scan): Steps['declared'] | undefined => {
  const { binder } = env
  const result: { output: Column; default: Scalar }[] = []
  let fine = true
  const taken = (name: string) => findColumn([...input.columns, ...result.map((d) => d.output)], name)
  for (const p of op.declare) {
    const { name } = p.name
    if (typeof p.type === 'object') binder.report(messages.mustBe(p.span, `the column '${name}'`, 'a scalar type', 'a table'))
    else if (taken(name)) binder.report(messages.duplicateColumn(p.name.span, name))
    else {
      const value = p.default && bindScalar(withRow(env, undefined), p.default)
      const initial = value ? promotedTo(env, value, p.type) : literal(p.type, p.type === 'string' ? '' : null)
      result.push({ output: binder.column(name, { type: p.type, nullable: true }), default: initial })
      continue
    }
    fine = false
  }
  const match = wordOf(op.parameters, 'with_match_id')
  if (match && taken(match.word)) {
    binder.report(messages.duplicateColumn(match.span, match.word))
    return undefined
  }
  return fine ? result : undefined
}

const bindSteps = (
  env: Env,
  input: Rel,
  states: readonly State[],
  declared: Steps['declared'],
  lifted: Lifted,
): readonly Step[] | undefined => {
  const { binder } = env
  for (const state of states) for (const m of state.memory) lifted.state.add(m.column.id)
  const columns = [...input.columns, ...declared.map((d) => d.output)]
  const defaults = new Map(declared.map((d) => [d.output.id, d.default]))
  const names = new Map<string, readonly Column[] | undefined>(states.map((s) => [s.step.name.name, undefined]))
  const steps: Step[] = []
  let fine = true
  for (const { step, memory } of states) {
    const { name } = step.name
    if (names.get(name)) {
      binder.report(messages.stepTwice(step.name.span, name))
      fine = false
    }
    if (step.optional) {
      binder.report(messages.unsupportedForm(step.name.span, 'an optional step of scan', 'what it does is not documented'))
      fine = false
    }
    names.set(
      name,
      memory.map((m) => m.column),
    )
    const inner = withRow(env, { columns, named: names })
    // A declared column by itself is what it is before the step assigns to it: the default.
    const bind = (e: Expression): Scalar => lifted.scalar(replaced(bindScalar(inner, e), defaults))
    const condition = settled(bind(step.condition), 'bool')
    if (isError(condition)) fine = false
    else if (condition.type !== 'bool') {
      binder.report(messages.mustBe(step.condition.span, 'the condition of a step', 'bool', condition.type))
      fine = false
    }
    const values = new Map<number, Scalar>()
    for (const a of step.assignments) {
      const target = declared.find((d) => d.output.name === a.name.name)?.output
      const value = bind(a.value)
      if (!target) binder.report(messages.notDeclared(a.name.span, a.name.name))
      const assigned = target && asDeclared(env, value, target, a.value)
      if (target && assigned) values.set(target.id, assigned)
      else fine = false
    }
    steps.push({ output: step.output ?? 'all', condition, values, memory })
  }
  if (!fine || lifted.faulty) return undefined
  const used = new Set<number>()
  for (const s of steps) for (const scalar of [s.condition, ...s.values.values()]) walkScalar(scalar, (c) => used.add(c.id))
  return steps.map((s) => ({ ...s, memory: s.memory.filter((m) => used.has(m.column.id)) }))
}

/** A value in the type of the column that it is assigned to; int and long stand for each other. Undefined after a fault. */
const asDeclared = (env: Env, value: Scalar, target: Column, e: Expression): Scalar | undefined => {
  if (isError(value)) return undefined
  if (value.type === target.type && value.form === target.form) return value
  const fits = promotes(value.type, target.type) || (value.type === 'long' && target.type === 'int')
  if (fits || (value.kind === 'literal' && value.value === null)) return promotedTo(env, value, target.type)
  if (value.type === target.type) return convert(value, target)
  env.binder.report(messages.mustBe(e.span, `the value of '${target.name}'`, target.type, value.type))
  return undefined
}

const replaced = (s: Scalar, values: ReadonlyMap<number, Scalar>): Scalar =>
  s.kind === 'column' ? (values.get(s.column.id) ?? s) : mapScalarChildren(s, (child) => replaced(child, values))

/** What doesn't depend on the state is computed in advance, for all rows at once. */
class Lifted {
  readonly #env: Env
  readonly state = new Set<number>()
  readonly columns: Column[] = []
  readonly definitions = new Map<number, Scalar>()
  faulty = false

  constructor(env: Env) {
    this.#env = env
  }

  readonly scalar = (s: Scalar): Scalar => {
    if (s.kind === 'literal' || s.kind === 'column') return s
    let depends = false
    walkScalar(s, (c) => {
      if (this.state.has(c.id)) depends = true
    })
    if (!depends) {
      const column = this.#env.binder.column('$value', s)
      this.columns.push(column)
      this.definitions.set(column.id, s)
      return ref(column, s.span)
    }
    if (s.kind !== 'inQuery') return mapScalarChildren(s, this.scalar)
    this.faulty = true
    const at = s.span ?? { start: 0, end: 0 }
    this.#env.binder.report(messages.unsupportedForm(at, 'this condition of scan', 'a table is looked into for what a step remembers'))
    return ERROR
  }
}
