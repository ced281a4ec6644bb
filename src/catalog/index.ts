export * from './builtin.ts'
export * from './table.ts'
