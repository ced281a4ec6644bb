export * from './scalar.ts'
export * from './value.ts'
