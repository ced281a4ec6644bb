#!/usr/bin/env node
import type { Library } from './context.ts'
import { processIo } from './io.ts'
import { run } from './program.ts'

process.exitCode = await run(process.argv.slice(2), processIo(), async () => (await import('../core.ts')) as unknown as Library)
