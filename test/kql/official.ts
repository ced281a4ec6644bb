import { createRequire } from 'node:module'

interface List<E> {
  readonly Count: number
  getItem(index: number): E
}
interface OfficialDiagnostic {
  readonly Code: string
  readonly Severity: string
  readonly Start: number
  readonly Message: string
}
interface Symbol {
  readonly Name: string
}
interface Column extends Symbol {
  readonly Type: Symbol
}
interface Globals {
  WithDatabase(database: object): Globals
}
interface Official {
  readonly GlobalState: { readonly Default: Globals }
  readonly Symbols: {
    readonly TableSymbol: { From(schema: string): { WithName(name: string): Symbol } }
    readonly DatabaseSymbol: { readonly ctor: new (name: string, tables: readonly Symbol[]) => object }
  }
  readonly Functions: { readonly All: readonly Symbol[] }
  readonly Aggregates: { readonly All: readonly Symbol[] }
  readonly PlugIns: { readonly All: readonly Symbol[] }
  readonly KustoCode: {
    Parse(text: string): { GetSyntaxDiagnostics(): List<OfficialDiagnostic> }
    ParseAndAnalyze(
      text: string,
      globals: Globals,
    ): { GetDiagnostics(): List<OfficialDiagnostic>; readonly ResultType: { readonly Columns?: List<Column> } | null }
  }
}

const require = createRequire(import.meta.url)
// The package defines globals, in this order.
require('@kusto/language-service-next/bridge.min.js')
require('@kusto/language-service-next/Kusto.Language.Bridge.min.js')
const { Kusto } = globalThis as unknown as { Kusto: { Language: Official } }

const items = <E>(list: List<E>): E[] => Array.from({ length: list.Count }, (_, i) => list.getItem(i))

/** The syntax errors that Microsoft's own parser finds in a query. */
export function officialMistakes(text: string): string[] {
  const found = Kusto.Language.KustoCode.Parse(text).GetSyntaxDiagnostics()
  return items(found).map(({ Code, Start, Message }) => `${Code}@${Start} ${Message}`)
}

export interface OfficialAnalysis {
  /** The codes of its errors. */
  readonly errors: readonly string[]
  /** `name:type` of each column of the result; undefined where it has none. */
  readonly columns: readonly string[] | undefined
}

/** What Microsoft's own parser says of queries over tables with these schemas (table → column → type). */
export const officialAnalyser = (
  schemas: Readonly<Record<string, Readonly<Record<string, string>>>>,
): ((text: string) => OfficialAnalysis) => {
  const { Symbols, GlobalState, KustoCode } = Kusto.Language
  const tables = Object.entries(schemas).map(([name, columns]) => {
    const list = Object.entries(columns).map(([column, type]) => `['${column}']: ${type}`)
    return Symbols.TableSymbol.From(`(${list.join(', ')})`).WithName(name)
  })
  const globals = GlobalState.Default.WithDatabase(new Symbols.DatabaseSymbol.ctor('store', tables))
  return (text) => {
    const code = KustoCode.ParseAndAnalyze(text, globals)
    const errors = items(code.GetDiagnostics()).filter((d) => d.Severity === 'Error')
    const columns = code.ResultType?.Columns
    return { errors: errors.map((d) => d.Code), columns: columns && items(columns).map((c) => `${c.Name}:${c.Type.Name}`) }
  }
}

/** The names of the functions, aggregates and plugins that Microsoft's own parser knows. */
export const officialNames = {
  functions: Kusto.Language.Functions.All.map((f) => f.Name),
  aggregates: Kusto.Language.Aggregates.All.map((f) => f.Name),
  plugins: Kusto.Language.PlugIns.All.map((f) => f.Name),
}

// The first query takes seconds, which are not a test's.
officialMistakes('T')
