import { fields, oneOf, path, type Read, wholeNumber } from './read.ts'

/** The least severity that makes a check fail. */
export type FailLevel = 'error' | 'warning' | 'info' | 'never'
export const FAIL_LEVELS: readonly FailLevel[] = ['error', 'warning', 'info', 'never']

/** What `check:` in kqlc.yaml may hold; the options of the command win. */
export interface CheckSettings {
  readonly failLevel?: FailLevel
  readonly baseline?: string
  /** So many rules may hold what kqlc doesn't translate. */
  readonly maxUnsupported?: number
}

export const readCheck: Read<CheckSettings> = fields<CheckSettings>({
  failLevel: oneOf(...FAIL_LEVELS),
  baseline: path,
  maxUnsupported: wholeNumber,
})
