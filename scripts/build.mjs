#!/usr/bin/env node
// Builds dist/: the library (index.js), the command (cli/main.js), what they share (chunks/), types, and the data read at run time.
import { spawnSync } from 'node:child_process'
import { chmod, cp, mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { build } from 'esbuild'
import { glob } from 'tinyglobby'

const require = createRequire(import.meta.url)
process.chdir(dirname(import.meta.dirname))
await rm('dist', { recursive: true, force: true })

await build({
  entryPoints: { index: 'src/index.ts', 'cli/main': 'src/cli/main.ts' },
  outdir: 'dist',
  chunkNames: 'chunks/[name]-[hash]',
  bundle: true,
  splitting: true,
  format: 'esm',
  platform: 'node',
  target: 'node20',
  // Less to read at every start; names stay, for stack traces.
  minifySyntax: true,
  minifyWhitespace: true,
  legalComments: 'linked',
  external: ['@duckdb/node-api', 'libsql'],
  // The packages' entries for Node are CommonJS, which can't be shaken; the others are the same code as modules.
  alias: {
    yaml: join(dirname(require.resolve('yaml/package.json')), 'browser/dist/index.js'),
    'h3-js': join(dirname(require.resolve('h3-js/package.json')), 'dist/h3-js.es.js'),
    s2js: join(dirname(require.resolve('s2js/package.json')), 'dist/s2js.esm.js'),
  },
  // Bundled CommonJS packages ask for Node's own modules.
  banner: { js: `import{createRequire as kqlcRequire}from'node:module';const require=kqlcRequire(import.meta.url);` },
  logLevel: 'warning',
})
await chmod('dist/cli/main.js', 0o755)

// The scripts of a report's page. A page passes the chart library on, and so what its licences ask for.
const licences = ['echarts/LICENSE', 'echarts/NOTICE', 'echarts/licenses/LICENSE-d3', 'zrender/LICENSE'].map((name) =>
  join('node_modules', name),
)
const terms = (await Promise.all(licences.map((file) => readFile(file, 'utf8')))).join('\n----\n\n')
for (const [name, banner] of [
  ['page', ''],
  ['charts', `/*! Apache ECharts and zrender\n\n${terms.replaceAll('*/', '* /')}*/`],
]) {
  await build({
    entryPoints: [`src/report/client/${name}.ts`],
    outfile: `dist/report/${name}.js`,
    bundle: true,
    minify: true,
    format: 'iife',
    platform: 'browser',
    target: 'es2022',
    charset: 'utf8',
    legalComments: 'none',
    banner: { js: banner },
    logLevel: 'warning',
  })
}

const copy = async (pattern, from, to) => {
  for (const file of await glob(pattern, { cwd: from })) {
    await mkdir(dirname(join(to, file)), { recursive: true })
    await cp(join(from, file), join(to, file))
  }
}
await copy('**/*.sql', 'dialects', 'dist/dialects')
await copy('*.txt', 'src/catalog', 'dist/catalog')
await copy('*.txt', 'src/check', 'dist/check')
await copy('**', 'src/cli/templates', 'dist/cli/templates')
await copy('*.css', 'src/report/client', 'dist/report')

const compiler = join(dirname(require.resolve('typescript/package.json')), 'bin/tsc')
const types = spawnSync(process.execPath, [compiler, '-p', 'tsconfig.build.json'], { stdio: 'inherit' })
if (types.status !== 0) process.exit(1)
await writeFile('dist/index.d.ts', `export * from './types/src/index.js'\n`)
