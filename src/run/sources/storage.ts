/** How Kusto's types are kept in DuckDB, between the files and the result. */
import type { SqlType } from '../../sql/index.ts'
import type { KustoType } from '../../types/index.ts'

/**
 * A string's null stands for the empty string. A datetime has microseconds and is UTC; a timespan is ticks of 100 ns. A decimal has 20
 * digits before and 18 behind the point, where Kusto's has 34 that float: what doesn't fit is null. A dynamic is text, read when used:
 * valid JSON is that value, anything else a JSON string, '' and null are null.
 */
export const STORAGE: Readonly<Record<KustoType, SqlType>> = {
  bool: 'BOOLEAN',
  int: 'INTEGER',
  long: 'BIGINT',
  real: 'DOUBLE',
  decimal: 'DECIMAL(38, 18)',
  string: 'VARCHAR',
  datetime: 'TIMESTAMP',
  timespan: 'BIGINT',
  guid: 'UUID',
  dynamic: 'VARCHAR',
}
