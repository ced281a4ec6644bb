/** Comparisons of an expression with texts, in the forms that a query can write them. */
import type { Binary, Expression, In } from '../../kql/index.ts'
import type { Span } from '../../text/index.ts'
import { type Subject, textOf } from './subject.ts'

export interface TextTest {
  readonly node: Binary | In
  readonly left: Expression
  readonly op: string
  readonly opSpan: Span
  readonly values: readonly { readonly text: string; readonly span: Span }[]
}

/** `x op "text"` and `x op ("a", "b")`; of a list the elements that are literals. */
export const textTests = ({ all }: Subject): readonly TextTest[] => [
  ...all('binary').flatMap((node): TextTest[] => {
    const text = textOf(node.right)
    const { left, op, opSpan } = node
    return text === undefined ? [] : [{ node, left, op, opSpan, values: [{ text, span: node.right.span }] }]
  }),
  ...all('in').flatMap((node): TextTest[] => {
    const values = node.list.flatMap((e) => {
      const text = textOf(e)
      return text === undefined ? [] : [{ text, span: e.span }]
    })
    const { left, op, opSpan } = node
    return values.length === 0 ? [] : [{ node, left, op, opSpan, values }]
  }),
]
