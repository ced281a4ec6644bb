/** Walks over scalars: which columns and relations they use. */
import type { Rel } from './rel.ts'
import type { Column, Scalar } from './scalar.ts'

const never = (node: never): never => {
  throw new Error(`no case for ${JSON.stringify(node)}`)
}

/** The direct parts of a scalar; relations inside are not parts. */
export const scalarChildren = (s: Scalar): readonly Scalar[] => {
  switch (s.kind) {
    case 'literal':
    case 'now':
    case 'column':
    case 'subquery':
      return []
    case 'call':
      return s.args
    case 'case':
      return [...s.whens.flatMap((w) => [w.when, w.then]), s.otherwise]
    case 'convert':
    case 'field':
    case 'inQuery':
      return [s.value]
    case 'path':
      return [s.object, ...s.steps.filter((step): step is Scalar => typeof step === 'object')]
    default:
      return never(s)
  }
}

/** Calls `column` for every column that a scalar refers to, and `rel` for every relation inside it. */
export const walkScalar = (s: Scalar, column: (c: Column) => void, rel?: (r: Rel) => void): void => {
  if (s.kind === 'column') column(s.column)
  else if (s.kind === 'subquery' || s.kind === 'inQuery') rel?.(s.rel)
  for (const child of scalarChildren(s)) walkScalar(child, column, rel)
}

/** A list with its items replaced; the same list where nothing changed. */
export const mapList = <T>(list: readonly T[], f: (item: T) => T): readonly T[] => {
  const { length } = list
  for (let i = 0; i < length; i++) {
    const item = list[i] as T
    const mapped = f(item)
    if (mapped === item) continue
    const result = list.slice(0, i)
    result.push(mapped)
    for (let j = i + 1; j < length; j++) result.push(f(list[j] as T))
    return result
  }
  return list
}

/** A scalar with its direct parts replaced; the same object where nothing changed. */
export const mapScalarChildren = (s: Scalar, f: (child: Scalar) => Scalar): Scalar => {
  switch (s.kind) {
    case 'literal':
    case 'now':
    case 'column':
    case 'subquery':
      return s
    case 'call': {
      const args = mapList(s.args, f)
      return args === s.args ? s : { ...s, args }
    }
    case 'case': {
      const whens = mapList(s.whens, (w) => {
        const when = f(w.when)
        const then = f(w.then)
        return when === w.when && then === w.then ? w : { when, then }
      })
      const otherwise = f(s.otherwise)
      return whens === s.whens && otherwise === s.otherwise ? s : { ...s, whens, otherwise }
    }
    case 'convert':
    case 'field':
    case 'inQuery': {
      const value = f(s.value)
      return value === s.value ? s : { ...s, value }
    }
    case 'path': {
      const object = f(s.object)
      const steps = mapList(s.steps, (step) => (typeof step === 'object' ? f(step) : step))
      return object === s.object && steps === s.steps ? s : { ...s, object, steps }
    }
    default:
      return never(s)
  }
}

/** The scalars that stand in a node itself. */
export const scalarsOf = (rel: Rel): readonly Scalar[] => {
  const some = (...s: (Scalar | undefined)[]) => s.filter((x): x is Scalar => x !== undefined)
  switch (rel.kind) {
    case 'scan':
    case 'file':
    case 'ref':
    case 'apply':
      return []
    case 'values':
      return rel.rows.flat()
    case 'range':
      return [rel.from, rel.to, rel.step]
    case 'filter':
      return [rel.predicate]
    case 'project':
      return [...rel.definitions.values()]
    case 'aggregate':
      return [...rel.keys.map((k) => k.value), ...rel.aggregates.flatMap((a) => a.args)]
    case 'join':
      return [...rel.on.flatMap((k) => [k.left, k.right]), ...some(rel.condition)]
    case 'union':
      return rel.sources.flatMap((s) => [...s.values()])
    case 'limit':
      return [rel.count]
    case 'unnest':
      return [...rel.items.map((i) => i.value), ...some(rel.limit)]
    case 'window':
      return rel.functions.flatMap((f) => f.args)
    case 'series':
      return [
        ...rel.keys.map((k) => k.value),
        ...rel.calls.flatMap((c) => c.args),
        ...rel.aggregates.flatMap((a) => [a.value, a.default]),
        rel.axis.value,
        rel.axis.step,
        ...some(rel.axis.from, rel.axis.to, rel.axis.least),
      ]
    case 'steps':
      return [...rel.declared.map((d) => d.default), ...rel.steps.flatMap((s) => [s.condition, ...s.values.values()])]
    default:
      return never(rel)
  }
}
