// Lets Node run the sources as they are: `node --import ./scripts/typescript.mjs FILE.ts`.
import { register } from 'node:module'

register(
  `data:text/javascript,${encodeURIComponent(`
    import { readFile } from 'node:fs/promises'
    import { transform } from '${import.meta.resolve('esbuild')}'
    export const load = async (url, context, next) => {
      if (!url.endsWith('.ts')) return next(url, context)
      const { code } = await transform(await readFile(new URL(url), 'utf8'), { loader: 'ts', format: 'esm', sourcemap: 'inline' })
      return { format: 'module', source: code, shortCircuit: true }
    }
  `)}`,
)
