import { randomUUID } from 'node:crypto'
import { existsSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { Option } from 'commander'
import type { ResultColumn } from '../../api.ts'
import { type AddCommand, examples } from '../context.ts'
import { UsageError } from '../exit.ts'
import { Report } from '../report.ts'
import { filled, writeNew } from '../templates.ts'
import { addQueryOptions, type WorkspaceOptions, workspaceOf } from '../workspace.ts'

const KINDS = ['scheduled', 'hunting', 'defender'] as const
type Kind = (typeof KINDS)[number]

interface Options extends Omit<WorkspaceOptions, 'table'> {
  readonly kind: Kind
  readonly table?: string
}

const USUAL_TABLE: Readonly<Record<Kind, string>> = { scheduled: 'SigninLogs', hunting: 'SigninLogs', defender: 'DeviceProcessEvents' }

/** Columns that say whom or what an event is about, and the entity that each is. */
const ENTITIES: readonly (readonly [column: string, entity: string, identifier: string])[] = [
  ['UserPrincipalName', 'Account', 'FullName'],
  ['AccountUpn', 'Account', 'FullName'],
  ['Account', 'Account', 'FullName'],
  ['Caller', 'Account', 'FullName'],
  ['UserId', 'Account', 'FullName'],
  ['SourceIP', 'IP', 'Address'],
  ['ClientIP', 'IP', 'Address'],
  ['IPAddress', 'IP', 'Address'],
  ['DeviceName', 'Host', 'FullName'],
  ['Computer', 'Host', 'FullName'],
]

/** Columns of all tables that tell nothing about an event. */
const COMMON = new Set(['TenantId', 'SourceSystem', 'Type', 'ReportId'])

/** What the templates need to know of a table. */
const choose = (table: string, columns: readonly ResultColumn[], kind: Kind) => {
  const has = (name: string, type: string): boolean => columns.some((c) => c.name === name && c.type === type)
  const times = kind === 'defender' ? ['Timestamp'] : ['TimeGenerated', 'Timestamp']
  const time = times.find((name) => has(name, 'datetime'))
  if (time === undefined) throw new UsageError(`the table ${table} has no column ${times.join(' or ')}, which such a rule needs`)
  if (kind === 'defender' && !columns.some((c) => c.name === 'ReportId'))
    throw new UsageError(`the table ${table} has no column ReportId, by which Defender XDR finds the event: choose one of its own tables`)
  const entity = ENTITIES.find(([name]) => has(name, 'string'))
  const column = entity?.[0] ?? columns.find((c) => c.type === 'string' && !c.name.startsWith('_') && !COMMON.has(c.name))?.name
  if (column === undefined) throw new UsageError(`the table ${table} has no column of text to begin with`)
  const isAddress = entity?.[1] === 'IP'
  const mapping = entity && [
    'entityMappings:',
    `  - entityType: ${entity[1]}`,
    '    fieldMappings:',
    `      - identifier: ${entity[2]}`,
    `        columnName: ${column}`,
  ]
  return {
    time,
    column,
    entities: mapping?.join('\n') ?? '',
    value: isAddress ? '203.0.113.7' : 'somebody',
    other: isAddress ? '203.0.113.8' : 'else',
  }
}

/** `suspicious-inbox-rule` and `SuspiciousInboxRule` are `Suspicious inbox rule`. */
const titleOf = (name: string): string => {
  const words = name
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .split(/[\s_-]+/)
    .filter(Boolean)
  const text = words.map((word) => (/^[A-Z]{2}/.test(word) ? word : word.toLowerCase())).join(' ')
  const title = text.charAt(0).toUpperCase() + text.slice(1)
  // YAML would read these as something else than text.
  return /^(?:null|true|false|[\d.].*)$/i.test(title) ? `'${title}'` : title
}

/** Letters, digits and signs that mean nothing to shells, globs and YAML. */
const NAME = /^[\p{L}\p{N}][\p{L}\p{N} ._-]*$/u

export const addNew: AddCommand = (program, context) => {
  const command = program
    .command('new')
    .description('write a rule and its test to begin with; asks nothing, overwrites nothing')
    .argument('<name>', 'the name of the rule, its file below rules/ where there is that folder; or a path')
    .addOption(new Option('--kind <kind>', 'what it is for').choices(KINDS).default('scheduled'))
    .option('--table <name>', 'the table that it reads (default: one that fits the kind)')
  addQueryOptions(command)
    .addHelpText('after', examples('kqlc new suspicious-inbox-rule', 'kqlc new rules/dns/LongNames --kind hunting --table DnsEvents'))
    .action(async (name: string, { kind, table = USUAL_TABLE[kind], ...options }: Options) => {
      const stem = basename(name).replace(/\.ya?ml$/i, '')
      if (!NAME.test(stem)) throw new UsageError(`'${stem}' can't be the name of a rule: letters, digits, blanks and ._- can be part of it`)
      if (!/^\w+$/.test(table)) throw new UsageError(`'${table}' is no name of a table`)
      const report = new Report(context.io)
      const workspace = await workspaceOf(options, report)
      if (!workspace) return context.end(report.exitCode())
      const { compile } = await context.library()
      const { columns, diagnostics } = compile(table, workspace.compile)
      const fault = diagnostics.find((d) => d.severity === 'error')
      if (fault) throw new UsageError(fault.message)
      const folder = dirname(name) !== '.' ? dirname(name) : existsSync('rules') ? 'rules' : '.'
      const values = { id: randomUUID(), title: titleOf(stem), table, ...choose(table, columns, kind) }
      const rule = `${filled(`new/${kind}.yaml`, values).trimEnd()}\n`
      const files = new Map([
        [join(folder, `${stem}.yaml`), rule],
        [join(folder, `${stem}.test.yaml`), filled('new/test.yaml', values)],
      ])
      await writeNew(files, existsSync)
      for (const path of files.keys()) await context.io.out(`${path}\n`)
    })
}
