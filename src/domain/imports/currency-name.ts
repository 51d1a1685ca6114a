/** Currencies as some CRMs write them out. */
const NAMES: Readonly<Record<string, string>> = {
  'us dollar': 'USD',
  dollar: 'USD',
  euro: 'EUR',
  'pound sterling': 'GBP',
  'british pound': 'GBP',
  'uk pound': 'GBP',
  'swiss franc': 'CHF',
  'japanese yen': 'JPY',
  yen: 'JPY',
  'indian rupee': 'INR',
  'canadian dollar': 'CAD',
  'australian dollar': 'AUD',
  'danish krone': 'DKK',
  'swedish krona': 'SEK',
  'norwegian krone': 'NOK',
  'polish zloty': 'PLN',
  'brazilian real': 'BRL',
}
const SIGNS: Readonly<Record<string, string>> = { $: 'USD', us$: 'USD', '€': 'EUR', '£': 'GBP', '¥': 'JPY', '₹': 'INR' }

/** The code of a currency that a cell names by code, sign or name ('eur', '€', 'US Dollar'); undefined when it names none. */
export function currencyNamed(cell: string): string | undefined {
  const text = cell.trim().toLowerCase()
  if (/^[a-z]{3}$/.test(text)) return text.toUpperCase()
  const code = /^([a-z]{3}) - |\(([a-z]{3})\)$/.exec(text)
  return SIGNS[text] ?? NAMES[text] ?? (code?.[1] ?? code?.[2])?.toUpperCase()
}
