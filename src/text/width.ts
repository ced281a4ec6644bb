/** How many cells of a terminal a text takes (Unicode TR 11: East Asian wide and fullwidth characters and emoji take two). */

/** Ranges of code points that are two cells wide, ends included. */
const WIDE: readonly (readonly [number, number])[] = [
  [0x1100, 0x115f],
  [0x231a, 0x231b],
  [0x23e9, 0x23ec],
  [0x2614, 0x2615],
  [0x26aa, 0x26ab],
  [0x26bd, 0x26be],
  [0x26c4, 0x26c5],
  [0x2705, 0x2705],
  [0x270a, 0x270b],
  [0x2728, 0x2728],
  [0x274c, 0x274c],
  [0x2753, 0x2757],
  [0x2e80, 0x303e],
  [0x3041, 0xa4cf],
  [0xa960, 0xa97c],
  [0xac00, 0xd7a3],
  [0xf900, 0xfaff],
  [0xfe30, 0xfe6f],
  [0xff01, 0xff60],
  [0xffe0, 0xffe6],
  [0x1b000, 0x1b2ff],
  [0x1f004, 0x1f004],
  [0x1f18e, 0x1f19a],
  [0x1f200, 0x1f320],
  [0x1f32d, 0x1f64f],
  [0x1f680, 0x1f6ff],
  [0x1f7e0, 0x1f7eb],
  [0x1f900, 0x1f9ff],
  [0x1fa70, 0x1faff],
  [0x20000, 0x3fffd],
]

const NO_CELL = /^[\p{Mn}\p{Me}\p{Cf}\p{Cc}]$/u

/** The cells of one character (a code point as a string). */
const charWidth = (char: string): number => {
  const code = char.codePointAt(0) ?? 0
  if (code < 0x7f) return code < 0x20 ? 0 : 1
  if (NO_CELL.test(char)) return 0
  return WIDE.some(([first, last]) => code >= first && code <= last) ? 2 : 1
}

/** The cells of a text without line breaks, tabs and control sequences. */
export const width = (text: string): number => {
  let cells = 0
  for (const char of text) cells += charWidth(char)
  return cells
}

/** The text's beginning in at most `cells` cells, with `…` as its last where something was cut. */
export const cut = (text: string, cells: number): string => {
  if (text.length <= cells && width(text) <= cells) return text
  let kept = ''
  let used = 0
  for (const char of text) {
    const next = used + charWidth(char)
    if (next > cells - 1) return `${kept}…`
    kept += char
    used = next
  }
  return kept
}
