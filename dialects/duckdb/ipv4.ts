/** IPv4 networks as regular expressions over the text of an address: the fastest exact test against constant networks. */

interface Network {
  readonly address: number
  readonly bits: number
}

/** `a.b.c.d` or `a.b.c.d/n`; undefined for other text. */
export const parseNetwork = (text: string): Network | undefined => {
  const match = /^0*(\d{1,3})\.0*(\d{1,3})\.0*(\d{1,3})\.0*(\d{1,3})(?:\/(\d{1,3}))?$/.exec(text)
  if (!match) return undefined
  const parts = match.slice(1, 5).map(Number)
  const bits = match[5] === undefined ? 32 : Number(match[5])
  if (bits > 32 || parts.some((p) => p > 255)) return undefined
  return { address: parts.reduce((n, p) => n * 256 + p, 0), bits }
}

/** A number from 0 to 255; leading zeros don't count. */
export const OCTET = '0*(?:25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])'
/** Any address. */
export const ANY_ADDRESS = `${OCTET}(?:\\.${OCTET}){3}`

/** Matches the texts of all addresses of a network. */
export const networkPattern = ({ address, bits }: Network): string =>
  [24, 16, 8, 0]
    .map((shift) => {
      const fixed = Math.min(Math.max(bits - (24 - shift), 0), 8)
      if (fixed === 0) return OCTET
      const size = 2 ** (8 - fixed)
      const first = Math.floor((Math.floor(address / 2 ** shift) % 256) / size) * size
      return size === 1 ? `0*${first}` : `0*(?:${Array.from({ length: size }, (_, i) => first + i).join('|')})`
    })
    .join('\\.')

/** The networks that RFC 1918 sets aside. */
export const PRIVATE_NETWORKS: readonly string[] = ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16']
