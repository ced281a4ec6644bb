/** Classes as lists of code points, for what RE2 can't write: intersections, differences, complements within a class. */
import type { ClassSet, Flags } from './ast.ts'
import { javascriptClass } from './javascript.ts'

let everything: string | undefined

/** All code points but surrogates, in order. */
const allCodePoints = (): string => {
  if (everything === undefined) {
    const parts: string[] = []
    for (let start = 0; start < 0x110000; start += 0x1000) {
      if (start >= 0xd800 && start < 0xe000) continue
      parts.push(String.fromCodePoint(...Array.from({ length: start === 0xd000 ? 0x800 : 0x1000 }, (_, i) => start + i)))
    }
    everything = parts.join('')
  }
  return everything
}

/** The ranges of code points of a class, in order. */
export const codePointRanges = (set: ClassSet, flags: Flags): readonly (readonly [from: number, to: number])[] => {
  const pattern = new RegExp(`${javascriptClass(set, flags)}+`, `gv${flags.i ? 'i' : ''}`)
  return [...allCodePoints().matchAll(pattern)].map(([run]) => {
    const last = run.codePointAt(run.length - 2) ?? 0
    return [run.codePointAt(0) ?? 0, last > 0xffff ? last : run.charCodeAt(run.length - 1)]
  })
}
