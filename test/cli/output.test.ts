import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { removeUnfinished, replaceFile, replaceText } from '../../src/cli/output.ts'
import { inFolder } from '../load/folder.ts'

test('a file is replaced whole', async () => {
  await inFolder({ 'a.sql': 'old' }, async (folder) => {
    const path = join(folder, 'a.sql')
    await replaceFile(path, async (temporary) => {
      writeFileSync(temporary, 'half')
      expect(readFileSync(path, 'utf8')).toBe('old')
      writeFileSync(temporary, 'new')
    })
    await replaceText(join(folder, 'deep/b.sql'), 'b')
    expect(readFileSync(path, 'utf8')).toBe('new')
    expect(readdirSync(folder)).toEqual(['a.sql', 'deep'])
    expect(readdirSync(join(folder, 'deep'))).toEqual(['b.sql'])
  })
})

test('a failure leaves the old file and no other', async () => {
  await inFolder({ 'a.sql': 'old' }, async (folder) => {
    const failing = replaceFile(join(folder, 'a.sql'), async (temporary) => {
      writeFileSync(temporary, 'half')
      throw new Error('no more')
    })
    await expect(failing).rejects.toThrow('no more')
    expect(readdirSync(folder)).toEqual(['a.sql'])
    expect(readFileSync(join(folder, 'a.sql'), 'utf8')).toBe('old')
  })
})

test('what an interruption finds half-written is removed', async () => {
  await inFolder({ 'a.sql': 'old' }, async (folder) => {
    const interrupted = replaceFile(join(folder, 'a.sql'), async (temporary) => {
      writeFileSync(temporary, 'half')
      removeUnfinished()
    })
    await expect(interrupted).rejects.toThrow('ENOENT')
    expect(readdirSync(folder)).toEqual(['a.sql'])
  })
})
