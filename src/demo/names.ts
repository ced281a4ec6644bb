/** Who does what from where in the demo. The organisation doesn't exist; addresses and domains are those set aside for documentation. */
import type { EventKind } from './calendar.ts'

export const DOMAIN = 'fernweh.example'
export const TENANT = '7c1f0a52-3d0e-4b7a-9a55-0d6f3e1b8a10'

interface Person {
  readonly name: string
  readonly upn: string
  readonly objectId: string
  readonly sid: string
  readonly mailbox: string
}

const FIRST = 'Ada Bram Chidi Dora Emre Fatou Goran Hanna Ines Jonas Kaito Lena Milan Nora Oskar Priya Quinn Rosa Sami Tilda'.split(' ')
const LAST = 'Abel Berg Costa Dahl Ebner Falk'.split(' ')

const padded = (value: number, width: number): string => value.toString(16).padStart(width, '0')

export const PEOPLE: readonly Person[] = LAST.flatMap((last, l) =>
  FIRST.map((first, f) => {
    const id = l * FIRST.length + f
    return {
      name: `${first} ${last}`,
      upn: `${first}.${last}@${DOMAIN}`.toLowerCase(),
      objectId: `5e0d${padded(id, 4)}-91c2-4f0b-8a6e-${padded(7_919 * (id + 1), 12)}`,
      sid: `S-1-5-21-1004336348-1177238915-682003330-${1100 + id}`,
      mailbox: `b1a4${padded(id, 4)}-22d7-4c3e-9f18-${padded(104_729 * (id + 1), 12)}`,
    }
  }),
)

export const PLACES = [
  { network: '192.0.2', city: 'Hamburg', country: 'DE', provider: 'Hanse Netz' },
  { network: '198.51.100', city: 'Utrecht', country: 'NL', provider: 'Polder Connect' },
  { network: '203.0.113', city: 'Lyon', country: 'FR', provider: 'Rhône Fibre' },
]

export const CLIENTS = [
  { platform: 'Windows 10', device: 'Desktop', agent: 'Mozilla/5.0 (Windows NT 10.0; Win64; x64)' },
  { platform: 'OS X', device: 'Desktop', agent: 'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7)' },
  { platform: 'iOS', device: 'Mobile', agent: 'Outlook-iOS/2.0' },
]

export const FOLDERS = ['\\Inbox', '\\Inbox\\Projects', '\\Sent Items', '\\Archive']
export const SERVERS = ['MX11', 'MX12', 'MX13', 'MX14'].map((name) => `${name} (15.20.4200.000)`)

interface Activity {
  readonly kind: EventKind
  readonly action: string
  readonly workload: string
  readonly application: string
  readonly applicationId: number
  readonly status: string
  /** How often it is chosen among those of its kind. */
  readonly weight: number
}

const mail = (kind: EventKind, change: Partial<Activity>, weight = 1): Activity => ({
  kind,
  action: 'MailItemsAccessed',
  workload: 'Exchange',
  application: 'Microsoft Exchange Online',
  applicationId: 20893,
  status: 'Succeeded',
  weight,
  ...change,
})

const other = (action: string, workload: string, application: string, applicationId: number): Activity =>
  mail('otherAction', { action, workload, application, applicationId })

/** What events can be. The rule compares the action without regard to case, and the application by its words. */
export const ACTIVITIES: readonly Activity[] = [
  mail('target', {}, 90),
  mail('target', { action: 'mailitemsaccessed' }, 5),
  mail('target', { application: 'Office 365/Exchange (archive)', applicationId: 20894 }, 5),
  mail('invalidJson', {}),
  mail('failed', { status: 'Failed' }),
  mail('failed', { status: 'PartiallySucceeded' }),
  mail('otherApplication', { application: 'Microsoft SharePoint Online', applicationId: 20892 }),
  mail('otherApplication', { application: 'Microsoft Teams', applicationId: 28375 }),
  mail('partOfWord', { application: 'CurrencyExchanges', applicationId: 41001 }),
  mail('partOfWord', { application: 'MyExchangeTool', applicationId: 41002 }),
  other('FileAccessed', 'SharePoint', 'Microsoft SharePoint Online', 20892),
  other('FileDownloaded', 'OneDrive', 'Microsoft SharePoint Online', 20892),
  other('MessageSent', 'MicrosoftTeams', 'Microsoft Teams', 28375),
  other('Send', 'Exchange', 'Microsoft Exchange Online', 20893),
  other('MailboxLogin', 'Exchange', 'Microsoft Exchange Online', 20893),
]
