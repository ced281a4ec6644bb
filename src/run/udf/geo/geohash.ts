/** Geohashes: base-32 digits of five bits, longitude and latitude halved in turn. */
import { hashOrder } from './hash-order.ts'
import type { Position } from './vector.ts'

const DIGITS = '0123456789bcdefghjkmnpqrstuvwxyz'
const LONGEST = 18

interface Range {
  readonly from: number
  readonly to: number
}
interface Box {
  readonly longitude: Range
  readonly latitude: Range
}

/** The geohash of a length from 1 to 18; '' for other lengths. */
export const geohashOf = ([longitude, latitude]: Position, length: number): string => {
  if (!Number.isInteger(length) || length < 1 || length > LONGEST) return ''
  let [west, east, south, north] = [-180, 180, -90, 90]
  let text = ''
  for (let digit = 0, ofLongitude = true; digit < length; digit++) {
    let bits = 0
    for (let i = 0; i < 5; i++, ofLongitude = !ofLongitude) {
      const middle = ofLongitude ? (west + east) / 2 : (south + north) / 2
      const upper = (ofLongitude ? longitude : latitude) >= middle
      bits = 2 * bits + (upper ? 1 : 0)
      if (ofLongitude) [west, east] = upper ? [middle, east] : [west, middle]
      else [south, north] = upper ? [middle, north] : [south, middle]
    }
    text += DIGITS[bits]
  }
  return text
}

const boxOf = (geohash: string): Box | undefined => {
  if (geohash.length < 1 || geohash.length > LONGEST) return undefined
  let [west, east, south, north] = [-180, 180, -90, 90]
  let ofLongitude = true
  for (const c of geohash) {
    const bits = DIGITS.indexOf(c)
    if (bits < 0) return undefined
    for (let i = 4; i >= 0; i--, ofLongitude = !ofLongitude) {
      const upper = ((bits >> i) & 1) === 1
      const middle = ofLongitude ? (west + east) / 2 : (south + north) / 2
      if (ofLongitude) [west, east] = upper ? [middle, east] : [west, middle]
      else [south, north] = upper ? [middle, north] : [south, middle]
    }
  }
  return { longitude: { from: west, to: east }, latitude: { from: south, to: north } }
}

const middleOf = (r: Range): number => (r.from + r.to) / 2

/** The middle of a geohash's box; undefined where it is none. */
export const geohashCenter = (geohash: string): Position | undefined => {
  const box = boxOf(geohash)
  return box && [middleOf(box.longitude), middleOf(box.latitude)]
}

/** The box of a geohash as a ring, from its south-west corner counterclockwise. */
export const geohashRing = (geohash: string): readonly Position[] | undefined => {
  const box = boxOf(geohash)
  if (!box) return undefined
  const { longitude, latitude } = box
  return [
    [longitude.from, latitude.from],
    [longitude.to, latitude.from],
    [longitude.to, latitude.to],
    [longitude.from, latitude.to],
    [longitude.from, latitude.from],
  ]
}

/** Clockwise from the north-west. */
const AROUND = [
  [-1, 1],
  [0, 1],
  [1, 1],
  [1, 0],
  [1, -1],
  [0, -1],
  [-1, -1],
  [-1, 0],
] as const

/** The boxes around a geohash's, without those beyond a pole; longitudes go on beyond 180 degrees. */
export const geohashNeighbors = (geohash: string): readonly string[] | undefined => {
  const box = boxOf(geohash)
  if (!box) return undefined
  const { longitude, latitude } = box
  const around = AROUND.flatMap(([east, north]) => {
    const lat = middleOf(latitude) + north * (latitude.to - latitude.from)
    if (Math.abs(lat) > 90) return []
    const lng = middleOf(longitude) + east * (longitude.to - longitude.from)
    return [geohashOf([lng > 180 ? lng - 360 : lng < -180 ? lng + 360 : lng, lat], geohash.length)]
  })
  return hashOrder(around)
}
