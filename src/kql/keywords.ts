import { isNamePart } from './chars.ts'
import * as T from './kinds.ts'
import { FIRST_KEYWORD } from './token.ts'

/** Bits of what a keyword may also be. */
export const NAME = 1
/** May be the name that something is given (`by = 1`), though not a reference. */
export const DECLARED = 2
/** May stand as a reference to a column, though not as a declared name. */
export const REFERENCE = 4
/** A parameter of query operators, written `name=value`. */
export const PARAMETER = 8
/** Followed by an opening parenthesis it is a literal: `datetime(2020-01-01)`. */
export const TYPED = 16
/** The type of a column or parameter. */
export const TYPE = 32
/** A type in typeof only. */
export const TYPEOF = 64

const split = (words: string): string[] => words.split(/\s+/).filter((word) => word !== '')

/**
 * The reserved words, by what else they may be; a word may stand in several lines. Facts of the official parser: words of Kusto's management
 * language are reserved in queries too.
 */
const WORDS: readonly (readonly [bits: number, words: string])[] = [
  [
    NAME | DECLARED,
    `access alias bin consume count database declare default distinct entity_group evaluate extend dataformat inline_external_table
     datetime_pattern facet filter fork from getschema edges id best_effort join let limit lookup mvapply mvexpand nodes null nulls on
     optional order output pack parse __partitionby partition pattern plotly graph query_parameters range reduce regex render restrict scan
     serialize sort step summarize take top typeof uuid view with with_node_id bool guid`,
  ],
  [
    DECLARED,
    `accumulate as by contains datatable earliest externaldata find has in invoke latest materialize mdm of print sample sample-distinct
     search set sql title to toscalar totable top-nested top-hitters verbose viewers where`,
  ],
  [REFERENCE, 'kind withsource with_source'],
  [
    PARAMETER,
    `__crossCluster __crossDB __id __isFuzzy __noWithSource __packedColumn __sourceColumnIndex bagexpansion bin_legacy cycles decodeblocks
     expandoutput force_remote hint.concurrency hint.distribution hint.materialized hint.num_partitions hint.pass_filters
     hint.pass_filters_column hint.progressive_top hint.remote hint.shufflekey hint.spread hint.strategy isfuzzy kind with_itemindex
     with_match_id with_source with_step_name withsource`,
  ],
  [TYPED, 'long int64 int int32 real double decimal bool datetime date time timespan guid'],
  [TYPE, 'bool boolean date datetime decimal double dynamic guid int int64 int8 long real string time timespan uniqueid'],
  [TYPEOF, 'float int16 int32 uint uint16 uint32 uint64 uint8 ulong'],
  [
    0,
    `!between !contains !contains_cs !endswith !endswith_cs !has !has_cs !hasprefix !hasprefix_cs !hassuffix !hassuffix_cs !in !in~
     !startswith !startswith_cs 3Dchart __contextual_datatable __executeAndCache __projectAway and anomalychart areachart asc assert-schema
     barchart between byte cachingpolicy callout cancel card char columnchart commands-and-queries contains_cs containscs dataexport datascope
     desc encodingpolicy endswith endswith_cs extent_tags_retention external_data first flags granny-asc granny-desc graph-mark-components
     graph-match graph-shortest-paths graph-to-table graph-where-edges graph-where-nodes harddelete hardretention has_all has_any has_cs
     hasprefix hasprefix_cs hassuffix hassuffix_cs hotcache in~ journal ladderchart last like likecs linechart macro-expand make-graph
     make-series materialized-view-combine materialized-views missing mv-apply mv-expand nooptimization notcontains notcontainscs notlike
     notlikecs or others parse-kv parse-where partitioned-by pathformat piechart pivotchart project project-away project-by-names
     project-keep project-rename project-reorder project-smart queries query_results relaxed restricted_view_access row_level_security
     rowstore rowstore_references rowstore_sealinfo rowstorepolicy rowstores scatterchart seal seals set-or-append set-or-replace shards
     simple softdelete softretention stackedareachart startswith startswith_cs statistics storedqueryresultcontainers tablepurge timechart
     timeline timepivot treemap union unrestrictedviewers views writeaheadlog`,
  ],
  // The blank is part of it: `matches  regex` with two blanks is refused.
  [0, 'matches_regex'],
]

const TEXTS: string[] = []
const BITS: number[] = []
const kindOf = new Map<string, number>()
for (const [bits, words] of WORDS) {
  for (const word of split(words)) {
    const text = word === 'matches_regex' ? 'matches regex' : word
    const known = kindOf.get(text)
    if (known !== undefined) {
      BITS[known]! |= bits
      continue
    }
    const kind = FIRST_KEYWORD + TEXTS.length
    TEXTS.push(text)
    BITS[kind] = bits
    kindOf.set(text, kind)
  }
}

/** The kind of the token that the reserved word is; throws for any other text, so it is for constants of this folder. */
export function keyword(text: string): number {
  const kind = kindOf.get(text)
  if (kind === undefined) throw new Error(`'${text}' is no keyword`)
  return kind
}

/** The bits of a token kind; 0 for those that are no keywords. */
export const bitsOf = new Uint8Array(FIRST_KEYWORD + TEXTS.length)
for (const kind of kindOf.values()) bitsOf[kind] = BITS[kind]!

/** The words whose first part (`project` of `project-away`) needs a look at what follows, longest first. */
interface Stem {
  readonly text: string
  readonly kind: number
}
const compounds = new Map<string, Stem[]>()
for (const [text, kind] of kindOf) {
  let end = 0
  while (isNamePart(text.charCodeAt(end))) end++
  if (end === 0 || end === text.length) continue
  const stem = text.slice(0, end)
  const list = compounds.get(stem) ?? []
  list.push({ text, kind })
  compounds.set(stem, list)
}
for (const list of compounds.values()) list.sort((a, b) => b.text.length - a.text.length)

/** Whether a longer word may begin with this one where neither `-` nor `~` follows it. */
export const isStem = (word: string): boolean => compounds.get(word)?.some(({ text }) => !/[-~]/.test(text[word.length]!)) === true

/** The kinds of the words that a run of name characters can be: keywords, their first parts, and bools. */
export const wordKinds = new Map<string, number>()
for (const word of [...kindOf.keys(), ...compounds.keys()]) if (/^\w+$/.test(word)) wordKinds.set(word, kindOf.get(word) ?? T.identifier)
for (const word of ['true', 'True', 'TRUE', 'false', 'False', 'FALSE']) {
  kindOf.set(word, T.bool)
  wordKinds.set(word, T.bool)
}

/** Where the word that `lookup` found ends: behind its first part for `project-away`. */
export let wordEnd = 0

/** The kind of the word from `start` to `end` of a text: a keyword, a bool, or an identifier. Sets `wordEnd`. */
export function lookup(text: string, start: number, end: number): number {
  wordEnd = end
  const word = text.slice(start, end)
  const list = compounds.get(word)
  return (list && compound(text, start, list)) || (wordKinds.get(word) ?? T.identifier)
}

/** The longest compound word at `start`, 0 for none. Followed by a letter it is none, and its stem then is a name, not a keyword. */
function compound(text: string, start: number, list: readonly Stem[]): number {
  for (const { text: word, kind } of list) {
    if (!text.startsWith(word, start)) continue
    if (isNamePart(text.charCodeAt(start + word.length))) return T.identifier
    wordEnd = start + word.length
    return kind
  }
  return 0
}

/** The kind of a word that begins with `!` (`!has`); 0 where it is none. Sets `wordEnd`. */
export function lookupNegated(text: string, start: number): number {
  let end = start + 1
  while (isNamePart(text.charCodeAt(end))) end++
  if (text.charCodeAt(end) === 126 && !isNamePart(text.charCodeAt(end + 1)) && text.startsWith('!in~', start)) end++
  const kind = kindOf.get(text.slice(start, end))
  if (kind === undefined) return 0
  wordEnd = end
  return kind
}

/** `3Dchart`, the only word that begins with a digit. */
export const CHART_3D = keyword('3Dchart')

/** All reserved words and their kinds, for proposals. */
export const keywordTexts: ReadonlyMap<string, number> = kindOf
