import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { readBundle } from '../../src/start/bundle.ts'

// Long enough for V8 to keep it, and asking for all that a bundle is given.
const BUNDLE = `const path=require('node:path');module.exports={library:()=>path.basename(kqlcUrl),${Array.from({ length: 200 }, (_, i) => `f${i}:x=>x+${i}`).join()}}`

let folder: string
let url: URL
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'kqlc-bundle-'))
  url = pathToFileURL(join(folder, 'kqlc-1.cjs'))
  writeFileSync(url, BUNDLE)
})
afterEach(() => rmSync(folder, { recursive: true }))

const caches = () => readdirSync(folder).filter((name) => name !== 'kqlc-1.cjs')
const run = () => {
  const { contents, keepCode } = readBundle(url)
  expect(contents.library()).toBe('kqlc-1.cjs')
  keepCode()
  expect(caches()).toEqual([expect.stringMatching(/^kqlc-1\.cjs-\d+\.cache$/)])
  return join(folder, caches()[0] as string)
}

test('the code is kept once and read again', () => {
  const { ino, size } = statSync(run())
  expect(size).toBeGreaterThan(1000)
  expect(statSync(run()).ino).toBe(ino)
})

test('damaged code is not run but replaced', () => {
  const cache = run()
  const good = readFileSync(cache)
  const damaged = Buffer.from(good)
  damaged.fill(0x55, good.length >> 1, (good.length >> 1) + 16)
  for (const bytes of [damaged, good.subarray(0, 100), Buffer.alloc(0)]) {
    writeFileSync(cache, bytes)
    run()
    expect(readFileSync(cache).length).toBeGreaterThan(1000)
    expect(readFileSync(cache).equals(bytes)).toBe(false)
  }
})

test('where no code can be kept the bundle still runs, and nothing is left behind', () => {
  const cache = run()
  rmSync(cache)
  mkdirSync(cache)
  writeFileSync(join(cache, 'in the way'), '')
  run()
  expect(statSync(cache).isDirectory()).toBe(true)
})
