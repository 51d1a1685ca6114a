/** How the numbers of one column are written: the decimal sign, and what may group thousands. */
export const NUMBER_FORMATS = ['1,234.56', '1.234,56'] as const
export type NumberFormat = (typeof NUMBER_FORMATS)[number]

const SYMBOLS: Readonly<Record<string, string>> = {
  $: 'USD',
  '€': 'EUR',
  '£': 'GBP',
  '¥': 'JPY',
  '₹': 'INR',
  '₩': 'KRW',
  '₪': 'ILS',
  '₺': 'TRY',
  zł: 'PLN',
  Kč: 'CZK',
  R$: 'BRL',
}
const SYMBOL = /R\$|zł|Kč|[$€£¥₹₩₪₺]/u
const CODE = /(?<![\p{L}])[A-Z]{3}(?![\p{L}])/u
const PLAIN = /^-?\d+(\.\d+)?$/
const POINT = /^-?(\d{1,3}([, '’\u00a0\u202f]\d{3})+|\d+)(\.\d*)?$|^-?\.\d+$/
const INDIAN = /^-?\d{1,2}(,\d{2})+,\d{3}(\.\d*)?$/
const COMMA = /^-?(\d{1,3}([. '’\u00a0\u202f]\d{3})+|\d+)(,\d*)?$|^-?,\d+$/
const MULTIPLES: Readonly<Record<string, number>> = { k: 1e3, m: 1e6, mm: 1e6, mio: 1e6, mn: 1e6, b: 1e9, bn: 1e9 }

/** The number that a text names; undefined when it names none. Currency signs, percent signs, (1) for -1 and 1.2k are understood. */
export function readNumber(text: string, format: NumberFormat): number | undefined {
  if (format === '1,234.56' && PLAIN.test(text)) return Number(text)
  let rest = text.replace(SYMBOL, '').replace(CODE, '').replace('%', '').replaceAll('−', '-').trim()
  const bracketed = /^\((.+)\)$/.exec(rest)
  if (bracketed) rest = `-${(bracketed[1] ?? '').trim()}`
  if (rest.endsWith('-')) rest = `-${rest.slice(0, -1).trim()}`
  rest = rest.replace(/^\+/, '').replace(/^-\s+/, '-')
  const suffix = /^(.*\d)\s*(k|m|mm|mio|mn|b|bn)\.?$/i.exec(rest)
  const multiple = suffix ? (MULTIPLES[(suffix[2] ?? '').toLowerCase()] ?? 1) : 1
  const digits = suffix ? (suffix[1] ?? '') : rest
  const fits = format === '1,234.56' ? POINT.test(digits) || INDIAN.test(digits) : COMMA.test(digits)
  if (!fits) return exponent(digits, multiple)
  const plain =
    format === '1,234.56'
      ? digits.replace(/[, '’\u00a0\u202f]/g, '')
      : digits.replace(/[. '’\u00a0\u202f]/g, '').replace(',', '.')
  const value = Number(plain) * multiple
  return Number.isFinite(value) ? value : undefined
}

function exponent(digits: string, multiple: number): number | undefined {
  return /^-?\d+(\.\d+)?[eE][+-]?\d{1,2}$/.test(digits) ? Number(digits) * multiple : undefined
}

/** The currency named inside a text such as '€ 1.200' or '1200 USD'; undefined when none is. */
export function currencyIn(text: string): string | undefined {
  const symbol = SYMBOL.exec(text)
  if (symbol) return SYMBOLS[symbol[0]]
  const code = CODE.exec(text)
  return code && /\d/.test(text) ? code[0] : undefined
}

export interface NumberChoice {
  readonly format: NumberFormat
  readonly share: number
  /** The currency that the column names in its values, when it is one and the same. */
  readonly currency: string | undefined
}

/**
 * The way in which a column's numbers are written. A comma before exactly three digits everywhere groups thousands;
 * one value that cannot be read that way decides for the whole column.
 */
export function numberFormatOf(values: readonly string[]): NumberChoice | undefined {
  if (values.length === 0) return undefined
  const count = (format: NumberFormat) =>
    values.reduce((read, value) => (readNumber(value, format) === undefined ? read : read + 1), 0)
  const point = count('1,234.56')
  const comma = count('1.234,56')
  const best = Math.max(point, comma)
  if (best < values.length * 0.6 || best === 0) return undefined
  const currencies = new Set(values.map(currencyIn))
  return {
    format: comma > point ? '1.234,56' : '1,234.56',
    share: best / values.length,
    currency: currencies.size === 1 ? [...currencies][0] : undefined,
  }
}

export function numberFormatFrom(shown: string | null): NumberFormat {
  return shown?.includes('1.234,56') ? '1.234,56' : '1,234.56'
}
