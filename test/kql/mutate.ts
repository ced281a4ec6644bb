const WORDS =
  `by on with in to from step kind asc desc nulls first as of where project extend count take join union let view print range T* * @ #
  ( ) [ ] { } | , ; : . .. = == != <> =~ ! + - / % and or not has contains between in~ !in 1 1d "x" x typeof(long) dynamic([1]) 1..2 by= kind=inner
  default id type matches \` ' " é hint.strategy=shuffle toscalar(T) evaluate render => materialize(T) $left.a`.split(/\s+/)

/** A stream of numbers from 0 up to 1 that is the same for each seed. */
export function random(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return state / 0x1_0000_0000
  }
}

/** Changes a query in one or two places: a token is dropped, doubled, replaced, moved, or one is put in. */
export function mutate(text: string, next: () => number): string {
  const tokens = text.match(/"[^"\n]*"|'[^'\n]*'|[A-Za-z_$]\w*|\d[\w.]*|\s+|[^\s]/g) ?? []
  const place = (): number => Math.floor(next() * tokens.length)
  const word = (): string => `${WORDS[Math.floor(next() * WORDS.length)]}${next() < 0.5 ? ' ' : ''}`
  for (let count = next() < 0.5 ? 1 : 2; count > 0; count--) {
    const at = place()
    switch (Math.floor(next() * 5)) {
      case 0:
        tokens.splice(at, 1)
        break
      case 1:
        tokens.splice(at, 0, word())
        break
      case 2:
        tokens[at] = word()
        break
      case 3:
        tokens.splice(at, 0, ...tokens.splice(place(), 1))
        break
      default:
        tokens.splice(at, 0, tokens[at] ?? '')
    }
  }
  return tokens.join('')
}
