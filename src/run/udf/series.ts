/** The series functions as scalar functions of DuckDB: a list in, a struct of lists (or a value) out, a chunk of rows at a time. */
import type { DuckDBType } from '@duckdb/node-api'
import {
  SERIES_FUNCTIONS,
  type SeriesArgument,
  type SeriesFunction,
  type SeriesNote,
  type SeriesOutputKind,
  type SeriesParameter,
  type SeriesParameterType,
} from '../../series/index.ts'
import { type Bindings, type DataChunk, loadBindings, type Vector } from './bindings.ts'
import { chunkReader, type ReadColumn, type Reader, readBooleans, readDoubles, readLists, readLongs, readWords } from './read.ts'
import { doubleLists, integerLists, type Value, type WriteColumn, type Writer, writeDoubles, writeLongs, writeStruct } from './write.ts'

type DuckDB = typeof import('@duckdb/node-api')

interface Kind {
  readonly type: DuckDBType
  readonly read: ReadColumn<SeriesArgument & {}>
}

/** How a parameter is declared and read. One that may be repeated comes as one list. */
const parameterKind = (d: DuckDB, p: SeriesParameter): Kind => {
  const type: SeriesParameterType = p.repeat === undefined ? p.type : 'series'
  switch (type) {
    case 'series':
    case 'operand':
      return { type: d.LIST(d.DOUBLE), read: readLists }
    case 'number':
    case 'real':
      return { type: d.DOUBLE, read: readDoubles }
    case 'long':
    case 'int':
      return { type: d.BIGINT, read: readLongs }
    case 'string':
      return { type: d.VARCHAR, read: readWords }
    case 'bool':
      return { type: d.BOOLEAN, read: readBooleans }
  }
}

interface OutputKind {
  readonly type: DuckDBType
  readonly write: WriteColumn
}

const outputKind = (d: DuckDB, kind: SeriesOutputKind): OutputKind => {
  switch (kind) {
    case 'long[]':
      return { type: d.LIST(d.BIGINT), write: integerLists() }
    case 'real[]':
    case 'number[]':
    case 'bool[]':
      return { type: d.LIST(d.DOUBLE), write: doubleLists() }
    case 'long':
      return { type: d.BIGINT, write: writeLongs }
    case 'real':
      return { type: d.DOUBLE, write: writeDoubles }
  }
}

/** Whether a call is told that all elements are whole numbers, in a last argument of its own. */
const toldIntegral = (f: SeriesFunction): boolean => f.outputs.some((o) => o.kind === 'number[]')

/** The function of this name, ready to be registered; undefined where there is none. `note` is told of caveats that rows run into. */
export const seriesFunction = (d: DuckDB, name: string, note?: SeriesNote): InstanceType<DuckDB['DuckDBScalarFunction']> | undefined => {
  const definition = SERIES_FUNCTIONS[name]
  if (!definition) return undefined
  const { parameters, outputs } = definition
  const bindings = loadBindings()
  const parameterKinds = parameters.map((p) => parameterKind(d, p))
  const kinds = outputs.map((o) => outputKind(d, o.kind))
  const [only] = kinds
  const made = new d.DuckDBScalarFunction()
  made.setName(name)
  for (const { type } of parameterKinds) made.addParameter(type)
  if (toldIntegral(definition)) made.addParameter(d.BOOLEAN)
  made.setReturnType(
    definition.result === 'value' && only
      ? only.type
      : d.STRUCT(Object.fromEntries(outputs.map((o, i) => [o.name, (kinds[i] as OutputKind).type]))),
  )
  // Without it a row with any null argument would not be handed on.
  made.setSpecialHandling()
  const open = (output: Vector, rows: number): Writer<readonly Value[]> => {
    const writes = kinds.map((k) => k.write)
    return definition.result === 'value' && only ? single(only.write(bindings, output, rows)) : writeStruct(bindings, output, rows, writes)
  }
  bindings.scalar_function_set_function(made.scalar_function, (_, input, output) => {
    const writer = open(output, bindings.data_chunk_get_size(input))
    evaluate(definition, bindings, input, parameterKinds, writer, note)
    writer.finish()
  })
  return made
}

const single = ({ add, finish }: Writer): Writer<readonly Value[]> => ({ add: (values) => add(values[0] ?? null), finish })

/** Calls the function for each row of a chunk. Arguments that are the same for all rows are read once. */
const evaluate = (
  f: SeriesFunction,
  b: Bindings,
  chunk: DataChunk,
  kinds: readonly Kind[],
  writer: Writer<readonly Value[]>,
  note?: SeriesNote,
): void => {
  const rows = b.data_chunk_get_size(chunk)
  const column = chunkReader(b, chunk)
  const readers = kinds.map((k, i) => column(k.read, i))
  const integral = toldIntegral(f) ? column(readBooleans, kinds.length) : undefined
  const repeated = f.parameters.at(-1)?.repeat !== undefined
  const values = readers.map((r) => (rows > 0 && r.constant ? r.get(0) : null))
  const varying = readers.flatMap((r, i): [number, Reader<SeriesArgument & {}>][] => (r.constant ? [] : [[i, r]]))
  const steady = varying.every(([i]) => i === 0)
  let args = steady ? argumentsOf(values, repeated) : []
  for (let row = 0; row < rows; row++) {
    for (const [i, reader] of varying) values[i] = reader.get(row)
    if (steady) args[0] = values[0] as SeriesArgument
    else args = argumentsOf(values, repeated)
    writer.add(f.call(args, integral?.get(row) === true, note))
  }
}

/** Arguments as the table takes them: those left out at the end are missing, a repeated one is spread out. */
const argumentsOf = (values: readonly (SeriesArgument | null)[], repeated: boolean): SeriesArgument[] => {
  const args = [...values]
  while (args.length > 1 && args.at(-1) === null) args.pop()
  const last = args.at(-1)
  return repeated && last instanceof Float64Array ? [...args.slice(0, -1), ...last] : args
}
