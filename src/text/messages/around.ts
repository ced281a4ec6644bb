/** Messages about schemas, saved functions, watchlists and the like, as users supply them: KQL0430 to KQL0459. */
import type { Diagnostic } from '../diagnostic.ts'
import type { Span } from '../span.ts'
import { NOWHERE } from './input.ts'
import { didYouMean, fixOf, inputError, warning } from './make.ts'

export const columnUnknownToSchema = (span: Span, name: string): Diagnostic =>
  warning('KQL0430', span, `the schemas here have no column '${name}': it is null`, {
    notes: ['a schema can be supplied: --schema FILE, or the option schemas'],
  })
export const tableUnknownToSchema = (span: Span, name: string, near: string | undefined): Diagnostic =>
  warning('KQL0431', span, `the schemas here have no table '${name}': it has no rows${didYouMean(near)}`, {
    ...fixOf(near),
    notes: ['a schema can be supplied: --schema FILE, or the option schemas'],
  })
export const hiddenColumnStays = (span: Span, name: string): Diagnostic =>
  warning('KQL0432', span, `the table has a column '${name}' already: the other one keeps its name`)
export const unknownFunctionFile = (): Diagnostic =>
  inputError('KQL0433', NOWHERE, 'this is not a kind of file that functions are kept in', {
    notes: ['functions are kept in .kql and .csl files, and in the YAML of parsers'],
  })
export const noFunction = (): Diagnostic =>
  inputError('KQL0434', NOWHERE, 'there is no function in this file', {
    notes: ['the YAML of a function has FunctionName and FunctionQuery, that of a parser ParserName and ParserQuery'],
  })
export const functionTwice = (span: Span, name: string, other: string): Diagnostic =>
  inputError('KQL0435', span, `the function '${name}' is also in ${other}`)
export const functionWithoutName = (span: Span): Diagnostic =>
  inputError('KQL0436', span, 'this function has no name', { notes: ['it stands under FunctionName or ParserName'] })
export const badParameters = (span: Span): Diagnostic =>
  inputError('KQL0437', span, 'parameters are a list of mappings with Name, Type and maybe Default, or a text such as a:string, b:long=1')
export const badSchema = (span: Span, why: string): Diagnostic => inputError('KQL0438', span, why)
export const badColumnType = (span: Span, type: string, near: string | undefined): Diagnostic =>
  inputError('KQL0439', span, `there is no type '${type}'${didYouMean(near)}`, fixOf(near))
export const unknownSchemaFile = (): Diagnostic =>
  inputError('KQL0440', NOWHERE, 'this is not a kind of file that schemas are kept in', {
    notes: ['schemas are kept in .json, .yaml and .kql files'],
  })
export const noSuchKey = (span: Span, watchlist: string, key: string, near: string | undefined): Diagnostic =>
  inputError('KQL0441', span, `the watchlist '${watchlist}' has no column '${key}' for its SearchKey${didYouMean(near)}`)
export const keyNotNamed = (span: Span, watchlist: string, first: string): Diagnostic =>
  warning('KQL0442', span, `the SearchKey of '${watchlist}' is not known: its first column, '${first}', is taken`, {
    notes: ['the column can be named: --watchlist NAME=FILE#KEY, or a mapping with the keys file and key in kqlc.yaml'],
  })
export const storeStandsFor = (span: Span, what: string): Diagnostic =>
  warning('KQL0443', span, `there is one store: it stands for ${what} too`)
