/**
 * The entities that an analytics rule can map and their identifiers. Source: "Microsoft Sentinel entity types reference" and the rules'
 * API, which knows no other types. NetworkConnection, CloudLogonSession and IoTDevice are of the reference alone.
 */
export const ENTITIES: Readonly<Record<string, readonly string[]>> = {
  Account: [
    ...['Name', 'FullName', 'NTDomain', 'DnsDomain', 'UPNSuffix', 'Sid', 'AadTenantId', 'AadUserId', 'PUID', 'IsDomainJoined'],
    ...['DisplayName', 'ObjectGuid', 'CloudAppAccountId', 'IsAnonymized'],
  ],
  AzureResource: ['ResourceId'],
  CloudApplication: ['AppId', 'Name', 'InstanceName', 'InstanceId'],
  CloudLogonSession: ['SessionId', 'Account', 'UserAgent', 'StartTimeUtc', 'Protocol'],
  DNS: ['DomainName', 'IpAddress', 'DnsServerIp', 'HostIpAddress'],
  File: ['Directory', 'Name'],
  FileHash: ['Algorithm', 'Value'],
  Host: [
    'DnsDomain',
    'NTDomain',
    'HostName',
    'FullName',
    'NetBiosName',
    'AzureID',
    'OMSAgentID',
    'OSFamily',
    'OSVersion',
    'IsDomainJoined',
  ],
  IoTDevice: [
    ...['IoTHub', 'DeviceId', 'DeviceName', 'IoTSecurityAgentId', 'DeviceType', 'Source', 'SourceRef', 'Manufacturer', 'Model'],
    ...['OperatingSystem', 'IpAddress', 'MacAddress', 'Protocols', 'SerialNumber', 'EdgeId', 'DeviceTypeId'],
  ],
  IP: ['Address', 'AddressScope'],
  Mailbox: ['MailboxPrimaryAddress', 'DisplayName', 'Upn', 'ExternalDirectoryObjectId', 'RiskLevel', 'AadId'],
  MailCluster: [
    ...['NetworkMessageIds', 'CountByDeliveryStatus', 'CountByThreatType', 'CountByProtectionStatus', 'CountByDeliveryLocation'],
    ...['Threats', 'Query', 'QueryTime', 'MailCount', 'IsVolumeAnomaly', 'Source', 'ClusterSourceIdentifier', 'ClusterSourceType'],
    ...['ClusterQueryStartTime', 'ClusterQueryEndTime', 'ClusterGroup'],
  ],
  MailMessage: [
    ...['Recipient', 'Urls', 'Threats', 'Sender', 'P1Sender', 'P1SenderDisplayName', 'P1SenderDomain', 'SenderIP', 'P2Sender'],
    ...['P2SenderDisplayName', 'P2SenderDomain', 'ReceivedDate', 'NetworkMessageId', 'InternetMessageId', 'Subject'],
    ...['BodyFingerprintBin1', 'BodyFingerprintBin2', 'BodyFingerprintBin3', 'BodyFingerprintBin4', 'BodyFingerprintBin5'],
    ...['AntispamDirection', 'DeliveryAction', 'DeliveryLocation', 'Language', 'ThreatDetectionMethods'],
  ],
  Malware: ['Name', 'Category'],
  NetworkConnection: ['SourceAddress', 'SourcePort', 'DestinationAddress', 'DestinationPort', 'Protocol'],
  Process: ['ProcessId', 'CommandLine', 'ElevationToken', 'CreationTimeUtc'],
  RegistryKey: ['Hive', 'Key'],
  RegistryValue: ['Name', 'Value', 'ValueType'],
  SecurityGroup: ['DistinguishedName', 'SID', 'ObjectGuid'],
  SubmissionMail: [
    ...['SubmissionId', 'SubmissionDate', 'Submitter', 'NetworkMessageId', 'Timestamp', 'Recipient', 'Sender', 'SenderIp', 'Subject'],
    ...['ReportType'],
  ],
  URL: ['Url'],
}

const TIMES = /Time|Date|Timestamp/
const FLAGS = /^Is|ElevationToken/

/** Whether a column of this type can't be what an identifier takes: most are texts or numbers. */
export const isUnfit = (identifier: string, type: string): boolean => {
  if (type === 'datetime') return !TIMES.test(identifier)
  if (type === 'bool') return !FLAGS.test(identifier)
  return type === 'timespan'
}

/** What an impacted asset of a custom detection can be told by, as the API spells it; the column is the same with a capital. */
export const ASSETS: ReadonlySet<string> = new Set([
  ...['deviceId', 'deviceName', 'remoteDeviceName', 'targetDeviceName', 'destinationDeviceName'],
  ...[
    'accountObjectId',
    'accountSid',
    'accountUpn',
    'accountName',
    'accountDomain',
    'accountId',
    'requestAccountSid',
    'requestAccountName',
  ],
  ...['requestAccountDomain', 'recipientObjectId', 'processAccountObjectId', 'initiatingAccountSid', 'initiatingProcessAccountUpn'],
  ...['initiatingAccountName', 'initiatingAccountDomain', 'servicePrincipalId', 'servicePrincipalName', 'targetAccountUpn'],
  ...['initiatingProcessAccountObjectId', 'initiatingProcessAccountSid', 'fileOwnerUpn', 'lastModifyingAccountUpn'],
  ...['senderFromAddress', 'senderDisplayName', 'recipientEmailAddress', 'senderMailFromAddress'],
])
