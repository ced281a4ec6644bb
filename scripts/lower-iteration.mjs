/**
 * Writes loops over arrays and patterns of arrays as the reads by index that they come to. `for (const x of xs)` and `const [a, b] = x` follow
 * the iterator protocol, which calls a function and makes an object for each step until V8 has optimised the code around it; a compiler's code
 * runs too seldom for that. The types say what is an array, so the source stays as one writes it.
 */
import { join } from 'node:path'
import {
  isArrayBindingPattern,
  isBindingElement,
  isCallExpression,
  isForOfStatement,
  isPropertyAccessExpression,
  isVariableDeclarationList,
} from 'typescript/unstable/ast'
import { API } from 'typescript/unstable/sync'

const TYPED_ARRAY = /^(?:Big)?(?:Int|Uint|Float)\d+(?:Clamped)?Array$/

/** Whether values of the type are arrays or typed arrays, and nothing else. */
const isArray = (checker, type) => type !== undefined && (checker.isArrayLikeType(type) || TYPED_ARRAY.test(type.getSymbol()?.name ?? ''))

/** The text of a source file with its loops and patterns rewritten. */
const lowered = (file, checker) => {
  const source = file.text
  let serial = 0

  const holdsArray = (node) => isArray(checker, checker.getTypeAtLocation(node))

  const render = (node) => (isForOfStatement(node) && loop(node)) || (isArrayBindingPattern(node) && pattern(node)) || withinChildren(node)

  const withinChildren = (node) => {
    let text = ''
    let at = node.pos
    node.forEachChild((child) => {
      text += source.slice(at, child.pos) + render(child)
      at = child.end
    })
    return text + source.slice(at, node.end)
  }

  const bare = (node) => render(node).trim()

  /** `[a, , b = 1]` is `{ 0: a, 2: b = 1 }`. */
  const pattern = (node) => {
    if (node.elements.some((e) => e.dotDotDotToken) || !holdsArray(node)) return undefined
    const parts = node.elements.map((e, i) => (isNamed(e) ? `${i}: ${bare(e)}` : undefined))
    return ` { ${parts.filter((part) => part !== undefined).join(', ')} }`
  }

  const isNamed = (element) => isBindingElement(element) && element.name !== undefined

  /** The array whose `entries()` are gone through, with a pattern for both parts. */
  const entriesOf = ({ expression: call }, name) => {
    if (!isCallExpression(call) || !isPropertyAccessExpression(call.expression) || call.expression.questionDotToken) return undefined
    const { name: method, expression: array } = call.expression
    const isPair =
      isArrayBindingPattern(name) &&
      name.elements.length <= 2 &&
      name.elements.some(isNamed) &&
      name.elements.every((e) => !e.initializer && !e.dotDotDotToken)
    return method.text === 'entries' && call.arguments.length === 0 && isPair && holdsArray(array) ? array : undefined
  }

  const loop = (node) => {
    const { initializer: list, expression, statement } = node
    if (node.awaitModifier || !isVariableDeclarationList(list)) return undefined
    const { name } = list.declarations[0]
    const entries = entriesOf(node, name)
    if (entries === undefined && !holdsArray(expression)) return undefined
    const at = `kqlcAt${++serial}`
    const all = `kqlcAll${serial}`
    const [first, second] = entries === undefined ? [] : name.elements
    const items =
      entries === undefined
        ? [`${bare(name)} = ${all}[${at}]`]
        : [isNamed(first) && `${bare(first)} = ${at}`, second && isNamed(second) && `${bare(second)} = ${all}[${at}]`].filter(Boolean)
    const head = source.slice(node.pos, list.pos)
    const keyword = source.slice(list.pos, name.pos).trim()
    const counted = `let ${at} = 0, ${all} = ${bare(entries ?? expression)}; ${at} < ${all}.length; ${at}++`
    return `${head}${counted}) { ${keyword} ${items.join(', ')}; ${bare(statement)} }`
  }

  return render(file)
}

/**
 * Path → text of each file of the TypeScript project in `folder` (it has a tsconfig.json) in which something is rewritten; only files that
 * are `wanted` by their paths are looked at.
 */
export const lowerIteration = (folder, wanted) => {
  const api = new API({ cwd: folder })
  try {
    const config = join(folder, 'tsconfig.json')
    const { program, checker } = api.updateSnapshot({ openProjects: [config] }).getProject(config)
    const texts = program
      .getSourceFileNames()
      .filter(wanted)
      .map((path) => {
        const file = program.getSourceFile(path)
        return { path, before: file.text, text: lowered(file, checker) }
      })
    return new Map(texts.filter(({ before, text }) => text !== before).map(({ path, text }) => [path, text]))
  } finally {
    api.close()
  }
}
