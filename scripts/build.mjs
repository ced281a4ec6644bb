#!/usr/bin/env node
// Builds dist/: the library (index.js), the command (cli/main.js), the bundle that both read, types, and the data read at run time.
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { chmod, cp, mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { build } from 'esbuild'
import { glob } from 'tinyglobby'
import { lowerIteration } from './lower-iteration.mjs'

const require = createRequire(import.meta.url)
process.chdir(dirname(import.meta.dirname))
await rm('dist', { recursive: true, force: true })

const common = {
  bundle: true,
  platform: 'node',
  target: 'node20',
  minifySyntax: true,
  minifyWhitespace: true,
  lineLimit: 160,
  logLevel: 'warning',
}

// All code in one file, which starts fastest: src/start/bundle.ts says how. Names stay and lines are short, for stack traces.
const contents = {
  ...common,
  charset: 'ascii',
  legalComments: 'eof',
  external: ['@duckdb/node-api', 'libsql'],
  // An import of what stays outside becomes a require: a script can't import.
  supported: { 'dynamic-import': false },
  define: { 'import.meta.url': 'kqlcUrl' },
  // The packages' entries for Node are CommonJS, which can't be shaken; the others are the same code as modules.
  alias: {
    yaml: join(dirname(require.resolve('yaml/package.json')), 'browser/dist/index.js'),
    'h3-js': join(dirname(require.resolve('h3-js/package.json')), 'dist/h3-js.es.js'),
    s2js: join(dirname(require.resolve('s2js/package.json')), 'dist/s2js.esm.js'),
  },
}
const texts = lowerIteration(process.cwd(), (path) => !/[\\/](?:node_modules|test|scripts)[\\/]/.test(path))
const loops = {
  name: 'lower-iteration',
  setup: ({ onLoad }) =>
    onLoad({ filter: /\.ts$/ }, ({ path }) => {
      const text = texts.get(path.replaceAll('\\', '/'))
      return text === undefined ? undefined : { contents: text, loader: 'ts' }
    }),
}
const {
  outputFiles: [code],
} = await build({
  ...contents,
  plugins: [loops],
  entryPoints: ['src/start/contents.ts'],
  outfile: 'dist/kqlc.cjs',
  format: 'cjs',
  write: false,
})
const bundle = `kqlc-${createHash('sha256').update(code.contents).digest('hex').slice(0, 12)}.cjs`
await mkdir('dist/cli', { recursive: true })
await writeFile(join('dist', bundle), code.contents)

// The doors: the command, and the library with the names that its source exports.
const door = { ...common, format: 'esm', define: { BUNDLE: JSON.stringify(bundle) } }
await build({ ...door, entryPoints: ['src/start/main.ts'], outfile: 'dist/cli/main.js' })
const { metafile } = await build({
  ...contents,
  entryPoints: ['src/index.ts'],
  outfile: 'index.js',
  format: 'esm',
  write: false,
  metafile: true,
})
const library = `import { readBundle } from './src/start/bundle.ts'
  export const { ${metafile.outputs['index.js'].exports.join(', ')} } = readBundle(new URL(BUNDLE, import.meta.url)).contents.library()`
await build({ ...door, stdin: { contents: library, resolveDir: '.', loader: 'ts' }, outfile: 'dist/index.js' })
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

// The first run keeps the code that it compiled; here one that needs much of the compiler.
const first = spawnSync(process.execPath, ['dist/cli/main.js', 'compile', 'rules'], { stdio: ['ignore', 'ignore', 'pipe'] })
if (first.status !== 0) throw new Error(String(first.stderr))
