/** Records of CSV and command lines of Windows. */

/** The fields of the first record; quotes enclose commas, line breaks and doubled quotes. */
export const parseCsv = (text: string): string[] => {
  const fields: string[] = []
  for (const [, quoted, plain = '', end] of text.matchAll(/(?:"((?:[^"]|"")*)"?)?([^,\r\n]*)(,|\r?\n|\r|$)/gy)) {
    fields.push((quoted ?? '').replaceAll('""', '"') + plain)
    if (end !== ',') break
  }
  return fields
}

const isBlank = (c: string | undefined): boolean => c === ' ' || c === '\t'

/** The arguments as CommandLineToArgvW of Windows finds them; null for an empty line, which it takes for the running program. */
export const parseCommandLine = (line: string): string[] | null => {
  if (line === '') return null
  // The program's name knows no escapes.
  const [whole, quoted, plain] = /^(?:"([^"]*)"?|([^ \t]*))/.exec(line) ?? ['']
  const args = [quoted ?? plain ?? '']
  let i = whole.length
  const skip = () => {
    while (isBlank(line[i])) i++
  }
  skip()
  while (i < line.length) {
    let text = ''
    let quotes = 0
    let backslashes = 0
    while (i < line.length && (quotes > 0 || !isBlank(line[i]))) {
      const c = line[i++]
      if (c !== '"') {
        backslashes = c === '\\' ? backslashes + 1 : 0
        text += c
        continue
      }
      // Two backslashes in front of a quote stand for one; one makes the quote a character.
      text = text.slice(0, text.length - Math.ceil(backslashes / 2))
      if (backslashes % 2 === 0) quotes++
      else text += c
      backslashes = 0
      // The third quote in a row is a character.
      for (; line[i] === '"'; i++) {
        if (++quotes < 3) continue
        text += '"'
        quotes = 0
      }
      if (quotes === 2) quotes = 0
    }
    args.push(text)
    skip()
  }
  return args
}
