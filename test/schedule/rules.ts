import { parseYaml } from '../../src/load/document.ts'
import type { Rule } from '../../src/load/index.ts'
import { ruleFrom } from '../../src/load/rule.ts'
import { identityOf, type Schedule, type ScheduledRule, scheduleOf } from '../../src/schedule/index.ts'
import { Source } from '../../src/text/index.ts'

/** The first rule of a YAML text. */
export const ruleOf = (yaml: string, path = 'rule.yaml'): Rule => {
  const [document] = parseYaml(new Source(path, yaml)).documents
  const found = document && ruleFrom(document)
  if (!found || !('rule' in found)) throw new Error('no rule')
  return found.rule
}

export const SCHEDULED = `
id: 0b7b7a52-1c2d-4e3f-8a57-0b6f6f0b7a01
name: Doors forced
description: Somebody forced {{Door}}.
severity: Medium
kind: Scheduled
version: 1.2.3
queryFrequency: 1h
queryPeriod: 2h
triggerOperator: gt
triggerThreshold: 0
tactics: [Collection]
relevantTechniques: [T1114]
query: Doors_CL | where Forced
`

export const DETECTION = `
name: Doors opened
queryCondition:
  queryText: Doors_CL | where Opened
schedule:
  period: 1H
detectionAction:
  alertTemplate:
    title: Opened on {{DeviceId}}
    severity: low
    category: Exfiltration
    mitreTechniques: [T1567]
    impactedAssets:
      - "@odata.type": "#microsoft.graph.security.impactedDeviceAsset"
        identifier: deviceId
`

/** The rule's schedule; fails where it has none. */
export const scheduleIn = (rule: Rule): Schedule => {
  const found = scheduleOf(rule)
  if ('faults' in found) throw new Error(found.faults.map((d) => d.message).join())
  return found.schedule
}

export const scheduledRule = (yaml: string): ScheduledRule => {
  const rule = ruleOf(yaml)
  const schedule = scheduleIn(rule)
  return { rule, schedule, identity: identityOf(rule, schedule) }
}
