/** What names mean: the scopes of let statements, parameters and saved functions. */
import type { DeclarePattern, FunctionDeclaration } from '../kql/index.ts'
import type { Scalar, Shared } from '../plan/index.ts'
import type { Diagnostic, Source } from '../text/index.ts'

export type Binding =
  | { readonly kind: 'scalar'; readonly value: Scalar }
  | { readonly kind: 'table'; readonly shared: Shared }
  | PatternBinding
  | UserFunction
  | PatternBinding

/** A declared pattern; `scope` and `source` as of functions. */
export interface PatternBinding {
  readonly kind: 'pattern'
  readonly declaration: DeclarePattern
  readonly scope: Scope
  readonly source: Source
}

/** A function of the query or a saved one; `scope` is where it was declared, `source` the text that its spans refer to. */
export interface UserFunction {
  readonly kind: 'function'
  readonly name: string
  readonly declaration: FunctionDeclaration
  readonly scope: Scope
  readonly source: Source
  /** What the parser says of a saved function's text. */
  readonly mistakes?: readonly Diagnostic[] | undefined
}

/** A pattern of the query, with what its cases can name. */
export interface PatternBinding {
  readonly kind: 'pattern'
  readonly declaration: DeclarePattern
  readonly scope: Scope
  readonly source: Source
}

/** A chain of name tables. Names are case-sensitive. */
export class Scope {
  readonly parent: Scope | undefined
  readonly #entries = new Map<string, Binding>()
  constructor(parent?: Scope) {
    this.parent = parent
  }
  find(name: string): Binding | undefined {
    return this.#entries.get(name) ?? this.parent?.find(name)
  }
  has(name: string): boolean {
    return this.#entries.has(name)
  }
  set(name: string, binding: Binding): void {
    this.#entries.set(name, binding)
  }
  names(): string[] {
    return [...this.#entries.keys(), ...(this.parent?.names() ?? [])]
  }
}
