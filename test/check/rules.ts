/** Rules from texts, for tests of what is found in them. */

import { lint } from '../../src/check/lint/index.ts'
import { analyse } from '../../src/compile.ts'
import { parseYaml } from '../../src/load/document.ts'
import { type Rule, ruleFrom, ruleFromQuery } from '../../src/load/rule.ts'
import { Source } from '../../src/text/index.ts'

/** The rule of a YAML text. */
export const ruleOf = (yaml: string, path = 'rule.yaml'): Rule => {
  const { documents, diagnostics } = parseYaml(new Source(path, yaml))
  const [first] = documents.map(ruleFrom)
  if (!first || !('rule' in first)) throw new Error(`no rule: ${JSON.stringify(diagnostics)}`)
  return first.rule
}

/** A rule of plain KQL. */
export const queryOf = (kql: string): Rule => {
  const result = ruleFromQuery(new Source('rule.kql', kql))
  if (!result || !('rule' in result)) throw new Error('no rule')
  return result.rule
}

/** A scheduled rule with some keys changed; an empty value leaves the key out. */
export const scheduled = (query: string, changes: Readonly<Record<string, string>> = {}): Rule => {
  const keys = {
    id: '0f1e2d3c-4b5a-6978-8796-a5b4c3d2e1f0',
    name: 'A rule',
    kind: 'Scheduled',
    severity: 'Medium',
    queryFrequency: '1h',
    queryPeriod: '1d',
    triggerOperator: 'gt',
    triggerThreshold: '0',
    ...changes,
  }
  const lines = Object.entries(keys).flatMap(([key, value]) => (value === '' ? [] : [`${key}: ${value}`]))
  return ruleOf(`${[...lines, 'query: |', ...query.split('\n').map((line) => `  ${line}`)].join('\n')}\n`)
}

/** What the lint rules find, as `CODE the marked text`. */
export const linted = (rule: Rule): string[] => {
  const { tree, plan } = analyse(rule.query)
  return lint(rule, tree, plan).map((d) => `${d.code} ${rule.query.slice(d.span.start, d.span.end)}`)
}
