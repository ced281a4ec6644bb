/** The library's door. */
export * as check from './check/index.ts'
export * from './core.ts'
export * as schedule from './schedule/index.ts'
export * from './series/index.ts'
