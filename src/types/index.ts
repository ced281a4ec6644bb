export * from './scalar.ts'
