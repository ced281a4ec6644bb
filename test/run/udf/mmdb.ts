/** A writer of small databases in MaxMind's format (version 2), as far as the tests need it: its specification is public. */

type Value = string | number | boolean | readonly Value[] | { readonly [key: string]: Value }

const control = (type: number, size: number): Buffer => {
  const head = size < 29 ? [size] : size < 285 ? [29, size - 29] : [30, (size - 285) >> 8, (size - 285) & 255]
  const [length = 0, ...more] = head
  return Buffer.from(type < 8 ? [(type << 5) | length, ...more] : [length, type - 7, ...more])
}

const encode = (value: Value): Buffer => {
  if (typeof value === 'string') {
    const bytes = Buffer.from(value)
    return Buffer.concat([control(2, bytes.length), bytes])
  }
  if (typeof value === 'boolean') return control(14, value ? 1 : 0)
  if (typeof value === 'number' && Number.isInteger(value) && value >= 0) {
    const bytes = Buffer.alloc(4)
    bytes.writeUInt32BE(value)
    return Buffer.concat([control(6, 4), bytes])
  }
  if (typeof value === 'number') {
    const bytes = Buffer.alloc(8)
    bytes.writeDoubleBE(value)
    return Buffer.concat([control(3, 8), bytes])
  }
  if (Array.isArray(value)) return Buffer.concat([control(11, value.length), ...value.map(encode)])
  const entries = Object.entries(value)
  return Buffer.concat([control(7, entries.length), ...entries.flatMap(([k, v]) => [encode(k), encode(v)])])
}

/** The bits of a network; IPv4 networks lie in ::/96. */
const bitsOf = (network: string): string => {
  const [address = '', length = ''] = network.split('/')
  const bits = (n: number, width: number) => n.toString(2).padStart(width, '0')
  if (address.includes('.')) {
    const all = address.split('.').map((part) => bits(Number(part), 8))
    return '0'.repeat(96) + all.join('').slice(0, Number(length))
  }
  const [front = '', back = ''] = address.split('::')
  const parts = (text: string) => (text === '' ? [] : text.split(':'))
  const zeros = 8 - parts(front).length - parts(back).length
  const groups = [...parts(front), ...Array.from({ length: zeros }, () => '0'), ...parts(back)]
  return groups
    .map((g) => bits(Number.parseInt(g, 16), 16))
    .join('')
    .slice(0, Number(length))
}

/** A database that holds these networks, none within another. */
export const writeMmdb = (networks: Readonly<Record<string, Value>>): Buffer => {
  const nodes: (number | Buffer | undefined)[][] = [[undefined, undefined]]
  for (const [network, value] of Object.entries(networks)) {
    let at = 0
    const bits = bitsOf(network)
    for (const [i, bit] of [...bits].entries()) {
      const node = nodes[at] as (number | Buffer | undefined)[]
      if (i === bits.length - 1) node[Number(bit)] = encode(value)
      else {
        if (typeof node[Number(bit)] !== 'number') {
          node[Number(bit)] = nodes.length
          nodes.push([undefined, undefined])
        }
        at = node[Number(bit)] as number
      }
    }
  }
  const data: Buffer[] = []
  let size = 0
  const tree = Buffer.alloc(nodes.length * 6)
  for (const [i, node] of nodes.entries()) {
    for (const side of [0, 1]) {
      const target = node[side]
      let record = nodes.length // nothing there
      if (typeof target === 'number') record = target
      else if (target) {
        record = nodes.length + 16 + size
        data.push(target)
        size += target.length
      }
      tree.writeUIntBE(record, i * 6 + side * 3, 3)
    }
  }
  const metadata = encode({
    binary_format_major_version: 2,
    binary_format_minor_version: 0,
    build_epoch: 1767225600,
    database_type: 'Test-City',
    description: { en: 'for tests' },
    ip_version: 6,
    languages: ['en'],
    node_count: nodes.length,
    record_size: 24,
  })
  return Buffer.concat([tree, Buffer.alloc(16), ...data, Buffer.from('\xab\xcd\xefMaxMind.com', 'latin1'), metadata])
}
