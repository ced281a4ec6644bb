#!/usr/bin/env node
import { readBundle } from './bundle.ts'

/** The bundle's file, which the build names after its content. */
declare const BUNDLE: string

const { contents, keepCode } = readBundle(new URL(`../${BUNDLE}`, import.meta.url))
process.exitCode = await contents.command(process.argv.slice(2))
keepCode()
