/** Saved functions and parsers from files: `.kql` with declarations or a body, and the public parsers' YAML. */
import { basename } from 'node:path'
import type { SavedFunction } from '../api.ts'
import { declaredFunctions } from '../kql/index.ts'
import { findFiles } from '../load/files.ts'
import { isQueryFile, isYaml, readText } from '../load/index.ts'
import { type Diagnostic, type LocatedDiagnostic, locate, messages, Source, wholeFile } from '../text/index.ts'
import { bodyOf, type FunctionsOfFile, functionsFromYaml } from './yaml-functions.ts'

export interface LoadedFunctions {
  readonly functions: readonly SavedFunction[]
  readonly diagnostics: readonly LocatedDiagnostic[]
}

const fromKql = (source: Source): FunctionsOfFile => {
  const { text, path } = source
  const { functions, diagnostics } = declaredFunctions(text)
  if (!functions && diagnostics.length > 0) return { functions: [], diagnostics }
  if (!functions) {
    const { body, before } = bodyOf(text)
    const sourceOffset = (offset: number) => Math.min(Math.max(offset - before, 0), text.length)
    return {
      functions: [{ name: basename(path).replace(/\.[^.]+$/, ''), parameters: '()', body, origin: { source, sourceOffset } }],
      diagnostics: [],
    }
  }
  return {
    functions: functions.map(({ name, parameters, body }) => ({
      name,
      parameters: text.slice(parameters.start, parameters.end),
      body: text.slice(body.start, body.end),
      origin: { source, sourceOffset: (offset) => body.start + offset },
    })),
    // What is wrong within a body is said where the function is called.
    diagnostics: diagnostics.filter((d) => !functions.some((f) => d.span.start >= f.body.start && d.span.start < f.body.end)),
  }
}

const fromFile = async (source: Source, named: boolean): Promise<FunctionsOfFile> => {
  if (isQueryFile(source.path)) return fromKql(source)
  if (!isYaml(source.path)) return { functions: [], diagnostics: [messages.unknownFunctionFile()] }
  const found = await functionsFromYaml(source)
  // Below a directory a YAML file may well be something else.
  return found.functions.length === 0 && found.diagnostics.length === 0 && named
    ? { functions: [], diagnostics: [messages.noFunction()] }
    : found
}

/**
 * Loads the functions of files, folders and globs. A file of plain KQL that declares none is the body of a function of the file's name.
 * Never rejects; diagnostics are placed in the files. Of two functions of one name the first counts, and that is an error.
 */
export const loadFunctions = async (paths: readonly string[]): Promise<LoadedFunctions> => {
  const functions = new Map<string, SavedFunction>()
  const diagnostics: LocatedDiagnostic[] = []
  const report = (source: Source, ...found: readonly Diagnostic[]) => {
    for (const d of found) diagnostics.push(locate(d, wholeFile(source)))
  }
  for (const path of paths) {
    const found = await findFiles(path).catch(() => ({ kind: 'missing' as const }))
    if (found.kind === 'missing') report(new Source(path, ''), messages.noSuchPath())
    const files = found.kind === 'missing' ? [] : found.kind === 'named' ? [found.path] : found.paths
    for (const file of files) {
      const read = await readText(file)
      if ('fault' in read) {
        report(new Source(file, ''), read.fault)
        continue
      }
      const result = await fromFile(read.source, found.kind === 'named')
      report(read.source, ...result.diagnostics)
      for (const f of result.functions) {
        const other = functions.get(f.name)
        if (!other) functions.set(f.name, f)
        else {
          const start = f.origin?.sourceOffset(0) ?? 0
          report(read.source, messages.functionTwice({ start, end: start }, f.name, other.origin?.source.path ?? ''))
        }
      }
    }
  }
  return { functions: [...functions.values()], diagnostics }
}
