/** A drawing of dots in Braille characters: each has two columns of four dots. */

export interface Canvas {
  /** In dots. */
  readonly width: number
  readonly height: number
  set(x: number, y: number): void
  /** A straight line of dots; `skip` leaves out those in columns that it holds of. */
  line(from: readonly [number, number], to: readonly [number, number], skip?: (x: number) => boolean): void
  /** The character at a place, a space where it has no dots. */
  at(column: number, row: number): string
}

const BLANK = 0x2800
/** The bit of each dot by its row and column. */
const BITS = [
  [0x01, 0x08],
  [0x02, 0x10],
  [0x04, 0x20],
  [0x40, 0x80],
] as const

/** An empty drawing of so many characters. */
export const canvas = (columns: number, rows: number): Canvas => {
  const cells = new Uint8Array(columns * rows)
  const [width, height] = [columns * 2, rows * 4]
  const set = (x: number, y: number): void => {
    if (x < 0 || y < 0 || x >= width || y >= height) return
    cells[(y >> 2) * columns + (x >> 1)]! |= BITS[y & 3]![x & 1]!
  }
  return {
    width,
    height,
    set,
    line: ([x0, y0], [x1, y1], skip = () => false) => {
      const steps = Math.max(Math.abs(x1 - x0), Math.abs(y1 - y0), 1)
      for (let i = 0; i <= steps; i++) {
        const x = Math.round(x0 + ((x1 - x0) * i) / steps)
        if (!skip(x)) set(x, Math.round(y0 + ((y1 - y0) * i) / steps))
      }
    },
    at: (column, row) => {
      const bits = cells[row * columns + column] ?? 0
      return bits === 0 ? ' ' : String.fromCharCode(BLANK + bits)
    },
  }
}
