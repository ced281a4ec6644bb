/** Functions that are more than a call with arguments: `bind/special` binds each, these entries name and describe them. */
import { type FunctionDef, type SignatureText, scalar, special } from './define.ts'

const form = (name: string, signature: SignatureText, doc: string, more: Partial<Parameters<typeof scalar>[2]> = {}): FunctionDef =>
  scalar(name, signature, { lower: special, doc, ...more })

export const specialFunctions: readonly FunctionDef[] = [
  form('ago', '(timespan: timespan): datetime', 'The time of the run less a timespan.'),
  form('now', '(offset: timespan?): datetime', 'The time of the run, one for the whole query.'),
  form(
    'iff',
    '(if: bool, then: CommonScalarOrDynamic, else: CommonScalarOrDynamic): CommonNonDynamic',
    'One of two values by a condition; null is not true.',
    {
      aliases: ['iif'],
      examples: [{ kql: 'iff(2 > 1, "yes", "no")', result: 'yes' }],
    },
  ),
  form(
    'case',
    '(predicate: bool+, then: CommonScalarOrDynamic+, else: CommonScalarOrDynamic): CommonNonDynamic',
    'The value of the first condition that is true.',
    {
      examples: [{ kql: 'case(false, 1, true, 2, 3)', result: 2 }],
    },
  ),
  form('toscalar', '(expression: Scalar): Scalar', 'The first column of the first row of a table.', {
    examples: [{ kql: 'toscalar(range x from 3 to 5 step 1)', result: 3 }],
  }),
  form(
    'column_ifexists',
    '(const column_name: string, default: Scalar): Parameter1',
    'A column where there is one of this name, else the default.',
    {
      aliases: ['columnifexists'],
    },
  ),
  form('ingestion_time', '(): datetime', 'When a record was taken in: its _TimeReceived, else its TimeGenerated or Timestamp.', {
    resultName: 'prefix',
    prefix: '$IngestionTime',
    limit: "A store keeps no time of ingestion; the table's own columns stand for it.",
  }),
]
