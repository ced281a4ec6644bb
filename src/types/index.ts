export * from './datetime.ts'
export * from './scalar.ts'
export * from './timespan.ts'
export * from './value.ts'
