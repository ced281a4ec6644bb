import { expect, test } from 'vitest'
import { parse, parseBody, parseParameters } from '../../src/kql/index.ts'
import { show, showDiagnostics } from './show.ts'

const shown = (text: string): string => {
  const { tree, diagnostics } = parse(text)
  return [show(tree), ...showDiagnostics(diagnostics)].join(' ! ')
}

/** Each row: what stands behind `T | `, and its tree. */
test.each([
  ['where a > 1', 'where{predicate: (> a long:1)}'],
  ['filter a = b', 'where{predicate: a=b}'],
  ['extend a = 1, b', 'extend{columns: [a=long:1, b]}'],
  ['project', 'project{}'],
  ["project a, ['b c'] = d", "project{columns: [a, ['b c']=d]}"],
  ['project-away a*, *b*, c', 'project-away{columns: [a*, *b*, c]}'],
  ['project-keep a', 'project-keep{columns: [a]}'],
  ['project-rename a = b', 'project-rename{columns: [a=b]}'],
  [
    'project-reorder a asc, b* granny-desc, c',
    'project-reorder{columns: [{value: a, order: "asc"}, {value: b*, order: "granny-desc"}, {value: c}]}',
  ],
  ['project-by-names "a", b', 'project-by-names{columns: [string:"a", b]}'],
  [
    'summarize c = count(), max(a) by b, d = bin(At, 1h)',
    'summarize{aggregates: [c=count(), max(a)], by: [b, d=bin(At, timespan:36000000000)]}',
  ],
  ['summarize by a', 'summarize{by: [a]}'],
  [
    'summarize hint.strategy=shuffle count() by a bin=1d',
    'summarize{parameters: [{name: "hint.strategy", value: shuffle}], aggregates: [count()], by: [a, bin=timespan:864000000000]}',
  ],
  ['distinct *', 'distinct{columns: [*]}'],
  ['count', 'count{}'],
  ['count as n', 'count{as: n}'],
  [
    'sort by a, b asc, c desc nulls first, d nulls last',
    'sort{keys: [{value: a}, {value: b, direction: "asc"}, {value: c, direction: "desc", nulls: "first"}, {value: d, nulls: "last"}]}',
  ],
  ['order by a', 'sort{keys: [{value: a}]}'],
  ['top 3 by a desc', 'top{count: long:3, keys: [{value: a, direction: "desc"}]}'],
  ['take 3', 'take{count: long:3}'],
  ['limit n', 'take{count: n}'],
  ['sample 3', 'sample{count: long:3}'],
  ['sample-distinct 3 of a', 'sample-distinct{count: long:3, of: a}'],
  ['top-hitters 3 of a by b', 'top-hitters{count: long:3, of: a, by: b}'],
  [
    'top-nested 3 of a with others = "x" by count() asc, top-nested of b by max(c)',
    'top-nested{levels: [{count: long:3, of: a, others: string:"x", by: {value: count(), direction: "asc"}}, {of: b, by: {value: max(c)}}]}',
  ],
  [
    'join kind=inner hint.strategy=broadcast (U | take 1) on a, $left.b == $right.c',
    'join{parameters: [{name: "kind", value: inner}, {name: "hint.strategy", value: broadcast}], right: U | take{count: long:1}, on: [a, (== $left.b $right.c)]}',
  ],
  ['join U where a == b', 'join{right: U, where: (== a b)}'],
  ['lookup kind=leftouter U on a', 'lookup{parameters: [{name: "kind", value: leftouter}], right: U, on: [a]}'],
  [
    'union kind=outer withsource=S A*, (B | count), database("d").C*',
    'union{parameters: [{name: "kind", value: outer}, {name: "withsource", value: S}], inputs: [A*, B | count{}, database(string:"d").C*]}',
  ],
  ['mv-expand a, b = c to typeof(long) limit 5', 'mv-expand{items: [{value: a}, {value: b=c, toType: "long"}], limit: long:5}'],
  ['mvexpand bagexpansion=array a', 'mv-expand{parameters: [{name: "bagexpansion", value: array}], items: [{value: a}]}'],
  [
    'mv-apply with_itemindex=i a to typeof(int) limit 2 on (where a > 1 | take 1)',
    'mv-apply{parameters: [{name: "with_itemindex", value: i}], items: [{value: a, toType: "int"}], limit: long:2, subquery: <where{predicate: (> a long:1)} | take{count: long:1}>}',
  ],
  [
    'parse kind=regex flags=Ui a with * "x" b: long "y" c',
    'parse{parameters: [{name: "kind", value: regex}, {name: "flags", value: Ui}], value: a, pattern: {parts: [*, text{value: "x"}, column{name: b, type: "long"}, text{value: "y"}, column{name: c, type: "string"}]}}',
  ],
  [
    'parse-where kind=simple a with b',
    'parse-where{parameters: [{name: "kind", value: simple}], value: a, pattern: {parts: [column{name: b, type: "string"}]}}',
  ],
  [
    'parse-kv a as (b: string, c: long) with (pair_delimiter=";", greedy=true)',
    'parse-kv{value: a, columns: [{name: b, type: "string"}, {name: c, type: "long"}], properties: [{name: "pair_delimiter", value: string:";"}, {name: "greedy", value: bool:true}]}',
  ],
  [
    'make-series n = count() default = 0, sum(a) on At from b to c step 1h by d',
    'make-series{aggregates: [{value: n=count(), default: long:0}, {value: sum(a)}], on: At, from: b, to: c, step: timespan:36000000000, inRange: false, by: [d]}',
  ],
  [
    'make-series count() on At in range(a, b, c)',
    'make-series{aggregates: [{value: count()}], on: At, from: a, to: b, step: c, inRange: true}',
  ],
  ['serialize a = row_number()', 'serialize{columns: [a=row_number()]}'],
  ['as hint.materialized=true X', 'as{parameters: [{name: "hint.materialized", value: bool:true}], name: X}'],
  ['consume', 'consume{}'],
  ['getschema', 'getschema{}'],
  ['render timechart', 'render{chart: "timechart"}'],
  [
    'render columnchart kind=stacked with (title="x", ycolumns=a, b, series=c)',
    'render{chart: "columnchart", properties: [{name: "kind", value: stacked}, {name: "title", value: string:"x"}, {name: "ycolumns", value: a, rest: [b]}, {name: "series", value: c}]}',
  ],
  ['invoke f(1)', 'invoke{call: f(long:1)}'],
  [
    'evaluate hint.distribution=single f(a, "x") : (*, b: long)',
    'evaluate{parameters: [{name: "hint.distribution", value: single}], call: f(a, string:"x"), schema: {columns: [{name: b, type: "long"}], open: true}}',
  ],
  ['search in (A, B*) "x" and a:"y"', 'search{tables: [A, B*], predicate: (and string:"x" (: a string:"y"))}'],
  ['search *', 'search{predicate: *}'],
  [
    'find withsource=S in (A, B | as C) where a == 1 project b: string, pack(*)',
    'find{parameters: [{name: "withsource", value: S}], tables: [A, B | as{name: C}], predicate: (== a long:1), project: [{value: b, type: "string"}, {value: pack(*)}]}',
  ],
  ['find a == 1 project-smart', 'find{predicate: (== a long:1), project: "smart"}'],
  ['facet by a, b with (where c | take 1)', 'facet{by: [a, b], with: <where{predicate: c} | take{count: long:1}>}'],
  ['fork a = (count) (take 1) (U)', 'fork{branches: [{name: a, query: <count{}>}, {query: <take{count: long:1}>}, {query: U}]}'],
  [
    'partition hint.strategy=native by a (take 1)',
    'partition{parameters: [{name: "hint.strategy", value: native}], by: a, subquery: <take{count: long:1}>}',
  ],
  ['partition by a { U | take 1 }', 'partition{by: a, subquery: U | take{count: long:1}}'],
  ['__partitionby a (take 1)', 'partition-by{by: a, subquery: <take{count: long:1}>}'],
  [
    'scan with_match_id=m order by a partition by b declare (c: long = 0) with (step s1: true; step s2 optional output=last: a > s1.a => c = 1, d = 2;)',
    'scan{parameters: [{name: "with_match_id", value: m}], orderBy: [{value: a}], partitionBy: [b], declare: [{name: c, type: "long", default: long:0}], steps: [{name: s1, optional: false, condition: bool:true}, {name: s2, optional: true, output: "last", condition: (> a s1.a), assignments: [{name: c, value: long:1}, {name: d, value: long:2}]}]}',
  ],
  [
    'reduce by a with threshold=0.1, characters="x"',
    'reduce{by: a, properties: [{name: "threshold", value: real:0.1}, {name: "characters", value: string:"x"}]}',
  ],
  ['assert-schema (a: string)', 'assert-schema{columns: [{name: a, type: "string"}]}'],
  ['make-graph a --> b with N on id', 'make-graph{source: a, target: b, undirected: false, nodes: [{table: N, key: id}]}'],
  [
    'graph-match (a)-[b]->(c) where b.d == 1 project c.e',
    'graph-match{patterns: [[node{name: a, repeated: false}, forward{name: b, repeated: false}, node{name: c, repeated: false}]], where: (== b.d long:1), project: [c.e]}',
  ],
] as [string, string][])('T | %s', (text, expected) => {
  expect(shown(`T | ${text}`)).toBe(`T | ${expected}`)
})

test.each([
  ['print a = 1, 2', 'print{columns: [a=long:1, long:2]}'],
  ['range x from 1 to 5 step 1 | count', 'range{column: x, from: long:1, to: long:5, step: long:1} | count{}'],
  [
    'datatable(a: string, b: long)["x", -1,]',
    'datatable{columns: [{name: a, type: "string"}, {name: b, type: "long"}], values: [string:"x", long:-1]}',
  ],
  [
    'externaldata(a: string)["u", h"v"] with (format="csv", x=y)',
    'externaldata{columns: [{name: a, type: "string"}], urls: [string:"u", string:"v"], properties: [{name: "format", value: string:"csv"}, {name: "x", value: y}]}',
  ],
  ['let a = 1; let b = T | take a; b', 'let{name: a, value: long:1}; let{name: b, value: T | take{count: a}}; b'],
  ['let m = materialize(T | count); m', 'let{name: m, value: materialize(T | count{})}; m'],
  [
    'let f = (a: long, b: string = "x", T: (*), U: (c: int)) { let d = a; T | take d }; f(1)',
    'let{name: f, value: function{view: false, parameters: [{name: a, type: "long"}, {name: b, type: "string", default: string:"x"}, {name: T, type: {open: true}}, {name: U, type: {open: false, columns: [{name: c, type: "int"}]}}], body: {statements: [let{name: d, value: a}], result: T | take{count: d}}}}; f(long:1)',
  ],
  ['let v = view () { T }; v', 'let{name: v, value: function{view: true, body: {result: T}}}; v'],
  ['set a; set b = 5; T', 'set{name: a}; set{name: b, value: long:5}; T'],
  [
    'declare query_parameters(a: string = "x", b: datetime); T',
    'declare-parameters{parameters: [{name: a, type: "string", default: string:"x"}, {name: b, type: "datetime"}]}; T',
  ],
  ['alias database d = cluster("c").database("x"); T', 'alias{name: d, value: cluster(string:"c").database(string:"x")}; T'],
  ['restrict access to (A, B*); A', 'restrict{to: [A, B*]}; A'],
  [
    'declare pattern p = (a: string)[b: string] { ("x").["y"] = { T }; }; p("x").y',
    'declare-pattern{name: p, parameters: [{name: a, type: "string"}], path: {name: b, type: "string"}, cases: [{values: [string:"x"], path: string:"y", body: {result: T}}]}; p(string:"x").y',
  ],
  ['macro-expand G as X (let a = 1; X.T)', 'macro-expand{entityGroup: G, scope: X, statements: [let{name: a, value: long:1}, X.T]}'],
  [
    'inline_external_table (a: string) kind=storage dataformat=csv ("u")',
    'inline-external-table{columns: [{name: a, type: "string"}], rest: {start: 34, end: 67}}',
  ],
] as [string, string][])('%s', (text, expected) => {
  expect(shown(text)).toBe(expected)
})

test('the parameters and the body of a saved function', () => {
  const { parameters, diagnostics } = parseParameters('(a: string, T: (*))')
  expect([show(parameters), diagnostics]).toEqual(['[{name: a, type: "string"}, {name: T, type: {open: true}}]', []])
  const { body, diagnostics: none } = parseBody('{ let x = 1;\nT | take x\n}\n')
  expect([show(body), none]).toEqual(['{statements: [let{name: x, value: long:1}], result: T | take{count: x}}', []])
  expect(showDiagnostics(parseParameters('(a: string) b').diagnostics)).toEqual(["KQL0001 12-13 expected the end of the text, found 'b'"])
  expect(showDiagnostics(parseBody('T').diagnostics)).toEqual(["KQL0001 0-1 expected '{' and the body of a function, found 'T'"])
})
