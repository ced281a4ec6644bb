/** The arguments that the plugins over activities share: who, when, from when to when, in which steps, sliced by what. */
import type { Call, Expression } from '../../kql/index.ts'
import type { Column, Rel, Scalar } from '../../plan/index.ts'
import { messages } from '../../text/index.ts'
import { type KustoType, promotes } from '../../types/index.ts'
import type { Env } from '../env.ts'
import { convert, long } from '../scalar.ts'
import { columnArgument, constantArgument } from './arguments.ts'
import { named, renamed, written } from './written.ts'

const CALENDAR = ['week', 'month', 'year'] as const
export type CalendarStep = (typeof CALENDAR)[number]

/** Bound arguments: `rows` has the columns `id`, `at`, a constant `d` and `d0`, `d1` … for the dimensions. */
export interface Timeline {
  readonly rows: Rel
  readonly at: Column
  readonly dimensions: readonly Column[]
  /** `d, d0, d1`: never empty, so that it can follow `on` and `by`. */
  readonly by: string
  readonly values: Readonly<Record<string, Scalar>>
  /** The type of the timeline, for `typeof`. */
  readonly type: KustoType
  /** Where the step is a word. */
  readonly calendar: CalendarStep | undefined
}

/** What an argument is on the timeline: a point, a distance (also between steps, which may be a word), or a number whatever the timeline is. */
export type Measure = 'point' | 'distance' | 'step' | 'number'

const typeOf = (measure: Measure, timeline: KustoType): KustoType =>
  timeline !== 'datetime' ? timeline : measure === 'point' ? 'datetime' : measure === 'number' ? 'long' : 'timespan'

/** The columns of who and when, the dimensions and the constants; undefined after a fault, which is reported. */
export const timelineOf = (
  env: Env,
  input: Rel,
  call: Call,
  args: { readonly id: Expression; readonly at: Expression; readonly dimensions: readonly Expression[] },
  constants: readonly (readonly [name: string, measure: Measure, value: Expression])[],
): Timeline | undefined => {
  const id = columnArgument(env, input, args.id)
  const at = columnArgument(env, input, args.at)
  const dimensions = args.dimensions.map((e) => columnArgument(env, input, e))
  if (!id || !at || dimensions.includes(undefined)) return undefined
  if (!['datetime', 'int', 'long', 'real'].includes(at.type)) {
    env.binder.report(messages.mustBe(args.at.span, `the timeline of '${call.name.name}'`, 'datetime', at.type))
    return undefined
  }
  const values: Record<string, Scalar> = {}
  let calendar: CalendarStep | undefined
  for (const [name, measure, e] of constants) {
    const what = `the argument '${name}' of '${call.name.name}'`
    const value = constantArgument(env, e, what)
    if (!value) return undefined
    const word =
      measure === 'step' && at.type === 'datetime' && value.kind === 'literal' ? CALENDAR.find((c) => c === value.value) : undefined
    calendar = word ?? calendar
    if (word) continue
    const type = typeOf(measure, at.type)
    if (value.type !== type && !promotes(value.type, type)) {
      env.binder.report(messages.mustBe(e.span, what, type, value.type))
      return undefined
    }
    values[name] = value.type === type ? value : convert(value, { type, nullable: value.nullable })
  }
  const sliced = Object.fromEntries(dimensions.flatMap((c, i) => (c ? [[`d${i}`, c]] : [])))
  return {
    rows: renamed(env, input, { id, at, d: long(0), ...sliced }),
    at,
    dimensions: Object.values(sliced),
    by: ['d', ...Object.keys(sliced)].join(', '),
    values,
    type: at.type,
    calendar,
  }
}

/** The step of the timeline that a time falls into, as KQL. */
export const stepOf = (t: Timeline, time: string): string => (t.calendar ? `startof${t.calendar}(${time})` : `bin_at(${time}, Step, Start)`)

/** The step behind a step. */
export const nextStep = (t: Timeline, time: string): string => (t.calendar ? `datetime_add('${t.calendar}', 1, ${time})` : `${time} + Step`)

/** Binds the text of a plugin over the rows T; its result begins with the columns of the timeline and `by`, which get their names back. */
export const overTimeline = (
  env: Env,
  call: Call,
  t: Timeline,
  text: string,
  more: { readonly at?: readonly string[]; readonly tables?: Readonly<Record<string, Rel>> } = {},
): Rel | undefined => {
  const rel = written(env, call, text, { tables: { T: t.rows, ...more.tables }, values: t.values })
  if (!rel) return undefined
  const kept = rel.columns.filter((c) => c.name !== 'd')
  return named(env, rel, kept, [...(more.at ?? [t.at.name]), ...t.dimensions.map((c) => c.name)])
}
