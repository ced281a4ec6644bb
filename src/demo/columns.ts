/** What the columns of the demo's events look like: text with gaps, filled from an event's numbers. */
import type { Field } from './events.ts'
import { ACTIVITIES, CLIENTS, DOMAIN, FOLDERS, PEOPLE, PLACES, SERVERS, TENANT } from './names.ts'

/** A stretch of a column's text: fixed, an entry of a list, a number, its eight hexadecimal digits, or the time to the second. */
export type Part =
  | string
  | { readonly from: readonly string[]; readonly at: Field }
  | { readonly number: Field }
  | { readonly hex: Field }
  | { readonly seconds: Field }

const by =
  <T>(items: readonly T[], at: Field) =>
  (text: (item: T) => string): Part => ({ from: items.map(text), at })

const person = by(PEOPLE, 'person')
const place = by(PLACES, 'place')
const client = by(CLIENTS, 'client')
const activity = by(ACTIVITIES, 'activity')
/** JSON text of a string, for use within JSON. */
const json = JSON.stringify

const ADDRESS: readonly Part[] = [place((p) => p.network), '.', { number: 'host' }]
const REPORT: readonly Part[] = [{ hex: 'first' }, '-6c1e-4d02-a7f3-7a60', { hex: 'second' }]
const MESSAGE: readonly Part[] = [{ hex: 'second' }, '-90b4-4e77-9c0d-1f2e', { hex: 'first' }]

/** The audit record that an event was made from, with the fields that records of access to mailboxes have. */
const RECORD: readonly Part[] = [
  '{"CreationTime":"',
  { seconds: 'time' },
  '","Id":"',
  ...REPORT,
  '","Operation":',
  activity((a) => json(a.action)),
  `,"OrganizationId":"${TENANT}","RecordType":`,
  activity((a) => (a.workload === 'Exchange' ? '50' : '6')),
  ',"ResultStatus":',
  activity((a) => json(a.status)),
  ',"UserKey":"',
  person((p) => p.objectId),
  '","UserType":0,"Version":1,"Workload":',
  activity((a) => json(a.workload)),
  ',"UserId":"',
  person((p) => p.upn),
  '","AppId":"00000002-0000-0ff1-ce00-000000000000","ClientIPAddress":"',
  ...ADDRESS,
  '","ClientInfoString":',
  client((c) => json(`Client=REST;${c.agent}`)),
  ',"ExternalAccess":false,"LogonType":0,"MailboxGuid":"',
  person((p) => p.mailbox),
  '","MailboxOwnerSid":"',
  person((p) => p.sid),
  '","MailboxOwnerUPN":"',
  person((p) => p.upn),
  '","OperationProperties":[{"Name":"MailAccessType","Value":"Bind"}]',
  `,"OrganizationName":"${DOMAIN}","OriginatingServer":`,
  by(SERVERS, 'server')(json),
  ',"Folders":[{"Path":',
  by(FOLDERS, 'folder')(json),
  ',"FolderItems":[{"InternetMessageId":"<',
  ...MESSAGE,
  `@${DOMAIN}>"}]}],"OperationCount":1`,
  { from: ['}', ''], at: 'cut' },
]

/** The columns of CloudAppEvents that the demo fills, but for its times. The others are null. */
export const COLUMNS: Readonly<Record<string, readonly Part[]>> = {
  AccountDisplayName: [person((p) => p.name)],
  AccountId: [person((p) => p.upn)],
  AccountObjectId: [person((p) => p.objectId)],
  AccountType: ['Regular'],
  ActionType: [activity((a) => a.action)],
  ActivityObjects: ['[{"Type":"Account","Role":"Actor","Name":"', person((p) => p.name), '","Id":"', person((p) => p.objectId), '"}]'],
  ActivityType: ['Basic'],
  AdditionalFields: ['{}'],
  AppInstanceId: ['0'],
  Application: [activity((a) => a.application)],
  ApplicationId: [activity((a) => String(a.applicationId))],
  AuditSource: ['Defender for Cloud Apps app connector'],
  City: [place((p) => p.city)],
  CountryCode: [place((p) => p.country)],
  DeviceType: [client((c) => c.device)],
  IPAddress: ADDRESS,
  IPCategory: ['Corporate'],
  IPTags: ['[]'],
  IsAdminOperation: ['false'],
  IsAnonymousProxy: ['false'],
  IsExternalUser: ['false'],
  IsImpersonated: ['false'],
  ISP: [place((p) => p.provider)],
  Isp: [place((p) => p.provider.toLowerCase())],
  ObjectName: [person((p) => p.upn)],
  ObjectType: ['Mailbox'],
  OSPlatform: [client((c) => c.platform)],
  RawEventData: RECORD,
  ReportId: REPORT,
  SourceSystem: ['Defender'],
  TenantId: [TENANT],
  Type: ['CloudAppEvents'],
  UserAgent: [client((c) => c.agent)],
  UserAgentTags: ['[]'],
}

/** The columns that hold a time, with the microseconds by which it lies behind the event's. */
export const TIMES: Readonly<Record<string, number>> = { Timestamp: 0, TimeGenerated: 90_000_000 }
