/**
 * The portable vocabulary: what lowerings are made of where a macro won't do, because the best SQL depends on what is known of the
 * arguments. A dialect that lacks one does not compile.
 */
export type Primitive =
  | LogicPrimitive
  | ArithmeticPrimitive
  | TextPrimitive
  | TextFunctionPrimitive
  | TextRegexPrimitive
  | TextParsingPrimitive
  | TimePrimitive
  | DynamicPrimitive
  | NetworkPrimitive
  | AggregatePrimitive
  | SketchPrimitive
  | WindowPrimitive
  | RowPrimitive
  | SeriesPrimitive

export type LogicPrimitive = 'and' | 'or' | 'not' | '==' | '!=' | '<' | '<=' | '>' | '>=' | 'between' | '!between' | 'in' | '!in'
export type ArithmeticPrimitive = '+' | '-' | '*' | '/' | '%' | 'negate' | 'bin' | 'max_of' | 'min_of'
type CaseSensitive<T extends string> = T | `${T}_cs`
type Negatable<T extends string> = T | `!${T}`
export type TextPrimitive =
  | '=~'
  | '!~'
  | 'in~'
  | '!in~'
  | 'has_any'
  | 'has_all'
  | 'tostring'
  | Negatable<CaseSensitive<'has' | 'hasprefix' | 'hassuffix' | 'contains' | 'startswith' | 'endswith'>>
export type TextFunctionPrimitive =
  | 'isempty'
  | 'isnotempty'
  | 'isnull'
  | 'isnotnull'
  | 'coalesce'
  | 'strcat'
  | 'strcat_delim'
  | 'split'
  | 'substring'
  | 'indexof'
  | 'countof'
  | 'strrep'
export type TextParsingPrimitive =
  | 'extract_json'
  | 'format_bytes'
  | 'unicode_codepoints_to_string'
  | 'parse_command_line'
  | 'tohex'
  | 'hash'
  | 'replace_strings'
  | 'has_any_index'
export type TextRegexPrimitive =
  | 'matches regex'
  | 'extract'
  | 'extract_all'
  | 'replace_regex'
  | 'replace'
  | 'trim'
  | 'trim_start'
  | 'trim_end'
  | 'indexof_regex'
type CalendarUnit = 'day' | 'week' | 'month' | 'year'
export type TimePrimitive =
  | `startof${CalendarUnit}`
  | `endof${CalendarUnit}`
  | 'datetime_add'
  | 'datetime_diff'
  | 'datetime_part'
  | 'format_datetime'
  | 'format_timespan'
export type DynamicPrimitive =
  | 'parse_json'
  | 'gettype'
  | 'range'
  | 'pack_array'
  | 'zip'
  | 'array_length'
  | 'array_concat'
  | 'array_sort_asc'
  | 'array_sort_desc'
  | 'array_split'
  | 'array_shift_left'
  | 'array_shift_right'
  | 'set_union'
  | 'set_intersect'
  | 'set_difference'
  | 'bag_has_key'
  | 'bag_pack'
  | 'bag_pack_filled'
  | 'bag_merge'
  | 'bag_remove_keys'
  | 'bag_set_key'
  | 'has elements'
export type NetworkPrimitive =
  | 'ipv4_is_private'
  | 'ipv4_is_match'
  | 'ipv4_is_in_range'
  | 'ipv4_is_in_any_range'
  | 'ipv6_is_in_any_range'
  | 'has_ipv4'
  | 'has_any_ipv4'
  | 'has_ipv4_prefix'
  | 'has_any_ipv4_prefix'
export type AggregatePrimitive =
  | 'count'
  | 'count_rows'
  | 'count_distinct'
  | 'sum'
  | 'avg'
  | 'min'
  | 'max'
  | 'arg_max'
  | 'arg_min'
  | 'take_any'
  | 'take_row'
  | 'stdev'
  | 'stdevp'
  | 'variance'
  | 'variancep'
  | 'covariance'
  | 'covariancep'
  | `binary_all_${'and' | 'or' | 'xor'}`
  | CollectionPrimitive
  | PercentilePrimitive
export type CollectionPrimitive =
  | 'make_list'
  | 'make_list_with_nulls'
  | 'makelist'
  | 'makeset'
  | 'make_set'
  | 'make_bag'
  | 'make_dictionary'
  | 'buildschema'
export type PercentilePrimitive = 'percentile' | 'percentilew' | 'percentiles_array' | 'percentilesw_array'
/** Intermediate results of dcount and percentiles. */
export type SketchPrimitive =
  | 'hll'
  | 'hll_merge'
  | 'hlls_merge'
  | 'tdigest'
  | 'tdigest_merge'
  | 'tdigests_merge'
  | `tdigest_${'percentiles' | 'rank' | 'percentrank'}`
export type WindowPrimitive =
  | 'prev'
  | 'next'
  | 'row_number'
  | 'row_cumsum'
  | 'row_rank_dense'
  | 'row_rank_min'
  | 'count_so_far'
  | 'run_start'
  | 'session_break'
  | 'session_starts'
  | 'session_value'
/** What operators are made of. */
export type RowPrimitive = 'captures' | 'is known' | 'is same'
/** Functions of series: of single elements, and those that keep the type of the elements. */
export type SeriesPrimitive =
  | `series_${'add' | 'subtract' | 'multiply' | 'divide' | 'pow'}`
  | `series_${'equals' | 'not_equals' | 'less' | 'less_equals' | 'greater' | 'greater_equals'}`
  | `series_${'dot_product' | 'cosine_similarity' | 'abs' | 'sign' | 'fir' | 'periods_validate'}`
  | `series_fill_${'backward' | 'forward' | 'const' | 'linear'}`
  | `series_${'stats' | 'fit_line' | 'fit_2lines'}_dynamic`
