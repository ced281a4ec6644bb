/** The classes of types that signatures use; their names are those of Microsoft's parser (ParameterTypeKind). */
import { isNumber, type KustoType } from '../types/index.ts'

const NUMBER = isNumber
const isTime = (t: KustoType) => t === 'datetime' || t === 'timespan'

export const TYPE_CLASSES: Readonly<Record<string, (type: KustoType) => boolean>> = {
  Scalar: () => true,
  // Ours: any value, which the function gets as text.
  Text: () => true,
  // Ours: NotDynamic and StringOrDynamic, and the function gets it as text.
  PlainText: (t) => t !== 'dynamic',
  StringText: (t) => t === 'string' || t === 'dynamic',
  // Ours: what hash() takes, without the conversion of dynamics to text.
  Hashable: (t) => t === 'string' || t === 'datetime' || t === 'long' || t === 'timespan',
  /** Any type; the lowering gets the value as JSON. */
  Json: () => true,
  Number: NUMBER,
  NumberOrBool: (t) => NUMBER(t) || t === 'bool',
  Integer: (t) => t === 'int' || t === 'long',
  RealOrDecimal: (t) => t === 'real' || t === 'decimal',
  Summable: (t) => NUMBER(t) || isTime(t),
  Orderable: (t) => NUMBER(t) || isTime(t) || t === 'string' || t === 'bool',
  StringOrDynamic: (t) => t === 'string' || t === 'dynamic',
  IntegerOrDynamic: (t) => t === 'int' || t === 'long' || t === 'dynamic',
  StringOrArray: (t) => t === 'string' || t === 'dynamic',
  IntegerOrArray: (t) => t === 'int' || t === 'long' || t === 'dynamic',
  DynamicArray: (t) => t === 'dynamic',
  DynamicBag: (t) => t === 'dynamic',
  NotBool: (t) => t !== 'bool',
  NotDynamic: (t) => t !== 'dynamic',
  NotRealOrBool: (t) => t !== 'real' && t !== 'bool',
  // These ask in addition that all arguments of the class have a common type (overload.ts).
  CommonScalar: () => true,
  CommonScalarOrDynamic: () => true,
  CommonNumber: NUMBER,
  CommonSummable: (t) => NUMBER(t) || isTime(t),
  CommonOrderable: (t) => NUMBER(t) || isTime(t) || t === 'string' || t === 'bool',
}
