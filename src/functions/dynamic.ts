import { type FunctionDef, primitive, scalar } from './define.ts'

/** Functions of dynamic values. */
export const dynamics: readonly FunctionDef[] = [
  scalar('parse_json', '(json_text: StringOrDynamic): dynamic', {
    lower: primitive('parse_json'),
    resultName: 'argument',
    aliases: ['parsejson', 'todynamic', 'toobject'],
    resultForm: 'text',
    doc: 'The value that a JSON text stands for; other text is a string.',
  }),
]
