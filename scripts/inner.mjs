/** What the benches need of the compiler beside its door: bundled for them from the sources. */
import { dirname, join } from 'node:path'
import { build } from 'esbuild'

const root = dirname(import.meta.dirname)

export const inner = async () => {
  const outfile = join(root, 'dist/bench/inner.mjs')
  await build({
    stdin: {
      contents: `export { compileWith, ticksOf } from './src/compile.ts'
        export { catalogOf } from './src/catalog/index.ts'
        export { dialects } from './dialects/index.ts'`,
      resolveDir: root,
      loader: 'ts',
    },
    outfile,
    bundle: true,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    external: ['@duckdb/node-api'],
    logLevel: 'warning',
  })
  return import(outfile)
}
