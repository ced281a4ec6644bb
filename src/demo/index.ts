export { type DemoEvent, demoEvents } from './plain.ts'
export { DEMO_DEFAULTS, DEMO_TABLE, writeDemo } from './write.ts'
