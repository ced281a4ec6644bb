export { type CheckSettings, FAIL_LEVELS, type FailLevel } from './check.ts'
export { FILE_NAME, type FoundSettings, findSettings, readSettings } from './find.ts'
export { type Settings, watchlistFile } from './settings.ts'
