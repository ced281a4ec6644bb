export * from './diagnostic.ts'
export * as messages from './messages/index.ts'
export * from './source.ts'
export * from './span.ts'
