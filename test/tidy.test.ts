/** The rules of src/README.md as tests. */
import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'
import { describe, expect, test } from 'vitest'

const root = resolve(import.meta.dirname, '..')

/** Folders from the bottom up: each may use those before it. `dialects` implements what `sql` asks for. */
const LAYERS = [
  'text',
  'regex',
  'load',
  'config',
  'types',
  'kql',
  'catalog',
  'sql',
  'series',
  'functions',
  'plan',
  'bind',
  'optimise',
  'emit',
  'dialects',
  'compile',
  'run',
  'demo',
  'check',
  'schedule',
  'test',
  'alerts',
  'report',
  'api',
  'core',
  'index',
  'cli',
  'start',
]

const sources = ['src', 'dialects'].flatMap((top) =>
  readdirSync(join(root, top), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .map((name) => ({ path: join(top, name), text: readFileSync(join(root, top, name), 'utf8') })),
)

const layerOf = (path: string): string => {
  const [top = '', folder = ''] = path.split('/')
  return top === 'dialects' ? 'dialects' : folder.replace(/\.ts$/, '')
}

interface Import {
  readonly from: string
  readonly to: string
  readonly typeOnly: boolean
  readonly lazy: boolean
}

const imports = sources.flatMap(({ path, text }): Import[] =>
  [...text.matchAll(/^(?:import|export) (type )?[^;'"]*?from '(\.[^']+)'|import\('(\.[^']+)'\)/gm)].map((m) => ({
    from: path,
    to: relative(root, resolve(root, dirname(path), m[2] ?? m[3] ?? '')),
    typeOnly: m[1] !== undefined,
    lazy: m[3] !== undefined,
  })),
)

describe('the code', () => {
  test('every folder has its place', () => {
    expect([...new Set(sources.map((s) => layerOf(s.path)))].filter((l) => !LAYERS.includes(l))).toEqual([])
  })

  test('imports go one way', () => {
    const rank = (path: string) => LAYERS.indexOf(layerOf(path))
    // Types of the library's door may be named anywhere, and the types of entries, plans and values refer to each other.
    const wrong = imports.filter((i) => !i.typeOnly && rank(i.to) > rank(i.from)).map((i) => `${i.from} → ${i.to}`)
    expect(wrong).toEqual([])
  })

  test('only the door, the command line and the tests know the dialects', () => {
    const allowed = /^(?:src\/(?:core|compile)\.ts|src\/run\/(?:engine|session)\.ts|src\/cli\/|dialects\/)/
    expect(imports.filter((i) => i.to.startsWith('dialects/') && !allowed.test(i.from)).map((i) => i.from)).toEqual([])
  })

  test('only run and demo know DuckDB', () => {
    const naming = sources.filter((s) => /@duckdb\/node-api/.test(s.text) && /(?:from|import\() ?'@duckdb/.test(s.text)).map((s) => s.path)
    expect(naming.filter((p) => !/^src\/(?:run|demo)\//.test(p))).toEqual([])
  })

  test('only alerts knows SQLite', () => {
    const naming = sources.filter((s) => /(?:from|import\() ?'libsql'/.test(s.text)).map((s) => s.path)
    expect(naming.filter((p) => !p.startsWith('src/alerts/'))).toEqual([])
  })

  test('files are short', () => {
    expect(sources.filter((s) => s.text.split('\n').length > 401).map((s) => s.path)).toEqual([])
  })

  test('nothing is typed as any', () => {
    expect(sources.filter((s) => /(?::|as|<) any\b/.test(s.text.replaceAll(/\/\*[\s\S]*?\*\/|\/\/.*/g, ''))).map((s) => s.path)).toEqual([])
  })

  test('SQL text is written by the printer alone', () => {
    // The compiler's folders build trees; only the printer has clauses in its strings.
    const clauses = /['"`](?:SELECT|FROM|WHERE|GROUP BY|ORDER BY|UNION ALL) /
    const compiler = /^src\/(?:kql|bind|plan|optimise|emit|functions|sql)\/|^dialects\//
    expect(
      sources.filter((s) => compiler.test(s.path) && s.path !== 'src/sql/print.ts' && clauses.test(s.text)).map((s) => s.path),
    ).toEqual([])
  })

  test('a message code stands for one message', () => {
    const codes = sources
      .filter((s) => s.path.startsWith('src/text/messages/'))
      .flatMap((s) => [...s.text.matchAll(/'(KQL\d{4})'/g)].map((m) => m[1]))
    expect(codes.filter((c, i) => codes.indexOf(c) !== i)).toEqual([])
  })
})
