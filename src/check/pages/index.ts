/** Every page, by code: the one source of `kqlc explain CODE` and docs/diagnostics.md. A test demands a page for every code that a message has. */
import { nearest } from '../../text/index.ts'
import { LINT_RULES } from '../lint/index.ts'
import type { Page } from '../page.ts'
import { INPUT_PAGES } from './input.ts'
import { NAME_PAGES } from './names.ts'
import { RULE_PAGES } from './rules.ts'
import { SCHEDULE_PAGES } from './schedule.ts'
import { SYNTAX_PAGES } from './syntax.ts'
import { TEST_PAGES } from './tests.ts'
import { TYPE_PAGES } from './types.ts'
import { UNSUPPORTED_PAGES } from './unsupported.ts'

/** All pages in the order of their codes. */
export const PAGES: readonly Page[] = [
  ...SYNTAX_PAGES,
  ...NAME_PAGES,
  ...TYPE_PAGES,
  ...UNSUPPORTED_PAGES,
  ...INPUT_PAGES,
  ...LINT_RULES.map((r) => r.page),
  ...RULE_PAGES,
  ...TEST_PAGES,
  ...SCHEDULE_PAGES,
].sort((a, b) => (a.code < b.code ? -1 : 1))

const byCode: ReadonlyMap<string, Page> = new Map(PAGES.map((page) => [page.code, page]))

/** The page of a code in any case; undefined for one that no message has. */
export const pageOf = (code: string): Page | undefined => byCode.get(code.toUpperCase())

/** The code that was probably meant. */
export const nearestCode = (code: string): string | undefined => nearest(code.toUpperCase(), byCode.keys())
