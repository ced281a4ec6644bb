/** All messages, one file a kind. A message is a function of typed parts; nothing else builds a diagnostic. */
export * from './data.ts'
export * from './input.ts'
export * from './names.ts'
export * from './outside.ts'
export * from './rules.ts'
export * from './syntax.ts'
export * from './types.ts'
export * from './unsupported.ts'
