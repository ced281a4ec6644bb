import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { compile, KqlError, openEngine } from '../../../src/index.ts'
import { testEngine } from '../../bind/operators/engine.ts'
import { writeMmdb } from './mmdb.ts'

const folder = mkdtempSync(join(tmpdir(), 'kqlc-geo-'))
afterAll(() => rmSync(folder, { recursive: true }))
const geoip = join(folder, 'cities.mmdb')
const place = (country: string, state: string, city: string, latitude: number, longitude: number) => ({
  country: { iso_code: 'XX', names: { de: 'anders', en: country } },
  subdivisions: [{ names: { en: state } }, { names: { en: 'smaller' } }],
  city: { names: { en: city } },
  location: { latitude, longitude },
})
writeFileSync(
  geoip,
  writeMmdb({
    '192.0.2.0/25': place('Atlantis', 'North', 'Harbour', 12.5, -30.25),
    '198.51.100.7/32': { country: { names: { en: 'Utopia' } }, location: { latitude: 1.5, longitude: 2.5 } },
    '2001:db8::/32': place('Atlantis', 'South', 'Río', -12.5, 30.25),
  }),
)
const broken = join(folder, 'broken.mmdb')
writeFileSync(broken, 'this is no database')

const { rows, columns } = testEngine({ geoip })
const locations = (...ips: readonly string[]) =>
  rows(
    `datatable(i:long, ip:string)[${ips.map((ip, i) => `${i}, '${ip}'`).join()}] | sort by i asc | project g = geo_info_from_ip_address(ip)`,
  )

test('what the page of the function lists, of IPv4 and IPv6 addresses', async () => {
  expect(await locations('192.0.2.127', '2001:db8:1::2', '198.51.100.7')).toEqual([
    [{ country: 'Atlantis', state: 'North', city: 'Harbour', latitude: 12.5, longitude: -30.25 }],
    [{ country: 'Atlantis', state: 'South', city: 'Río', latitude: -12.5, longitude: 30.25 }],
    [{ country: 'Utopia', latitude: 1.5, longitude: 2.5 }],
  ])
})

test('null for what is not there, and for what is no address', async () => {
  expect(await locations('192.0.2.128', '2001:db9::1', '', '192.0.2', 'host.example', '192.0.2.1/24', '999.1.1.1')).toEqual(
    Array.from({ length: 7 }, () => [null]),
  )
})

test('its parts are columns', async () => {
  const query =
    "print g = geo_info_from_ip_address('192.0.2.1') | project c = tostring(g.country), la = toreal(g.latitude), e = isempty(g.x)"
  expect(await columns(query)).toEqual(['c:string', 'la:real', 'e:bool'])
  expect(await rows(query)).toEqual([['Atlantis', 12.5, true]])
  expect(await rows("print d = dynamic({'ip':'192.0.2.1'}) | project tostring(geo_info_from_ip_address(d.ip).city)")).toEqual([['Harbour']])
})

test('without a database it is null, with a warning that says so', () => {
  const { diagnostics, sql } = compile("print geo_info_from_ip_address('192.0.2.1')")
  expect(diagnostics.map((d) => [d.severity, d.code, d.notes?.[0]?.includes('--geoip FILE')])).toEqual([['warning', 'KQL0500', true]])
  expect(sql).toContain('NULL')
})

test('a database that is none', async () => {
  await expect(openEngine({ geoip: join(folder, 'gone.mmdb') })).rejects.toThrow(KqlError)
  const engine = await openEngine({ geoip: broken })
  await expect(engine.query("print geo_info_from_ip_address('192.0.2.1')")).rejects.toThrow(/broken\.mmdb is no database of locations/)
  await engine.close()
})
