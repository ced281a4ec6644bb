export * from './builtin.ts'
export * from './catalog.ts'
export * from './table.ts'
