/**
 * scan: rows are numbered and put into blocks; a recursive CTE goes from block to block, and within one a fold over its rows takes
 * the state from row to row and collects the matches, which are joined back to the rows. All in SQL, so that a step may use every function.
 * A step of one sum took 27 µs a row, over 100,000 rows as over 20,000. A recursive CTE from row to row took 260 µs with 10,000 rows and
 * more with more of them; one fold over all rows copies all matches again with each. Partitions go through the machine side by side.
 */
import { type Column, type Scalar, type Step, type Steps, walkScalar } from '../plan/index.ts'
import * as sql from '../sql/build.ts'
import type { SqlExpr, SqlItem, SqlQuery, SqlType } from '../sql/index.ts'
import { defineOutside } from './around.ts'
import type { ColumnLookup } from './emission.ts'
import { emit } from './expression.ts'
import { physicalNamesOf } from './names.ts'
import { close, define, type Open, openFrom, qualified } from './open.ts'
import type { Shaper } from './shape.ts'

/** Rows a block: the matches of a block are copied with each of its rows, and all blocks are read in each turn of the recursion. */
const BLOCK = 2048n

export const stepsOpen = (shaper: Shaper, rel: Steps): Open => {
  const { dialect } = shaper.emission
  const rows = table(shaper, 'numbered', shaper.open(rel.input), rel.input.columns)
  const machine = new Machine(shaper, rel)

  const column = shaper.lookup(rows)
  const number = column(rel.number)
  const block = sql.binary('//', number, sql.literal(BLOCK))
  const event: SqlExpr = { kind: 'struct', fields: [{ name: 'event', value: record(machine.event.map((c, i) => [`c${i}`, column(c)])) }] }
  const blocks = shaper.name('blocks')
  const items: SqlItem[] = [
    { value: block, alias: 'block' },
    { value: dialect.listAggregate(event, [sql.order(number)]), alias: 'events' },
  ]
  shaper.ctes.push({ name: blocks, query: { ...close(rows, [], []), items, groupBy: [block] } })

  const walked = shaper.name('machine')
  shaper.ctes.push({ name: walked, query: machine.walk(walked, blocks), recursive: true })

  const found = shaper.name('matches')
  const [unfolded] = dialect.unnest([sql.column('found')]).elements
  const query: SqlQuery = {
    kind: 'select',
    items: [{ value: unfolded ?? sql.NULL, alias: 'found' }],
    from: { kind: 'table', name: walked },
  }
  shaper.ctes.push({ name: found, query })
  const of = (name: string) => sql.field(sql.column('found', found), name)
  const on = sql.eq(of('number'), qualified(number, rows.alias))
  const o = openFrom(
    { kind: 'join', join: 'INNER', left: { kind: 'table', name: found }, right: { kind: 'table', name: rows.alias ?? '' }, on },
    undefined,
  )
  o.sides = [rows]
  for (const [i, d] of rel.declared.entries()) define(o, d.output.id, of(`d${i}`), true)
  define(o, rel.place.id, of('place'), true)
  define(o, rel.match.id, of('match'), true)
  const last = rel.steps.flatMap((s, k) => (s.output === 'last' ? [machine.place(k)] : []))
  if (last.length > 0) o.qualify.push(sql.or(sql.isIn(of('place'), last, true), isLast(of)))
  return o
}

/** Of the matches of a step that repeat each other, the last one. */
const isLast = (of: (name: string) => SqlExpr): SqlExpr => {
  const over = { partitionBy: [of('place'), of('since')], orderBy: [] }
  return sql.eq(of('number'), { kind: 'call', name: 'max', args: [of('number')], over })
}

/** A SELECT as a CTE that is computed once: its numbers must be the same wherever they are read. */
const table = (shaper: Shaper, hint: string, o: Open, columns: readonly Column[]): Open => {
  const labels = physicalNamesOf(columns)
  if (shaper.outer) defineOutside(o, columns, shaper.outer)
  const name = shaper.name(hint)
  shaper.ctes.push({ name, query: close(o, columns, labels), materialized: true })
  return openFrom({ kind: 'table', name }, name, columns, labels)
}

type Fields = readonly (readonly [name: string, value: SqlExpr])[]
const record = (fields: Fields): SqlExpr => ({ kind: 'struct', fields: fields.map(([name, value]) => ({ name, value })) })

/**
 * The state: for each step `s0`, `s1` … null, or since which row it is active, the number of its sequence, and the rows `r0`, `r1` …
 * that it remembers of the steps up to itself.
 */
class Machine {
  readonly #shaper: Shaper
  readonly #rel: Steps
  /** The columns of the input that the steps look at. */
  readonly event: readonly Column[]
  readonly #counts: boolean

  constructor(shaper: Shaper, rel: Steps) {
    this.#shaper = shaper
    this.#rel = rel
    const own = new Set(rel.steps.flatMap((s) => s.memory.map((m) => m.column.id)))
    const declared = new Set(rel.declared.map((d) => d.output.id))
    const columns = new Map([[rel.number.id, rel.number]])
    const add = (c: Column) => {
      if (!own.has(c.id) && !declared.has(c.id)) columns.set(c.id, c)
    }
    const scalars = [...rel.declared.map((d) => d.default), ...rel.steps.flatMap((s) => [s.condition, ...s.values.values()])]
    for (const s of scalars) walkScalar(s, add)
    for (const s of rel.steps) for (const m of s.memory) add(m.source)
    this.event = [...columns.values()]
    this.#counts = rel.columns.some((c) => c.id === rel.match.id)
  }

  /** Later steps look at a row first, and their matches come first. */
  place(k: number): SqlExpr {
    return sql.literal(BigInt(this.#rel.steps.length - 1 - k))
  }

  /** The recursive query: the state after each block, and the matches in it. */
  walk(self: string, blocks: string): SqlQuery {
    const { dialect } = this.#shaper.emission
    const states = this.#rel.steps.map((_, k) => `s${k}`)
    const carried = [...states, ...(this.#counts ? ['next'] : [])]
    const none = sql.cast(sql.list([]), dialect.recordType(this.#foundTypes(), true))
    const initial = (name: string, k: number): SqlExpr =>
      name === 'next' ? sql.cast(sql.literal(0n), dialect.type('long')) : sql.cast(sql.NULL, dialect.recordType(this.#stateTypes(k)))
    const first: SqlItem[] = [
      { value: sql.cast(sql.literal(-1n), dialect.type('long')), alias: 'block' },
      ...carried.map((name, k) => ({ value: initial(name, k), alias: name })),
      { value: none, alias: 'found' },
    ]
    const before = record([...carried.map((name) => [name, sql.column(name, self)] as const), ['found', none]])
    const folded = dialect.fold(sql.column('events', blocks), before, (state, element) => this.#next(state, sql.field(element, 'event')))
    const turn: SqlQuery = {
      kind: 'select',
      items: [
        { value: sql.column('block', blocks), alias: 'block' },
        { value: folded, alias: 'state' },
      ],
      from: {
        kind: 'join',
        join: 'INNER',
        left: { kind: 'table', name: self },
        right: { kind: 'table', name: blocks },
        on: sql.eq(sql.column('block', blocks), sql.binary('+', sql.column('block', self), sql.literal(1n))),
      },
    }
    const rest = [...carried, 'found'].map((name): SqlItem => ({ value: sql.field(sql.column('state'), name), alias: name }))
    const then: SqlQuery = {
      kind: 'select',
      items: [{ value: sql.column('block'), alias: 'block' }, ...rest],
      from: { kind: 'derived', query: turn, alias: 'turn' },
    }
    return { kind: 'union', inputs: [{ kind: 'select', items: first }, then], byName: false }
  }

  #type(c: Column): SqlType {
    return this.#shaper.emission.dialect.type(c.type, c.form)
  }

  #stateTypes(k: number): [string, SqlType][] {
    const { dialect } = this.#shaper.emission
    const long = dialect.type('long')
    const rows = this.#rel.steps.slice(0, k + 1).flatMap((s, j): [string, SqlType][] => {
      const fields = s.memory.map((m, i): [string, SqlType] => [`m${i}`, this.#type(m.column)])
      return fields.length > 0 ? [[`r${j}`, dialect.recordType(fields)]] : []
    })
    return [['since', long], ...(this.#counts ? [['match', long] as [string, SqlType]] : []), ...rows]
  }

  #foundTypes(): [string, SqlType][] {
    const long = this.#shaper.emission.dialect.type('long')
    const counted: [string, SqlType][] = this.#counts ? [['match', long]] : []
    const declared = this.#rel.declared.map((d, i): [string, SqlType] => [`d${i}`, this.#type(d.output)])
    return [['number', long], ['place', long], ['since', long], ...counted, ...declared]
  }

  /** The state and the matches after an event. */
  #next(before: SqlExpr, event: SqlExpr): SqlExpr {
    const { steps } = this.#rel
    const state = (k: number): SqlExpr => sql.field(before, `s${k}`)
    const active = (k: number): SqlExpr => sql.isNotNull(state(k))
    // A step takes over the sequence of the one before it, which is then free.
    const promoted = (k: number): SqlExpr | undefined =>
      k > 0 && k < steps.length ? sql.and(active(k - 1), this.#emit((steps[k] as Step).condition, k, event, state(k - 1), k)) : undefined
    const outcomes = steps.map((step, k) => {
      const freed = promoted(k + 1)
      const idle = k > 0 ? undefined : freed ? sql.or(sql.isNull(state(0)), sql.coalesce(freed, sql.FALSE)) : sql.isNull(state(0))
      const repeats = this.#emit(step.condition, k, event, state(k), k + 1, idle)
      const again: Taken = { step, k, event, from: state(k), known: k + 1, idle, sequence: this.#sequence(before, k, state(k), idle) }
      const over: Taken = { step, k, event, from: state(k - 1), known: k, idle: undefined, sequence: sql.field(state(k - 1), 'match') }
      const takesOver = promoted(k)
      return { step, k, freed, repeats: k > 0 ? sql.and(active(k), repeats) : repeats, again, over, takesOver }
    })
    type Outcome = (typeof outcomes)[number]
    // Check 1, then (a free step but the first one has nothing to repeat) check 2.
    const cases = (o: Outcome, make: (t: Taken) => SqlExpr, otherwise: SqlExpr | undefined): SqlExpr => ({
      kind: 'case',
      whens: [
        ...(o.takesOver ? [{ when: o.takesOver, then: make(o.over) }] : []),
        ...(o.freed && o.k > 0 ? [{ when: o.freed, then: sql.NULL }] : []),
        { when: o.repeats, then: make(o.again) },
        ...(o.freed && o.k === 0 ? [{ when: o.freed, then: sql.NULL }] : []),
      ],
      otherwise,
    })
    const states = outcomes.map((o) => [`s${o.k}`, cases(o, (t) => this.#state(t), state(o.k))] as const)
    const shown = outcomes.filter((o) => o.step.output !== 'none').reverse()
    const found = shown.map((o) => cases(o, (t) => sql.list([this.#match(t)]), undefined))
    const [first] = outcomes
    const next = sql.field(before, 'next')
    const begins = first?.again.idle && sql.and(first.again.idle, first.repeats)
    const counted: Fields = this.#counts && begins ? [['next', sql.when(begins, sql.binary('+', next, sql.literal(1n)), next)]] : []
    return record([...states, ...counted, ['found', this.#shaper.emission.dialect.append(sql.field(before, 'found'), ...found)]])
  }

  #sequence(before: SqlExpr, k: number, state: SqlExpr, idle: SqlExpr | undefined): SqlExpr {
    const own = sql.field(state, 'match')
    return k === 0 && idle ? sql.when(idle, sql.field(before, 'next'), own) : own
  }

  #since(t: Taken): SqlExpr {
    const number = sql.field(t.event, 'c0')
    if (t.known === t.k) return number
    return t.idle ? sql.when(t.idle, number, sql.field(t.from, 'since')) : sql.field(t.from, 'since')
  }

  #state(t: Taken): SqlExpr {
    const kept = this.#rel.steps
      .slice(0, t.k)
      .flatMap((s, j): Fields => (s.memory.length > 0 ? [[`r${j}`, sql.field(t.from, `r${j}`)]] : []))
    const row = t.step.memory.map((m, i) => [`m${i}`, this.#value(t, m.source)] as const)
    const sequence: Fields = this.#counts ? [['match', t.sequence]] : []
    return record([['since', this.#since(t)], ...sequence, ...kept, ...(row.length > 0 ? [[`r${t.k}`, record(row)] as const] : [])])
  }

  #match(t: Taken): SqlExpr {
    const sequence: Fields = this.#counts ? [['match', t.sequence]] : []
    const declared = this.#rel.declared.map((d, i) => [`d${i}`, sql.cast(this.#value(t, d.output), this.#type(d.output))] as const)
    return record([['number', sql.field(t.event, 'c0')], ['place', this.place(t.k)], ['since', this.#since(t)], ...sequence, ...declared])
  }

  /** A column of the row as the step extends it. */
  #value(t: Taken, source: Column): SqlExpr {
    const value = t.step.values.get(source.id) ?? this.#rel.declared.find((d) => d.output.id === source.id)?.default
    if (value) return this.#emit(value, t.k, t.event, t.from, t.known, t.idle)
    return this.#ofEvent(t.event, source)
  }

  #ofEvent(event: SqlExpr, c: Column): SqlExpr {
    return sql.field(event, `c${this.event.findIndex((e) => e.id === c.id)}`)
  }

  /** A scalar of step `k`, where `state` has the rows of the first `known` steps, and none while `idle`. */
  #emit(s: Scalar, k: number, event: SqlExpr, state: SqlExpr, known: number, idle?: SqlExpr): SqlExpr {
    const { steps, declared } = this.#rel
    const lookup: ColumnLookup = (c) => {
      for (let j = 0; j <= k; j++) {
        const at = (steps[j] as Step).memory.findIndex((m) => m.column.id === c.id)
        if (at < 0) continue
        const { source } = (steps[j] as Step).memory[at] as Step['memory'][number]
        const initial = declared.find((d) => d.output.id === source.id)?.default
        const empty =
          initial && !(initial.kind === 'literal' && initial.value === null) ? emit(this.#shaper.emission, initial, lookup) : undefined
        if (j >= known) return empty ?? sql.cast(sql.NULL, this.#type(c))
        const kept = sql.field(sql.field(state, `r${j}`), `m${at}`)
        // Also where nothing is the default: the sequence may have gone on to the next step just now.
        return idle && (empty || steps.length > 1) ? sql.when(idle, empty ?? sql.cast(sql.NULL, this.#type(c)), kept) : kept
      }
      return this.#ofEvent(event, c)
    }
    return emit(this.#shaper.emission, s, lookup, s === (steps[k] as Step).condition)
  }
}

/** An event that a step takes: with which state, which has the rows of how many steps. */
interface Taken {
  readonly step: Step
  readonly k: number
  readonly event: SqlExpr
  readonly from: SqlExpr
  readonly known: number
  readonly idle: SqlExpr | undefined
  readonly sequence: SqlExpr
}
