import { messages } from '../../text/index.ts'
import type { LintRule } from './rule.ts'

/** Names that the reference calls deprecated. */
const OLD: Readonly<Record<string, { readonly better: string; readonly differs?: string }>> = {
  makeset: { better: 'make_set', differs: 'makeset() keeps 128 values unless told otherwise, make_set() 1,048,576' },
  makelist: { better: 'make_list', differs: 'makelist() keeps 128 values unless told otherwise, make_list() 1,048,576' },
  any: { better: 'take_any', differs: 'a column without a name is called any_x, and x with take_any()' },
  arraylength: { better: 'array_length' },
  parsejson: { better: 'parse_json' },
  toobject: { better: 'parse_json' },
  pack_dictionary: { better: 'bag_pack' },
  extractall: { better: 'extract_all' },
  notempty: { better: 'isnotempty' },
  notnull: { better: 'isnotnull' },
  datepart: { better: 'datetime_part' },
  columnifexists: { better: 'column_ifexists' },
  base64_decodestring: { better: 'base64_decode_tostring' },
  base64_encodestring: { better: 'base64_encode_tostring' },
}

export const oldNames: LintRule = {
  page: {
    code: 'KQL0541',
    title: 'a deprecated name of a function',
    severity: 'info',
    means:
      'The reference lists the name as deprecated. makeset() and makelist() also keep only 128 values where the newer ones keep a million.',
    kind: 'kql',
    example: 'SigninLogs\n| where TimeGenerated > ago(1d)\n| summarize makeset(IPAddress) by UserPrincipalName',
    mend: 'Use the newer name.',
    mended: 'SigninLogs\n| where TimeGenerated > ago(1d)\n| summarize make_set(IPAddress) by UserPrincipalName',
  },
  check: ({ all }) => {
    const own = new Set(all('let').map((l) => l.name.name))
    const calls = all('call').filter((c) => !c.object && !own.has(c.name.name) && Object.hasOwn(OLD, c.name.name))
    // Each name is told once.
    const names = [...new Set(calls.map((c) => c.name.name))]
    return names.flatMap((name) => {
      const [first, ...others] = calls.filter((c) => c.name.name === name)
      const old = OLD[name]
      return first && old ? [messages.oldName(first.name.span, name, old.better, old.differs, others.length)] : []
    })
  },
}
