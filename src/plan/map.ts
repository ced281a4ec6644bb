/** One function that knows the inputs of every relational node. */
import type { Rel } from './rel.ts'

const never = (node: never): never => {
  throw new Error(`no case for ${JSON.stringify(node)}`)
}

/** The inputs of a node, the left one first. Shared relations are none. */
export const inputsOf = (rel: Rel): readonly Rel[] => {
  const inputs: Rel[] = []
  mapInputs(rel, (input) => {
    inputs.push(input)
    return input
  })
  return inputs
}

/** A node with its inputs replaced; the same object where nothing changed. Shared relations are not inputs. */
export const mapInputs = (rel: Rel, f: (input: Rel) => Rel): Rel => {
  switch (rel.kind) {
    case 'scan':
    case 'file':
    case 'values':
    case 'range':
    case 'ref':
      return rel
    case 'filter':
    case 'project':
    case 'aggregate':
    case 'limit':
    case 'unnest':
    case 'window':
    case 'series':
    case 'steps': {
      const input = f(rel.input)
      return input === rel.input ? rel : { ...rel, input }
    }
    case 'join': {
      const [left, right] = [f(rel.left), f(rel.right)]
      return left === rel.left && right === rel.right ? rel : { ...rel, left, right }
    }
    case 'union':
      return { ...rel, inputs: rel.inputs.map(f) }
    case 'apply': {
      const [input, right] = [f(rel.input), f(rel.right)]
      return input === rel.input && right === rel.right ? rel : { ...rel, input, right }
    }
    default:
      return never(rel)
  }
}
