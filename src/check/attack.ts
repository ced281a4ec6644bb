/** MITRE ATT&CK for Enterprise, version 17.1: which tactics a technique belongs to (`attack.txt`, one technique a line). */
import { readFileSync } from 'node:fs'
import { asset } from '../text/index.ts'

/** Tactics as Sentinel writes them → ATT&CK's short names. The last three are of ATT&CK for ICS and of older versions. */
export const TACTICS: Readonly<Record<string, string>> = {
  Reconnaissance: 'reconnaissance',
  ResourceDevelopment: 'resource-development',
  InitialAccess: 'initial-access',
  Execution: 'execution',
  Persistence: 'persistence',
  PrivilegeEscalation: 'privilege-escalation',
  DefenseEvasion: 'defense-evasion',
  CredentialAccess: 'credential-access',
  Discovery: 'discovery',
  LateralMovement: 'lateral-movement',
  Collection: 'collection',
  CommandAndControl: 'command-and-control',
  Exfiltration: 'exfiltration',
  Impact: 'impact',
  PreAttack: 'pre-attack',
  ImpairProcessControl: 'impair-process-control',
  InhibitResponseFunction: 'inhibit-response-function',
}

let techniques: ReadonlyMap<string, readonly string[]> | undefined

/** The short names of a technique's tactics; undefined for a technique that the list doesn't have. */
export const tacticsOf = (technique: string): readonly string[] | undefined => {
  techniques ??= new Map(
    readFileSync(asset('check/attack.txt'), 'utf8')
      .trimEnd()
      .split('\n')
      .map((line) => {
        const [id = '', tactics = ''] = line.split(' ')
        return [id, tactics.split(',')]
      }),
  )
  return techniques.get(technique)
}
