import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { asset } from '../../src/text/index.ts'

test('a file beside the code is found from below, one that is missing is named', () => {
  expect(readFileSync(asset('text/asset.ts'), 'utf8')).toContain('export const asset')
  expect(readFileSync(asset('package.json'), 'utf8')).toContain('"kqlc"')
  expect(() => asset('dialects/none.sql')).toThrow('dialects/none.sql is missing')
})
