/** Which column of a file is which column of a schema. KQL's names are case-sensitive, those of files often aren't. */
import { KqlError, messages } from '../../text/index.ts'

const fold = (name: string): string => name.toLowerCase()

/** DuckDB writes the second of two columns whose names differ by case alone as `Isp_1`, the third as `isp_2`. */
const RENAMED = /^(.+?)_\d+$/s

/** Name → its positions. Tables have hundreds of columns, and this is asked for every one. */
const positionsOf = (names: readonly string[]): ReadonlyMap<string, readonly number[]> => {
  const positions = new Map<string, number[]>()
  for (const [i, name] of names.entries()) {
    const known = positions.get(name)
    if (known) known.push(i)
    else positions.set(name, [i])
  }
  return positions
}

/**
 * For each column of a schema its position among a file's columns, undefined where the file lacks it. Names match exactly first; then
 * without regard to case, where one is left on each side; then a name that DuckDB's writer changed, where the file lacks it otherwise.
 * Throws a KqlError that names the candidates where there is more than one. `path` and `table` are for the message.
 */
export const matchColumns = (
  wanted: readonly string[],
  present: readonly string[],
  path: string,
  table: string,
): readonly (number | undefined)[] => {
  const exactly = positionsOf(present)
  const folded = positionsOf(present.map(fold))
  const result: (number | undefined)[] = wanted.map((name) => {
    const exact = exactly.get(name) ?? []
    if (exact.length > 1) throw new KqlError([messages.sameColumns(path, name)])
    return exact[0]
  })
  const taken = new Set(result)
  for (const [i, name] of wanted.entries()) {
    if (result[i] !== undefined) continue
    const candidates = (folded.get(fold(name)) ?? []).filter((at) => !taken.has(at))
    if (candidates.length === 0) continue
    if (candidates.length > 1) {
      throw new KqlError([
        messages.ambiguousColumn(
          path,
          table,
          name,
          candidates.map((at) => present[at]!),
        ),
      ])
    }
    const rivals = wanted.filter((other, at) => result[at] === undefined && fold(other) === fold(name))
    if (rivals.length > 1) throw new KqlError([messages.ambiguousName(path, table, present[candidates[0]!]!, rivals)])
    result[i] = candidates[0]
  }
  const changed = positionsOf(present.map((own) => RENAMED.exec(own)?.[1] ?? ''))
  for (const [i, name] of wanted.entries()) {
    if (result[i] !== undefined) continue
    const renamed = (changed.get(name) ?? []).filter((at) => !result.includes(at))
    if (renamed.length === 1 && present.slice(0, renamed[0]).some((own) => fold(own) === fold(name))) result[i] = renamed[0]
  }
  return result
}
