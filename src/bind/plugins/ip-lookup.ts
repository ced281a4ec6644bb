/** ipv4_lookup and ipv6_lookup: rows whose address lies in a network of a table. */
import { findFunction } from '../../functions/index.ts'
import { callOf } from '../call.ts'
import { withRow } from '../env.ts'
import { joinedRows } from '../operators/join.ts'
import { pick } from '../rel.ts'
import { isError, ref } from '../scalar.ts'
import { bindTable, originOf } from '../table.ts'
import { argumentsOf, columnArgument, literalArgument } from './arguments.ts'
import type { Plugin } from './index.ts'

const ipLookup =
  (version: 4 | 6): Plugin =>
  (env, input, op) => {
    const { binder } = env
    const { call } = op
    const unmatched = call.args.find((a) => a.kind === 'named' && a.names[0]?.name === 'return_unmatched')
    const positional = { ...call, args: call.args.filter((a) => a !== unmatched) }
    const args = argumentsOf(env, positional, ['LookupTable', 'SourceKey', 'LookupKey'], 3, true)
    const right = args?.LookupTable && bindTable(withRow(env, undefined), args.LookupTable)
    if (!args?.SourceKey || !args.LookupKey || !right) return undefined
    // The flag may also stand last, without its name.
    const last = args.rest.at(-1)
    const flag = unmatched?.kind === 'named' ? unmatched.value : last?.kind === 'literal' ? last : undefined
    const extra = args.rest.filter((e) => e !== flag)
    const source = columnArgument(env, input, args.SourceKey)
    const network = columnArgument(env, right, args.LookupKey)
    const keys = extra.map((e) => ({ left: columnArgument(env, input, e), right: columnArgument(env, right, e) }))
    const all = flag ? literalArgument(env, flag, 'return_unmatched') : false
    if (!source || !network || all === undefined) return undefined
    const on = keys.flatMap((k) => (k.left && k.right ? [{ left: ref(k.left), right: ref(k.right) }] : []))
    if (on.length < keys.length) return undefined
    const inRange = findFunction(version === 4 ? 'ipv4_is_in_range' : 'ipv6_is_in_range')
    if (!inRange) throw new Error('the functions of networks are not in the registry')
    const condition = callOf(env, inRange, [ref(source), ref(network)], op.span)
    if (isError(condition)) return undefined
    const without = new Set(extra.length > 0 ? on.map((k) => (k.right.kind === 'column' ? k.right.column.id : -1)) : [])
    const origin = originOf(binder, op.span)
    const rel = joinedRows(env, all === true ? 'left' : 'inner', input, right, on, { condition, without, origin })
    if (version === 4) return rel
    // The engine puts the lookup table's columns in front (recorded result of the plugin's page).
    const own = new Set(input.columns.map((c) => c.id))
    return pick(rel, [...rel.columns.filter((c) => !own.has(c.id)), ...rel.columns.filter((c) => own.has(c.id))], origin)
  }

export const ipv4Lookup = ipLookup(4)
export const ipv6Lookup = ipLookup(6)
