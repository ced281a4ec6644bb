/** Unicode properties by the names that Kusto takes: general categories, scripts, and what answers yes or no. */

const CATEGORIES: Readonly<Record<string, string>> = {
  letter: 'L',
  casedletter: 'LC',
  uppercaseletter: 'Lu',
  lowercaseletter: 'Ll',
  titlecaseletter: 'Lt',
  modifierletter: 'Lm',
  otherletter: 'Lo',
  mark: 'M',
  nonspacingmark: 'Mn',
  spacingmark: 'Mc',
  enclosingmark: 'Me',
  number: 'N',
  decimalnumber: 'Nd',
  digit: 'Nd',
  letternumber: 'Nl',
  othernumber: 'No',
  punctuation: 'P',
  connectorpunctuation: 'Pc',
  dashpunctuation: 'Pd',
  openpunctuation: 'Ps',
  closepunctuation: 'Pe',
  initialpunctuation: 'Pi',
  finalpunctuation: 'Pf',
  otherpunctuation: 'Po',
  symbol: 'S',
  mathsymbol: 'Sm',
  currencysymbol: 'Sc',
  modifiersymbol: 'Sk',
  othersymbol: 'So',
  separator: 'Z',
  spaceseparator: 'Zs',
  lineseparator: 'Zl',
  paragraphseparator: 'Zp',
  control: 'Cc',
  format: 'Cf',
  privateuse: 'Co',
}
const SHORT = new Set(Object.values(CATEGORIES))

/** The short name of a general category that RE2 has too, undefined for other properties. */
export const categoryOf = (name: string): string | undefined => {
  const bare = name.replace(/^(?:gc|General_?Category)\s*=\s*/i, '').replaceAll(/[\s_-]/g, '')
  const capitalised = bare.charAt(0).toUpperCase() + bare.slice(1).toLowerCase()
  const short = CATEGORIES[bare.toLowerCase()] ?? (capitalised === 'Lc' ? 'LC' : capitalised)
  return SHORT.has(short) && short !== 'LC' ? short : undefined
}

const known = new Map<string, string | undefined>()

/** The property as JavaScript writes it; undefined where there is none of this name. */
export const javascriptProperty = (name: string): string | undefined => {
  if (!known.has(name)) known.set(name, search(name))
  return known.get(name)
}

const search = (name: string): string | undefined => {
  const category = categoryOf(name)
  if (category) return category
  const [key, value] = name.includes('=') ? name.split('=') : ['', name]
  const titled = (value ?? '')
    .trim()
    .split(/[\s_-]+/)
    .map((w) => w.charAt(0).toUpperCase() + w.slice(1).toLowerCase())
    .join('_')
  const kind = key?.replaceAll(/[\s_-]/g, '').toLowerCase()
  const forms =
    kind === 'sc' || kind === 'script'
      ? [`sc=${titled}`]
      : kind === 'scx' || kind === 'scriptextensions'
        ? [`scx=${titled}`]
        : kind === ''
          ? [`sc=${titled}`, titled, titled.toUpperCase()]
          : []
  return forms.find((form) => {
    try {
      return new RegExp(`\\p{${form}}`, 'v') !== undefined
    } catch {
      return false
    }
  })
}
