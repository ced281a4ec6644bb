/** geo_info_from_ip_address over a database in MaxMind's format, which is read when the first address is looked up. */
import { readFileSync } from 'node:fs'
import { isIP } from 'node:net'
import { type CityResponse, Reader } from 'mmdb-lib'
import type { ScalarUdf } from './scalar.ts'

const readers = new Map<string, Reader<CityResponse>>()

/** Throws, with the file's name, where it can't be read or is something else. */
const readerOf = (file: string): Reader<CityResponse> => {
  const known = readers.get(file)
  if (known) return known
  try {
    const reader = new Reader<CityResponse>(readFileSync(file))
    readers.set(file, reader)
    return reader
  } catch (error) {
    throw new Error(`${file} is no database of locations: ${(error as Error).message}`)
  }
}

/** The fields as the function's page names them; those that the database lacks are left out. Null for what is no address, or not in it. */
export const locationOf = (file: string, address: string): string | null => {
  const reader = readerOf(file)
  const ip = address.trim()
  const found = isIP(ip) > 0 ? reader.get(ip) : null
  if (!found) return null
  const { country, subdivisions, city, location } = found
  return JSON.stringify({
    country: country?.names?.en,
    state: subdivisions?.[0]?.names?.en,
    city: city?.names?.en,
    latitude: location?.latitude,
    longitude: location?.longitude,
  })
}

export const ipLocation: ScalarUdf = {
  parameters: ['text', 'text'],
  result: 'text',
  call: (file, address) => locationOf(String(file), String(address)),
}
