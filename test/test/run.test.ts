import { describe, expect, test } from 'vitest'
import { testOf } from './harness.ts'

const HEAD = `now: 2026-01-05T12:00:00Z
tables:
  SigninLogs:
    - &bad { TimeGenerated: 2026-01-05T11:50:00Z, UserPrincipalName: ana@contoso.com, ResultType: '50126', AppDisplayName: Portal }
    - { <<: *bad, AppDisplayName: Mail }
cases:
`

const passed = async (cases: string, options: Parameters<typeof testOf>[1] = {}) => {
  const { loaded, results, failures } = await testOf(HEAD + cases, options)
  return { problems: loaded.diagnostics.map((d) => d.code), passed: results.flatMap((r) => r.cases.map((c) => c.passed)), failures }
}

describe('expectations', () => {
  test('rows in any order, arrays too, in the columns that are named', async () => {
    expect(
      await passed(`
  - name: subset
    expect: { rows: [{ UserPrincipalName: ana@contoso.com }] }
  - name: arrays in any order
    expect: { rows: [{ Apps: [Portal, Mail], Failures: 2 }], count: 1 }
  - name: two users, in any order
    tables:
      SigninLogs: [*bad, *bad, { <<: *bad, UserPrincipalName: b }, { <<: *bad, UserPrincipalName: b }]
    expect: { rows: [{ UserPrincipalName: b }, { UserPrincipalName: ana@contoso.com }], columns: [UserPrincipalName, Failures:long, Apps:dynamic] }
  - name: too old
    now: 2026-01-05T13:00:00Z
    expect: { rows: [] }
`),
    ).toEqual({ problems: [], passed: [true, true, true, true], failures: [] })
  })

  test('an expected row needs one of its own', async () => {
    const { failures } = await passed(`
  - name: twice the same
    expect: { rows: [{ Failures: 2 }, { Failures: 2 }] }
`)
    expect(failures).toEqual(['the row of line 9 is missing:', '- Failures  2'])
    // The first expected row fits both; it has to leave one to the second.
    expect(
      (
        await passed(`
  - name: the wide one first
    tables: { SigninLogs: [*bad, *bad, { <<: *bad, UserPrincipalName: b }, { <<: *bad, UserPrincipalName: b }] }
    expect: { rows: [{ Failures: 2 }, { UserPrincipalName: b }] }
  - name: and last
    tables: { SigninLogs: [*bad, *bad, { <<: *bad, UserPrincipalName: b }, { <<: *bad, UserPrincipalName: b }] }
    expect: { rows: [{ UserPrincipalName: b }, { Failures: 2 }] }
`)
      ).passed,
    ).toEqual([true, true])
  })

  test('order where it is asked for', async () => {
    const rule = 'SigninLogs | project UserPrincipalName, Parts = dynamic([2, 1]) | sort by UserPrincipalName asc'
    const tables = 'tables: { SigninLogs: [{ <<: *bad, UserPrincipalName: b }, { <<: *bad, UserPrincipalName: a }] }'
    const { passed: which, failures } = await passed(
      `
  - { name: right, ${tables}, expect: { ordered: true, rows: [{ UserPrincipalName: a }, { UserPrincipalName: b, Parts: [2, 1] }] } }
  - { name: rows, ${tables}, expect: { ordered: true, rows: [{ UserPrincipalName: b }, { UserPrincipalName: a }] } }
  - { name: elements, ${tables}, expect: { ordered: true, rows: [{ UserPrincipalName: a, Parts: [1, 2] }, { UserPrincipalName: b }] } }
`,
      { rule },
    )
    expect(which).toEqual([true, false, false])
    expect(failures).toEqual([
      'the rows come in another order',
      'the row of line 10 differs:',
      'expected  got',
      'UserPrincipalName  a         a',
      '≠ Parts              [1,2]     [2,1]',
    ])
  })

  test('a difference shows cell beside cell', async () => {
    const { failures } = await passed(`
  - name: differs
    expect:
      rows: [{ UserPrincipalName: ana@contoso.com, Failures: 3 }]
  - name: more than expected
    expect: { rows: [] }
  - name: columns
    expect: { columns: [UserPrincipalName:string, Failures:int], count: 4 }
`)
    expect(failures).toEqual([
      'the row of line 10 differs:',
      'expected         got',
      'UserPrincipalName  ana@contoso.com  ana@contoso.com',
      '≠ Failures           3                2',
      'a row is not expected:',
      '+ UserPrincipalName  ana@contoso.com',
      '+ Failures           2',
      expect.stringMatching(/^\+ Apps {15}\["(?:Portal","Mail|Mail","Portal)"\]$/),
      'columns',
      'expected  UserPrincipalName:string, Failures:int',
      'got       UserPrincipalName:string, Failures:long, Apps:dynamic',
      '4 rows are expected, 1 came',
    ])
  })

  test('errors', async () => {
    const rule = 'SigninLogs | where Nothing == 1'
    const { passed: which, failures } = await passed(
      `
  - { name: right, expect: { error: KQL0100 } }
  - { name: another, expect: { error: KQL0101 } }
  - { name: none expected, expect: { count: 0 } }
`,
      { rule },
    )
    expect(which).toEqual([true, false, false])
    expect(failures.slice(0, 2)).toEqual([
      'the error KQL0101 is expected, there is KQL0100',
      expect.stringMatching(/^r\.kql:1:20: error KQL0100/),
    ])
    expect((await passed('\n  - { name: a, expect: { error: KQL0100 } }\n')).failures).toEqual([
      'the error KQL0100 is expected, there is none',
    ])
  })

  test('values of all types', async () => {
    const rule = `datatable(B:bool, I:int, L:long, R:real, M:decimal, S:string, D:datetime, T:timespan, G:guid, Y:dynamic)
[true, 1, 9007199254740993, 0.1, decimal(1.50), "x", datetime(2026-01-05 10:00), 90m, guid(74be27de-1e4e-49d9-b579-fe0b331d3642), dynamic({"a":[1,{"b":null}]})]
| extend Third = R * 3, Never = real(nan)`
    const row = `{ B: true, I: 1, L: '9007199254740993', R: 0.1, M: 1.5, S: x, D: 2026-01-05T11:00:00+01:00, T: 1.5h, G: 74BE27DE-1E4E-49D9-B579-FE0B331D3642, Y: { a: [1, { b: null }] }, Third: 0.3, Never: NaN }`
    expect((await passed(`\n  - { name: all, expect: { rows: [${row}] } }\n`, { rule })).failures).toEqual([])
    const wrong = `{ B: 'true', I: 3000000000, L: 1.5, R: '1', S: 5, D: noon, T: soon, G: x }`
    const { failures } = await passed(`\n  - { name: all, expect: { rows: [${wrong}] } }\n`, { rule })
    const told = failures.filter((line) => line.startsWith('r.test.yaml')).map((line) => /: '(\w)' is of type/.exec(line)?.[1])
    expect(told).toEqual(['B', 'I', 'L', 'R', 'S', 'D', 'T', 'G'])
  })

  test('a column that the result does not have', async () => {
    const { failures } = await passed('\n  - name: a\n    expect:\n      rows:\n        - { Failure: 2 }\n')
    expect(failures[0]).toBe("r.test.yaml:11:13: error KQL0730: the rule's result has no column 'Failure'; did you mean 'Failures'?")
  })
})

describe('surroundings', () => {
  test('files, watchlists, functions, URLs; a case over the file', async () => {
    const rule = `let vip = _GetWatchlist('Vip') | project SearchKey;
SigninLogs | where UserPrincipalName in (vip) and IsBad(ResultType)
| join kind=leftouter (externaldata(Name:string, Team:string)["https://example.org/teams.csv"] with (format="csv", ignoreFirstRow=true)) on $left.UserPrincipalName == $right.Name
| project UserPrincipalName, Team`
    const text = `functions: { IsBad: '(code: string) { code != "0" }' }
watchlists: { Vip: [{ SearchKey: ana, Note: 'x, "y"' }] }
external: { 'https://example.org/teams.csv': data/teams.csv }
tables: { SigninLogs: data/signin.csv }
cases:
  - { name: shared, expect: { rows: [{ UserPrincipalName: ana, Team: red }] } }
  - { name: own list, watchlists: { Vip: data/vip.csv }, expect: { rows: [{ UserPrincipalName: bo, Team: '' }] } }
  - { name: own function, functions: { IsBad: '(code: string) { code == "0" }' }, expect: { rows: [{ UserPrincipalName: ana }] } }
`
    const files = {
      'data/signin.csv': 'UserPrincipalName,ResultType\nana,1\nana,0\nbo,1\n',
      'data/vip.csv': 'Account\nbo\n',
      'data/teams.csv': 'Name,Team\nana,red\n',
    }
    const { results, failures, loaded } = await testOf(text, { rule, files })
    expect([loaded.diagnostics, failures]).toEqual([[], []])
    expect(results[0]?.warnings).toEqual([])
    expect(results[0]?.cases.length).toBe(3)
  })

  test('functions from files; what is wrong in one is told there', async () => {
    const rule = 'SigninLogs | where IsBad(ResultType)'
    const text = `functions: [functions/, more.kql]
tables: { SigninLogs: [{ ResultType: '1' }] }
cases:
  - { name: a, expect: { count: 1 } }
`
    const files = {
      'functions/IsBad.kql': 'let IsBad = (code: string) { code in (BadCodes()) };',
      'more.kql': 'let BadCodes = () { dynamic(["1"]) };',
    }
    // `more.kql` lies among the rules: it is one too, without a result.
    expect((await testOf(text, { rule, files })).failures).toEqual([])
    const { loaded } = await testOf(text, { rule, files: { ...files, 'functions/Broken.yaml': '[' } })
    expect(loaded.diagnostics.map((d) => [d.path.split('/').at(-1), d.code])).toContainEqual(['Broken.yaml', 'KQL0401'])
    expect((await testOf(text, { rule })).loaded.diagnostics.map((d) => d.code)).toEqual(['KQL0408', 'KQL0408'])
  })

  test('a table of the rule without rows is empty, one that the rule does not read is told', async () => {
    const { results } = await testOf('now: 2026-01-05\ntables:\n  SigninLog: []\ncases:\n  - { name: none, expect: { count: 0 } }\n')
    expect(results[0]?.cases[0]?.passed).toBe(true)
    expect(results[0]?.warnings.map((d) => [d.code, d.position.line, d.fix])).toEqual([['KQL0728', 3, 'SigninLogs']])
  })

  test('files that are not there, and a time that nobody told', async () => {
    const missing = await testOf('now: 2026-01-05\ntables:\n  SigninLogs: nowhere/*.csv\ncases:\n  - { name: a, expect: { count: 0 } }\n')
    expect(missing.failures[0]).toMatch(/^r\.test\.yaml:3:15: error KQL0421/)
    const timeless = await testOf('cases:\n  - { name: a, expect: { count: 0 } }\n')
    expect(timeless.failures[0]).toMatch(/error KQL0729/)
    expect((await testOf('cases:\n  - { name: a, expect: { count: 0 } }\n', { rule: 'SigninLogs' })).failures).toEqual([])
  })

  test('a table that no schema knows has the types of its rows', async () => {
    const text = 'tables:\n  Doors_CL: [{ Door: north, Open: true, Count: 2 }]\ncases:\n  - { name: a, expect: { rows: [{ Twice: 4 }] } }\n'
    expect((await testOf(text, { rule: 'Doors_CL | where Open | project Twice = Count * 2' })).failures).toEqual([])
  })
})

test('firing is what the trigger says', async () => {
  const rule = `id: 5f6f2a52-7c8f-4c3e-9a53-d1a1b6b1c001
name: quiet
kind: Scheduled
queryFrequency: 1h
queryPeriod: 1h
triggerOperator: lt
triggerThreshold: 1
query: SigninLogs
`
  const text =
    'tables: { SigninLogs: [{ UserPrincipalName: a }] }\ncases:\n  - { name: a, expect: { count: 1 } }\n  - { name: b, tables: { SigninLogs: [] }, expect: { count: 0 } }\n'
  const { results } = await testOf(text, { files: { 'q.yaml': rule, 'q.test.yaml': text } })
  expect(results.find((r) => r.file.rule.name === 'quiet')?.cases.map((c) => c.fires)).toEqual([false, true])
})

test('many files on two engines give their own results in their order', async () => {
  const files = Object.fromEntries(
    Array.from({ length: 9 }, (_, i) => [
      [`f${i}.kql`, `SigninLogs | summarize N = count(), M = max(ResultType)`],
      [
        `f${i}.test.yaml`,
        `tables: { SigninLogs: [${`{ ResultType: '${i}' }, `.repeat(i)}] }\ncases:\n  - { name: a, expect: { rows: [{ N: ${i}, M: '${i || ''}' }] } }\n`,
      ],
    ]).flat(),
  )
  const { results, failures } = await testOf('cases:\n  - { name: a, expect: { error: KQL0729 } }\n', { files })
  expect(failures).toEqual([])
  expect(results.map((r) => /(\w+)\.test/.exec(r.file.source.path)?.[1])).toEqual([...Array.from({ length: 9 }, (_, i) => `f${i}`), 'r'])
})
