import { createRequire } from 'node:module'

interface List<E> {
  readonly Count: number
  getItem(index: number): E
}
interface OfficialDiagnostic {
  readonly Code: string
  readonly Start: number
  readonly Message: string
}
interface Symbol {
  readonly Name: string
}
interface Official {
  readonly Functions: { readonly All: readonly Symbol[] }
  readonly Aggregates: { readonly All: readonly Symbol[] }
  readonly PlugIns: { readonly All: readonly Symbol[] }
  readonly KustoCode: { Parse(text: string): { GetSyntaxDiagnostics(): List<OfficialDiagnostic> } }
}

const require = createRequire(import.meta.url)
// The package defines globals, in this order.
require('@kusto/language-service-next/bridge.min.js')
require('@kusto/language-service-next/Kusto.Language.Bridge.min.js')
const { Kusto } = globalThis as unknown as { Kusto: { Language: Official } }

/** The syntax errors that Microsoft's own parser finds in a query. */
export function officialMistakes(text: string): string[] {
  const found = Kusto.Language.KustoCode.Parse(text).GetSyntaxDiagnostics()
  return Array.from({ length: found.Count }, (_, i) => found.getItem(i)).map(({ Code, Start, Message }) => `${Code}@${Start} ${Message}`)
}

/** The names of the functions, aggregates and plugins that Microsoft's own parser knows. */
export const officialNames = {
  functions: Kusto.Language.Functions.All.map((f) => f.Name),
  aggregates: Kusto.Language.Aggregates.All.map((f) => f.Name),
  plugins: Kusto.Language.PlugIns.All.map((f) => f.Name),
}

// The first query takes seconds, which are not a test's.
officialMistakes('T')
