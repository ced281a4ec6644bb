import { randomUUID } from 'node:crypto'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { type AddCommand, examples } from '../context.ts'
import { filled, writeNew } from '../templates.ts'
import { version } from '../version.ts'

/** Templates → where they go. Names that begin with a point would be left out of a package. */
const FILES: Readonly<Record<string, string>> = {
  'kqlc.yaml': 'kqlc.yaml',
  'package.json': 'package.json',
  'README.md': 'README.md',
  gitignore: '.gitignore',
  'pre-commit-config.yaml': '.pre-commit-config.yaml',
  'pre-commit-hooks.yaml': '.pre-commit-hooks.yaml',
  'github/workflows/rules.yaml': '.github/workflows/rules.yaml',
  'rules/ManyFailedSignIns.yaml': 'rules/ManyFailedSignIns.yaml',
  'rules/ManyFailedSignIns.test.yaml': 'rules/ManyFailedSignIns.test.yaml',
}

export const addInit: AddCommand = (program, context) => {
  program
    .command('init')
    .description('start a repository of rules: a rule, its test, settings, a workflow; overwrites nothing')
    .argument('[dir]', 'the folder', '.')
    .addHelpText('after', examples('kqlc init', 'kqlc init detections'))
    .action(async (folder: string) => {
      const values = { id: randomUUID(), version }
      const files = new Map(Object.entries(FILES).map(([template, path]) => [join(folder, path), filled(`init/${template}`, values)]))
      await writeNew(files, existsSync)
      for (const path of files.keys()) await context.io.out(`${path}\n`)
      context.io.err('next: kqlc check rules/ && kqlc test rules/\n')
    })
}
