/** Tests of IP addresses. Against constants they become one regular expression. */
import * as sql from '../../../src/sql/build.ts'
import type { Arg, LowerContext, LowerPrimitive, NetworkPrimitive, SqlExpr } from '../../../src/sql/index.ts'
import { escapeRegex } from '../../../src/text/index.ts'
import { toJson, toText } from '../convert.ts'
import { ANY_ADDRESS, networkPattern, OCTET, PRIVATE_NETWORKS, parseNetwork } from '../ipv4.ts'

const constantText = (a: Arg): string | undefined => (a.type === 'string' && typeof a.constant === 'string' ? a.constant : undefined)

/** The constant texts of arguments or of one constant array; undefined where something is not constant. */
const constantTexts = (args: readonly Arg[]): string[] | undefined => {
  const [only] = args
  if (args.length === 1 && only?.type === 'dynamic') {
    if (typeof only.constant !== 'string') return undefined
    const items: unknown = JSON.parse(only.constant)
    return Array.isArray(items) ? items.filter((i) => typeof i === 'string') : []
  }
  const texts = args.map(constantText)
  return texts.every((t) => t !== undefined) ? texts : undefined
}

/** The arguments as a list of texts. */
const textList = (args: readonly Arg[]): SqlExpr => {
  const [only] = args
  if (args.length !== 1 || only?.type !== 'dynamic') return sql.list(args.map(toText))
  if (only.form === 'string[]') return only.raw
  return sql.call('kql_json_texts', toJson(only))
}

/** Whether the address lies in one of the networks; `masked` is the test for an address with a prefix of its own. */
const inNetworks = (address: SqlExpr, networks: readonly string[], masked: SqlExpr, context: LowerContext): SqlExpr => {
  const parsed = networks.map(parseNetwork).filter((n) => n !== undefined)
  if (parsed.length === 0) return sql.cast(sql.NULL, 'BOOLEAN')
  const inside = sql.call('regexp_full_match', address, sql.literal(parsed.map(networkPattern).join('|')))
  const certain = context.filter
    ? inside
    : sql.when(inside, sql.TRUE, sql.when(sql.call('regexp_full_match', address, sql.literal(ANY_ADDRESS)), sql.FALSE))
  return sql.when(sql.call('contains', address, sql.literal('/')), masked, certain)
}

const isPrivate: LowerPrimitive = ([a], context) => {
  const address = (a as Arg).sql
  // Of an address with a prefix the part in front counts.
  const plain = sql.call('split_part', address, sql.literal('/'), sql.literal(1n))
  const valid = sql.isNotNull(sql.call('kql_ipv4_prefix', address))
  const masked = sql.when(valid, sql.call('kql_ipv4_is_private', plain))
  return inNetworks(address, PRIVATE_NETWORKS, masked, context)
}

const isInRange: LowerPrimitive = ([a, b], context) => {
  const [address, range] = [a as Arg, b as Arg]
  const macro = sql.call('kql_ipv4_is_in_range', address.sql, range.sql)
  const constant = constantText(range)
  return constant === undefined ? macro : inNetworks(address.sql, [constant], macro, context)
}

const isMatch: LowerPrimitive = ([a, b, bits], context) => {
  const [left, right] = [a as Arg, b as Arg]
  const macro = sql.call('kql_ipv4_is_match', left.sql, right.sql, bits ? bits.sql : sql.literal(32n))
  const count = bits ? bits.constant : 32n
  if (typeof count !== 'bigint' || count < 0n || count > 32n) return macro
  for (const [address, other] of [
    [left, right],
    [right, left],
  ] as const) {
    const text = constantText(other)
    const network = text === undefined ? undefined : parseNetwork(text)
    if (network) {
      const shortest = Math.min(network.bits, Number(count))
      return inNetworks(address.sql, [`${text?.split('/')[0]}/${shortest}`], macro, context)
    }
  }
  return macro
}

const isInAnyRange: LowerPrimitive = ([a, ...ranges], context) => {
  const address = toText(a as Arg)
  const macro = sql.call('kql_ipv4_is_in_any_range', address, textList(ranges))
  const constants = constantTexts(ranges)
  return constants === undefined ? macro : inNetworks(address, constants, macro, context)
}

/** What stands around an address in text. */
const delimited = (body: string): string => `(?:^|[^\\pL\\pN])(?:${body})(?:$|[^\\pL\\pN])`

/** What matches the address or, where `prefix`, all addresses that begin so; undefined for what is neither. */
const inText = (needle: string, prefix: boolean): string | undefined => {
  const parts = needle.split('.')
  const numbers = needle.endsWith('.') ? parts.slice(0, -1) : parts
  if (!numbers.every((n) => /^\d{1,3}$/.test(n) && Number(n) <= 255)) return undefined
  if (numbers.length === 4 && !needle.endsWith('.')) return escapeRegex(needle)
  if (!prefix || !needle.endsWith('.') || numbers.length > 3) return undefined
  return escapeRegex(needle) + Array.from({ length: 4 - numbers.length }, () => OCTET).join('\\.')
}

const hasAddress =
  (prefix: boolean): LowerPrimitive =>
  ([source, ...needles]) => {
    const text = toText(source as Arg)
    const constants = constantTexts(needles)
    const name = prefix ? 'kql_has_ipv4_prefix' : 'kql_has_ipv4'
    if (constants === undefined) {
      const [only] = needles
      if (needles.length === 1 && only?.type === 'string') return sql.call(name, text, only.sql)
      return sql.call(prefix ? 'kql_has_any_ipv4_prefix' : 'kql_has_any_ipv4', text, textList(needles))
    }
    const patterns = constants.map((c) => inText(c, prefix)).filter((p) => p !== undefined)
    if (patterns.length === 0) return sql.FALSE
    const matches = sql.call('regexp_matches', text, sql.literal(delimited(patterns.join('|'))))
    const [first] = constants
    // A plain search in front is cheaper than the expression where few rows match.
    return constants.length === 1 && first !== undefined
      ? sql.when(sql.call('contains', text, sql.literal(first)), matches, sql.FALSE)
      : matches
  }

export const network: Readonly<Record<NetworkPrimitive, LowerPrimitive>> = {
  ipv4_is_private: isPrivate,
  ipv4_is_match: isMatch,
  ipv4_is_in_range: isInRange,
  ipv4_is_in_any_range: isInAnyRange,
  ipv6_is_in_any_range: ([a, ...ranges]) => sql.call('kql_ipv6_is_in_any_range', toText(a as Arg), textList(ranges)),
  has_ipv4: hasAddress(false),
  has_any_ipv4: hasAddress(false),
  has_ipv4_prefix: hasAddress(true),
  has_any_ipv4_prefix: hasAddress(true),
}
