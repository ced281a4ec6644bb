/** parse and parse-where: columns out of a text, by a pattern. */
import { capturesFunction, isKnown, operatorFunction } from '../../functions/index.ts'
import type { Parse } from '../../kql/index.ts'
import type { Column, Rel, Scalar } from '../../plan/index.ts'
import { messages } from '../../text/index.ts'
import { callOf } from '../call.ts'
import type { Env } from '../env.ts'
import { bindScalar } from '../expression.ts'
import { promotedTo } from '../implicit.ts'
import { filter, project } from '../rel.ts'
import { isError, literal, long, ref } from '../scalar.ts'
import { originOf } from '../table.ts'
import { overRows } from '../window.ts'
import { type AddedColumn, refusesDynamic, replacing } from './columns.ts'
import type { BindOperator } from './index.ts'
import { wordOf } from './join.ts'
import { type CompiledPattern, compilePattern, type ParseKind } from './parse-pattern.ts'

const KINDS: Readonly<Record<Parse['kind'], readonly ParseKind[]>> = {
  parse: ['simple', 'regex', 'relaxed'],
  'parse-where': ['simple', 'regex', 'relaxed'],
}

type PatternColumn = Extract<Parse['pattern']['parts'][number], { kind: 'column' }>

export const parse: BindOperator<'parse' | 'parse-where'> = (env, input, op) => {
  const kind = kindOf(env, op)
  const pattern = kind && bindPattern(env, op, kind)
  const { rel, result: value } = overRows(env, input, (inner) => bindScalar(inner, op.value))
  if (!kind || !pattern || isError(value)) return undefined
  const text = promotedTo(env, value, 'string')
  const wanted = op.pattern.parts.filter((p): p is PatternColumn => p.kind === 'column')
  if (refusesDynamic(env, wanted)) return undefined
  const captured = capture(env, rel, text, pattern)
  const converted = convertAll(env, captured.rel, wanted, captured.columns)
  const typed = converted.columns.filter((c) => c.type !== 'string')
  const strict = kind !== 'relaxed'
  const known = typed.map((c) => callOf(env, isKnown, [ref(c)], op.span))
  // A text that doesn't match leaves strings '' and all else null, so that only types need a look.
  const fits = strict && known.length > 0 ? all(env, known, op) : op.kind === 'parse-where' ? matches(env, text, pattern, op) : undefined
  const origin = originOf(env.binder, op.span)
  if (op.kind === 'parse-where') {
    return replacing(
      env,
      input.columns,
      fits ? filter(converted.rel, fits, origin) : converted.rel,
      added(
        wanted,
        converted.columns.map((c) => ref(c)),
      ),
    )
  }
  const otherwise = (c: Column) => literal(c.type, c.type === 'string' ? '' : null)
  const outputs = converted.columns.map((c): Scalar => {
    const alone = !fits || (converted.columns.length === 1 && c.type !== 'string')
    if (alone) return ref(c)
    return {
      kind: 'case',
      whens: [{ when: fits, then: ref(c) }],
      otherwise: otherwise(c),
      type: c.type,
      form: c.form,
      nullable: c.type !== 'string',
    }
  })
  return replacing(env, input.columns, converted.rel, added(wanted, outputs), origin)
}

const kindOf = (env: Env, op: Parse): ParseKind | undefined => {
  const given = wordOf(op.parameters, 'kind')
  if (!given) return 'simple'
  const found = KINDS[op.kind].find((k) => k === given.word)
  if (!found) env.binder.report(messages.unknownKind(given.span, given.word, KINDS[op.kind]))
  return found
}

const bindPattern = (env: Env, op: Parse, kind: ParseKind): CompiledPattern | undefined => {
  const flags = wordOf(op.parameters, 'flags')
  if (flags && !/^[imsU]+$/.test(flags.word)) {
    env.binder.report(messages.unsupportedForm(flags.span, `the flags '${flags.word}'`, 'only i, m, s and U are known'))
    return undefined
  }
  const pattern = compilePattern(op.pattern, kind, kind === 'regex' ? (flags?.word ?? '') : '')
  if ('regex' in pattern) return pattern
  env.binder.report(
    pattern.unsupported
      ? messages.unsupportedForm(pattern.span, pattern.what, pattern.unsupported)
      : messages.badPattern(pattern.span, pattern.what),
  )
  return undefined
}

/** The input with the texts of the pattern's columns as further columns. */
const capture = (env: Env, input: Rel, text: Scalar, pattern: CompiledPattern): { rel: Rel; columns: Column[] } => {
  const last = pattern.groups.at(-1)
  if (last === undefined) return { rel: input, columns: [] }
  const call = callOf(env, capturesFunction(last), [text, literal('string', pattern.regex), long(last)], text.span ?? { start: 0, end: 0 })
  const definitions = new Map<number, Scalar>()
  const columns = pattern.groups.map((group): Column => {
    const column = env.binder.column('$text', { type: 'string', nullable: false })
    definitions.set(column.id, last === 1 ? call : { kind: 'field', value: call, field: `g${group}`, type: 'string', nullable: false })
    return column
  })
  return { rel: project(input, [...input.columns, ...columns], definitions), columns }
}

/** The texts in the types that are asked for; null where a text has no such value. */
const convertAll = (env: Env, input: Rel, wanted: readonly PatternColumn[], texts: readonly Column[]): { rel: Rel; columns: Column[] } => {
  const definitions = new Map<number, Scalar>()
  const columns = texts.map((c, i): Column => {
    const type = wanted[i]?.type ?? 'string'
    if (type === 'string') return c
    const value = promotedTo(env, ref(c), type)
    const column = env.binder.column('$value', value)
    definitions.set(column.id, value)
    return column
  })
  if (definitions.size === 0) return { rel: input, columns }
  return { rel: project(input, [...input.columns, ...columns.filter((c) => definitions.has(c.id))], definitions), columns }
}

const all = (env: Env, conditions: readonly Scalar[], op: Parse): Scalar =>
  conditions.reduce((a, b) => callOf(env, operatorFunction('and'), [a, b], op.span))

const matches = (env: Env, text: Scalar, pattern: CompiledPattern, op: Parse): Scalar =>
  callOf(env, operatorFunction('matches regex'), [text, literal('string', pattern.regex)], op.span)

const added = (wanted: readonly PatternColumn[], values: readonly Scalar[]): AddedColumn[] =>
  wanted.flatMap(({ name, span }, i) => (values[i] ? [{ name: name.name, span, value: values[i] }] : []))
