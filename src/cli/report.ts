/** Diagnostics on standard error, and what they mean for the exit code. */
import picocolors from 'picocolors'
import type { Diagnostic, LocatedDiagnostic, Origin } from '../text/index.ts'
import { locate, renderDiagnostic } from '../text/index.ts'
import { EXIT, type ExitCode } from './exit.ts'
import type { Io } from './io.ts'

export class Report {
  readonly #io: Io
  readonly #colours: ReturnType<typeof picocolors.createColors>
  #errors = 0
  #warnings = 0
  #infos = 0
  #misconfigured = false
  #failing: boolean | undefined
  readonly #quiet: boolean
  readonly #told = new Set<string>()
  /** What was found in files, in the order of finding. */
  readonly found: LocatedDiagnostic[] = []

  /** `quiet` keeps findings in files off the terminal: they are written in another form. */
  constructor(io: Io, quiet = false) {
    this.#io = io
    this.#quiet = quiet
    this.#colours = picocolors.createColors(io.colours.err)
  }

  get errors(): number {
    return this.#errors
  }

  /** Diagnostics about a query, placed in its file. What is wrong with the data has no place in the query to show. */
  query(origin: Origin, diagnostics: readonly Diagnostic[]): void {
    const placed = diagnostics.map((diagnostic) => locate(diagnostic, origin))
    this.files(placed.map((d) => (d.kind === 'engine' || d.kind === 'input' ? { ...d, excerpt: '' } : d)))
  }

  /** Diagnostics that know their place. */
  files(diagnostics: readonly LocatedDiagnostic[]): void {
    for (const diagnostic of diagnostics) {
      if (this.#isRepeated(diagnostic)) continue
      this.#count(diagnostic)
      this.found.push(diagnostic)
      if (this.#quiet) continue
      this.#io.err(`${renderDiagnostic(diagnostic, { colours: this.#colours, columns: Math.max(this.#io.columns - 12, 40) })}\n`)
    }
  }

  /** A warning about a function comes with each rule that calls it: once is enough. */
  #isRepeated({ severity, path, position: { line, column }, code, message }: LocatedDiagnostic): boolean {
    if (severity === 'error') return false
    const key = `${path}:${line}:${column}:${code}:${message}`
    const known = this.#told.has(key)
    this.#told.add(key)
    return known
  }

  /** Diagnostics about the call as a whole: the store, the options, the engine. */
  call(diagnostics: readonly Diagnostic[]): void {
    for (const diagnostic of diagnostics) {
      this.#count(diagnostic)
      this.#misconfigured ||= diagnostic.severity === 'error'
      const { severity, code, message, notes = [] } = diagnostic
      this.#io.err(`kqlc: ${severity} ${code}: ${message}\n${notes.map((note) => `  note: ${note}\n`).join('')}`)
    }
  }

  #count({ severity, kind }: Diagnostic): void {
    if (severity === 'warning') this.#warnings++
    if (severity === 'info') this.#infos++
    if (severity !== 'error') return
    this.#errors++
    this.#misconfigured ||= kind === 'input'
  }

  /** `2 errors, 1 warning, 3 hints`, or nothing. */
  summary(): string {
    const count = (n: number, what: string) => (n === 0 ? [] : [`${n} ${what}${n === 1 ? '' : 's'}`])
    return [...count(this.#errors, 'error'), ...count(this.#warnings, 'warning'), ...count(this.#infos, 'hint')].join(', ')
  }

  /** Says which findings count, instead of all errors. A file that can't be read is no finding: it always does. */
  settle(failing: readonly LocatedDiagnostic[]): void {
    this.#failing = failing.length > 0
  }

  exitCode(): ExitCode {
    if (this.#misconfigured) return EXIT.usage
    return (this.#failing ?? this.#errors > 0) ? EXIT.findings : EXIT.fine
  }
}
