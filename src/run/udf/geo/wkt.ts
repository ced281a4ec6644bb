/** Well-known text (https://en.wikipedia.org/wiki/Well-known_text_representation_of_geometry) as GeoJSON. */
import type { Shape } from './geojson.ts'
import { isPosition, type Position } from './vector.ts'

/** The shape of a text; undefined where it is no valid one of the seven plain kinds. */
export const shapeOfWkt = (text: string): Shape | undefined => {
  const reader = new Reader(text)
  const shape = reader.shape()
  return shape && reader.atEnd() ? shape : undefined
}

class Reader {
  readonly #tokens: readonly string[]
  #at = 0

  constructor(text: string) {
    this.#tokens = text.match(/[A-Za-z]+|[(),]|[^\s(),A-Za-z]+(?:[eE][-+]?\d+)?/g) ?? []
  }

  atEnd(): boolean {
    return this.#at === this.#tokens.length
  }

  shape(): Shape | undefined {
    switch (this.#next()?.toUpperCase()) {
      case 'POINT': {
        const [only, ...more] = this.#list(() => this.#position()) ?? []
        return only && more.length === 0 ? { type: 'Point', coordinates: only } : undefined
      }
      case 'LINESTRING':
        return this.#made('LineString', this.#line())
      case 'POLYGON':
        return this.#made('Polygon', this.#lines())
      case 'MULTIPOINT':
        return this.#made(
          'MultiPoint',
          this.#list(() => this.#position() ?? this.#bracketedPosition()),
        )
      case 'MULTILINESTRING':
        return this.#made('MultiLineString', this.#lines())
      case 'MULTIPOLYGON':
        return this.#made(
          'MultiPolygon',
          this.#list(() => this.#lines()),
        )
      case 'GEOMETRYCOLLECTION': {
        const geometries = this.#list(() => this.shape())
        return geometries && { type: 'GeometryCollection', geometries }
      }
      default:
        return undefined
    }
  }

  #made<T extends Exclude<Shape['type'], 'Point' | 'GeometryCollection'>>(
    type: T,
    coordinates: Extract<Shape, { type: T }>['coordinates'] | undefined,
  ): Shape | undefined {
    return coordinates && ({ type, coordinates } as Shape)
  }

  #next(): string | undefined {
    return this.#tokens[this.#at++]
  }

  #take(token: string): boolean {
    if (this.#tokens[this.#at] !== token) return false
    this.#at++
    return true
  }

  /** `(element, element …)` */
  #list<T>(element: () => T | undefined): readonly T[] | undefined {
    if (!this.#take('(')) return undefined
    const found: T[] = []
    do {
      const made = element()
      if (made === undefined) return undefined
      found.push(made)
    } while (this.#take(','))
    return this.#take(')') ? found : undefined
  }

  #line(): readonly Position[] | undefined {
    const line = this.#list(() => this.#position())
    return line && line.length >= 2 ? line : undefined
  }

  #lines(): readonly (readonly Position[])[] | undefined {
    return this.#list(() => this.#line())
  }

  #bracketedPosition(): Position | undefined {
    if (!this.#take('(')) return undefined
    const position = this.#position()
    return position && this.#take(')') ? position : undefined
  }

  #position(): Position | undefined {
    const [longitude, latitude] = this.#tokens.slice(this.#at, this.#at + 2).map((t) => (/^[-+.\d]/.test(t) ? Number(t) : Number.NaN))
    if (longitude === undefined || latitude === undefined || !isPosition(longitude, latitude)) return undefined
    this.#at += 2
    return [longitude, latitude]
  }
}
