/** A rule broken in many ways, as its author would see it: each is told at its line, with a sentence that helps. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Checker, openCheckerWith } from '../../src/check/index.ts'
import { loadRules } from '../../src/load/index.ts'
import { openEngine } from '../../src/run/index.ts'
import { inFolder } from '../load/folder.ts'

const RULE = `id: 3c1f7a52-8c0e-4b57-9c65-5d3c2f9f7f10
name: Password spray from one address
description: |
  Many accounts fail to sign in from one address within an hour.
kind: Scheduled
severity: Medium
version: 1.0.0
queryFrequency: 1h
queryPeriod: 1h
triggerOperator: gt
triggerThreshold: 0
tactics:
  - CredentialAccess
relevantTechniques:
  - T1110.003
query: |
  let threshold = 20;
  SigninLogs
  | where ResultType in ("50053", "50126")
  | extend City = tostring(LocationDetails.city)
  | summarize Accounts = dcount(UserPrincipalName), Cities = make_set(City), First = min(TimeGenerated) by IPAddress
  | where Accounts > threshold
  | project First, IPAddress, Accounts, Cities
entityMappings:
  - entityType: IP
    fieldMappings:
      - identifier: Address
        columnName: IPAddress
customDetails:
  Accounts: Accounts
alertDetailsOverride:
  alertDisplayNameFormat: Password spray from {{IPAddress}}
`

let checker: Checker
beforeAll(async () => {
  checker = await openCheckerWith(openEngine, { now: '2026-01-05T12:00:00Z' })
})
afterAll(() => checker.close())

/** What is found, as `line:column code message`; notes behind it. */
const found = (text: string): Promise<string[]> =>
  inFolder({ 'rule.yaml': text }, async (folder) => {
    const { rules, diagnostics } = await loadRules([`${folder}/rule.yaml`])
    return [...diagnostics, ...(await checker.check(rules))].map(
      (d) => `${d.position.line}:${d.position.column} ${d.code} ${d.message}${(d.notes ?? []).map((n) => ` (${n})`).join('')}`,
    )
  })

const broken = (from: string, to: string): string => {
  expect(RULE).toContain(from)
  return RULE.replace(from, to)
}

test('the rule as it is', async () => {
  expect(await found(RULE)).toEqual([])
})

describe('in the YAML', () => {
  test.each([
    ['a digit lost from the id', '3c1f7a52-', '3c1f7a5-', ["1:5 KQL0600 the id '3c1f7a5-8c0e-4b57-9c65-5d3c2f9f7f10' is not a GUID"]],
    [
      'a tab in front of a key',
      'severity: Medium',
      '\tseverity: Medium',
      ['6:1 KQL0401 the YAML is malformed: Tabs are not allowed as indentation (YAML is indented with blanks)'],
    ],
    [
      'a quote that is not closed',
      'name: Password',
      'name: "Password',
      [
        '2:39 KQL0401 the YAML is malformed: Missing closing "quote (a text that begins with a quote ends with one, [ with ], { with }; a key is followed by a colon)',
      ],
    ],
    [
      'a colon in a text',
      'name: Password spray',
      'name: Spray: password spray',
      [
        '2:7 KQL0401 the YAML is malformed: Nested mappings are not allowed in compact mappings (a text with a colon and a blank in it stands in quotes)',
      ],
    ],
    [
      'the query not indented',
      '  SigninLogs\n',
      'SigninLogs\n',
      [
        '18:1 KQL0401 the YAML is malformed: Implicit keys need to be on a single line (the lines of a text below its key, such as those of query: |, are all indented further than the key)',
      ],
    ],
    [
      'query misspelt',
      'query: |',
      'qurey: |',
      [
        "16:1 KQL0403 this rule has no query; is 'qurey' meant to be it? (a Sentinel rule keeps it under query, a Defender XDR custom detection under queryCondition, queryText)",
      ],
    ],
    [
      'severity misspelt',
      'severity:',
      'severty:',
      [
        "1:1 KQL0602 a rule of kind Scheduled needs 'severity'",
        "6:1 KQL0615 the key 'severty' is not one that rules of this kind have; did you mean 'severity'? (it is kept as it is)",
      ],
    ],
    [
      'a severity that there is not',
      'Medium',
      'Critical',
      ["6:11 KQL0603 severity can't be 'Critical' (it is one of Informational, Low, Medium, High)"],
    ],
    ['a key taken out', 'triggerOperator: gt\n', '', ["1:1 KQL0602 a rule of kind Scheduled needs 'triggerOperator'"]],
    [
      'a frequency in words',
      'queryFrequency: 1h',
      'queryFrequency: hourly',
      ["8:17 KQL0606 'hourly' is no duration for queryFrequency: write it as 5h or PT5H"],
    ],
    [
      'a period shorter than the frequency',
      'queryPeriod: 1h',
      'queryPeriod: 30m',
      ['9:14 KQL0608 the rule looks back 30m every 1h: events in between are never seen'],
    ],
    ['too frequent', 'queryFrequency: 1h', 'queryFrequency: 1m', ['8:17 KQL0607 queryFrequency is 1m, but must be from 5m to 14d']],
    [
      'an operator as a sign',
      'triggerOperator: gt',
      'triggerOperator: ">"',
      ["10:18 KQL0603 triggerOperator can't be '>' (it is one of gt, lt, eq, ne, GreaterThan, LessThan, Equal, NotEqual)"],
    ],
    [
      'a tactic with a blank',
      '- CredentialAccess',
      '- Credential Access',
      ["13:5 KQL0603 a tactic can't be 'Credential Access'; did you mean 'CredentialAccess'?"],
    ],
    [
      'a technique of another tactic',
      'T1110.003',
      'T1566',
      ["15:5 KQL0605 the technique T1566 belongs to initial-access, which is not among the rule's tactics"],
    ],
    [
      'a technique with a digit too many',
      'T1110.003',
      'T11100',
      ["15:5 KQL0604 ATT&CK has no technique 'T11100' (it may have been revoked, or be newer than the list that kqlc knows)"],
    ],
    [
      'an entity that there is not',
      'entityType: IP',
      'entityType: IPAddress',
      [
        "25:17 KQL0618 there is no entity type 'IPAddress' (there are Account, AzureResource, CloudApplication, CloudLogonSession, DNS, File, FileHash, Host, IoTDevice, IP, Mailbox, MailCluster, MailMessage, Malware, NetworkConnection, Process, RegistryKey, RegistryValue, SecurityGroup, SubmissionMail, URL)",
      ],
    ],
    [
      'an identifier that there is not',
      'identifier: Address',
      'identifier: IP',
      ["27:21 KQL0619 the entity IP has no identifier 'IP' (it has Address, AddressScope)"],
    ],
    [
      'fieldMappings not as a list',
      '      - identifier: Address\n        columnName: IPAddress',
      '      identifier: Address\n      columnName: IPAddress',
      ['26:5 KQL0620 fieldMappings must be a list of identifier and columnName'],
    ],
    [
      'a column in other case',
      'columnName: IPAddress',
      'columnName: IpAddress',
      ["28:21 KQL0610 an entity mapping names the column 'IpAddress', which the query's result doesn't have; did you mean 'IPAddress'?"],
    ],
    [
      'a detail of a column that was dropped',
      'Accounts: Accounts',
      'City: City',
      [
        "30:9 KQL0610 the custom detail 'City' names the column 'City', which the query's result doesn't have (it has First, IPAddress, Accounts, Cities)",
      ],
    ],
    [
      'a placeholder misspelt',
      '{{IPAddress}}',
      '{{IPAdress}}',
      [
        "32:27 KQL0610 'alertDisplayNameFormat' names the column 'IPAdress', which the query's result doesn't have; did you mean 'IPAddress'?",
      ],
    ],
    ['a version with two numbers', 'version: 1.0.0', 'version: 1.0', ["7:10 KQL0613 the version '1.0' is not of the form 1.2.3"]],
  ])('%s', async (_, from, to, findings) => {
    expect(await found(broken(from, to))).toEqual(findings.map((finding) => expect.stringContaining(finding)))
  })
})

describe('in the KQL', () => {
  test.each([
    ['a table misspelt', 'SigninLogs\n', 'SignInLogs\n', ["18:3 KQL0101 there is no table 'SignInLogs'; did you mean 'SigninLogs'?"]],
    [
      'a column misspelt',
      'ResultType in',
      'ResultTyp in',
      ["19:11 KQL0100 the name 'ResultTyp' is not a column, variable or table that is known here; did you mean 'ResultType'?"],
    ],
    [
      'a column that was summarised away',
      'project First,',
      'project TimeGenerated,',
      ["23:13 KQL0100 the name 'TimeGenerated' is not a column, variable or table that is known here"],
    ],
    [
      'a function misspelt',
      'dcount(',
      'dcuont(',
      [
        "21:26 KQL0102 there is no function 'dcuont'; did you mean 'dcount'? (a saved function or parser of a workspace can be supplied (--functions DIR, or the option functions))",
      ],
    ],
    ['an operator misspelt', '| summarize', '| sumarize', ["21:5 KQL0005 there is no operator 'sumarize'; did you mean 'summarize'?"]],
    ['a bracket missing', '("50053", "50126")', '("50053", "50126"', ["20:3 KQL0001 expected ')', found '|'"]],
    [
      'a quote missing',
      '"50126")',
      '"50126)',
      ['19:35 KQL0003 this string is not closed before the end of its line', "20:3 KQL0001 expected ')', found '|'"],
    ],
    ['a bar missing', '  | where Accounts', '  where Accounts', ["22:3 KQL0001 expected ',', found the keyword 'where'"]],
    [
      'a single equals sign',
      'Accounts > threshold',
      'Accounts = threshold',
      ["22:11 KQL0202 the condition of where must be bool, not long ('=' gives a name; values are compared with '==')"],
    ],
    [
      'an aggregate in where',
      'where Accounts > threshold',
      'where count() > threshold',
      ["22:11 KQL0207 the aggregate 'count' can't stand here, only in summarize and the like"],
    ],
    [
      'a text compared with a time',
      'where Accounts > threshold',
      'where First > "2026-01-01"',
      ["17:7 KQL0522 'threshold' is declared and never used", "22:17 KQL0204 '>' doesn't take a datetime and a string"],
    ],
    [
      'a number as a text',
      '("50053", "50126")',
      '(50053, 50126)',
      ['19:11 KQL0540 a string is compared with a long: one is converted for every row (write both in the same type)'],
    ],
    ['a comma missing', 'Accounts, Cities\n', 'Accounts Cities\n', ["23:40 KQL0001 expected ',', found 'Cities'"]],
    [
      'a semicolon missing',
      'threshold = 20;',
      'threshold = 20',
      ["18:3 KQL0001 expected ';', found 'SigninLogs'", "19:3 KQL0001 expected a statement, found '|'"],
    ],
    [
      'a variable misspelt',
      '> threshold',
      '> treshold',
      [
        "17:7 KQL0522 'threshold' is declared and never used",
        "22:22 KQL0100 the name 'treshold' is not a column, variable or table that is known here; did you mean 'threshold'?",
      ],
    ],
    [
      'a path in a string',
      '"50053"',
      '"C:\\Windows"',
      ["19:29 KQL0007 a string has no escape '\\W' (write \\\\ for a backslash, or put @ before the string: @'C:\\dir')"],
    ],
    [
      'curly quotes',
      '"50053"',
      '“50053”',
      [
        "19:26 KQL0006 the character '“' is not part of KQL outside of strings and comments",
        "19:32 KQL0006 the character '”' is not part of KQL outside of strings and comments",
      ],
    ],
    [
      'grouping by something dynamic',
      'by IPAddress',
      'by LocationDetails',
      ['21:108 KQL0202 what is grouped by must be a scalar type, not dynamic'],
    ],
    [
      'a longer look-back',
      '  | extend City',
      '  | where TimeGenerated > ago(7d)\n  | extend City',
      ['20:27 KQL0614 the query looks back 7d, but the service hands it only the last 1h (queryPeriod)'],
    ],
    [
      'join without a kind',
      '  | extend City',
      '  | join (AuditLogs) on CorrelationId\n  | extend City',
      [
        '20:5 KQL0523 join without a kind is innerunique: of the left rows that agree in CorrelationId only one is joined (write kind=inner for all pairs of rows, or kind=innerunique to say that one is enough)',
      ],
    ],
  ])('%s', async (_, from, to, findings) => {
    expect(await found(broken(from, to))).toEqual(findings.map((finding) => expect.stringContaining(finding)))
  })
})

test('a fault in a function that is called twice is told once', async () => {
  const query = '  let f = (x:string) { split(x, "") };\n  SigninLogs\n  | where tostring(f(Id)) != tostring(f(AppId))\n'
  const all = await found(broken('  SigninLogs\n', query))
  expect(all).toEqual([expect.stringContaining('KQL0300')])
})
