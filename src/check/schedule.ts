/** When a rule runs and what makes it alert. */
import type { Rule } from '../load/index.ts'
import { type Diagnostic, messages } from '../text/index.ts'
import { durationSeconds, showDuration } from './duration.ts'
import { oneOf } from './one-of.ts'

const HOUR = 3600
const DAY = 24 * HOUR

/** The service runs a scheduled rule every 5 minutes to 14 days, over as much; over more than 2 days not more often than every hour. */
const LEAST = 300
const MOST = 14 * DAY
const LONG = 2 * DAY

const schedule = (rule: Rule): readonly Diagnostic[] => {
  const found: Diagnostic[] = []
  const seconds = (key: 'queryFrequency' | 'queryPeriod'): number | undefined => {
    const text = rule[key]
    if (text === undefined) return undefined
    const value = durationSeconds(text)
    if (value === undefined) found.push(messages.noDuration(rule.locate([key]), key, text))
    else if (value < LEAST || value > MOST)
      found.push(messages.durationOutside(rule.locate([key]), key, text, showDuration(LEAST), showDuration(MOST)))
    return value
  }
  const [frequency, period] = [seconds('queryFrequency'), seconds('queryPeriod')]
  if (frequency === undefined || period === undefined) return found
  if (period < frequency) found.push(messages.periodTooShort(rule.locate(['queryPeriod']), showDuration(period), showDuration(frequency)))
  if (period > LONG && frequency < HOUR && frequency >= LEAST)
    found.push(messages.tooOften(rule.locate(['queryFrequency']), showDuration(period), showDuration(frequency), showDuration(LONG)))
  return found
}

const OPERATORS = ['gt', 'lt', 'eq', 'ne', 'GreaterThan', 'LessThan', 'Equal', 'NotEqual']

const trigger = (rule: Rule): readonly Diagnostic[] => {
  const { triggerOperator } = rule
  const operator =
    triggerOperator === undefined ? [] : oneOf(rule.locate(['triggerOperator']), 'triggerOperator', triggerOperator, OPERATORS)
  const written = rule.data.triggerThreshold
  if (written === undefined || written === null || written === '') return operator
  // Templates are read leniently: a number in quotes is one.
  const threshold = typeof written === 'number' || (typeof written === 'string' && /^\d+$/.test(written)) ? Number(written) : Number.NaN
  const fits = Number.isInteger(threshold) && threshold >= 0 && threshold <= 10_000
  const shown = typeof written === 'object' ? 'not a number' : String(written)
  return fits ? operator : [...operator, messages.thresholdOutside(rule.locate(['triggerThreshold']), shown)]
}

/** Sentinel's suppression: how long a rule rests after an alert. */
const suppression = (rule: Rule): readonly Diagnostic[] => {
  const { suppressionDuration: text } = rule.data
  return typeof text !== 'string' || durationSeconds(text) !== undefined
    ? []
    : [messages.noDuration(rule.locate(['suppressionDuration']), 'suppressionDuration', text)]
}

/** How often a custom detection runs; 0 is continuously. Source: the API's `ruleSchedule`. */
const PERIODS = ['0', '1H', '3H', '12H', '24H']

const customPeriod = (rule: Rule): readonly Diagnostic[] =>
  rule.queryFrequency === undefined
    ? []
    : oneOf(rule.locate(['schedule', 'period']), 'schedule.period', rule.queryFrequency.toUpperCase(), PERIODS)

/** What is wrong with a rule's schedule and trigger; spans count in its file. */
export const checkSchedule = (rule: Rule): readonly Diagnostic[] => {
  if (rule.kind === 'CustomDetection') return customPeriod(rule)
  if (rule.kind === 'NRT') return suppression(rule)
  return rule.kind === 'Scheduled' ? [...schedule(rule), ...trigger(rule), ...suppression(rule)] : []
}
