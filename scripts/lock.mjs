#!/usr/bin/env node
// Completes package-lock.json after `npm install`: where a registry lacks the packages of other platforms (optional dependencies that
// carry a binary), npm leaves them out of the lock file, and `npm ci` then refuses it everywhere.
import { readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

const file = join(dirname(import.meta.dirname), 'package-lock.json')
const lock = JSON.parse(readFileSync(file, 'utf8'))
const { packages } = lock

const PLATFORM = /^(.*?)-(android|darwin|freebsd|linux|win32)-(arm64|x64)(-musl)?$/
const missing = Object.entries(packages).flatMap(([parent, { dev, optionalDependencies = {} }]) =>
  Object.entries(optionalDependencies)
    .filter(([name]) => !packages[`node_modules/${name}`] && !packages[`${parent}/node_modules/${name}`])
    .map(([name, version]) => ({ name, version, dev })),
)
for (const { name, version, dev } of missing) {
  const [, family, os, cpu, musl] = PLATFORM.exec(name) ?? []
  if (!family) throw new Error(`${name} is missing, and its name tells no platform`)
  const [, sibling = {}] = Object.entries(packages).find(([key]) => key.startsWith(`node_modules/${family}-`)) ?? []
  packages[`node_modules/${name}`] = {
    version,
    cpu: [cpu],
    ...(dev ? { dev } : {}),
    ...(os === 'linux' && sibling.libc ? { libc: [musl ? 'musl' : 'glibc'] } : {}),
    license: sibling.license,
    optional: true,
    os: [os],
    engines: sibling.engines,
  }
  console.log(`added ${name}@${version}`)
}
lock.packages = Object.fromEntries(Object.entries(packages).sort(([a], [b]) => a.localeCompare(b, 'en')))
writeFileSync(file, `${JSON.stringify(lock, undefined, 2)}\n`)
