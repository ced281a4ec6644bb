export { FILE_NAME, type FoundSettings, findSettings, readSettings } from './find.ts'
export type { Settings } from './settings.ts'
