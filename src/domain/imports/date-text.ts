/** How the dates of one column are written. Times may follow in any of them; 'ISO' covers 2026-11-20, 2026/11/20 and full timestamps. */
export const DATE_FORMATS = ['ISO', 'MM/DD/YYYY', 'DD/MM/YYYY', 'D MMM YYYY', 'YYYYMMDD', 'epoch ms', 'epoch s'] as const
export type DateFormat = (typeof DATE_FORMATS)[number]

export interface ReadMoment {
  /** UTC, with milliseconds. Without a zone in the text the wall time is taken as UTC. */
  readonly instant: string
  readonly date: string
  readonly hasTime: boolean
}

const TIME = String.raw`(?:[T ,]+(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?\s*([AaPp]\.?[Mm]\.?)?\s*(Z|UTC|GMT|[+-]\d{2}:?\d{2})?)?$`
const YEAR_FIRST = new RegExp(String.raw`^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})${TIME}`)
const YEAR_LAST = new RegExp(String.raw`^(\d{1,2})[-/.](\d{1,2})[-/.](\d{4}|\d{2})${TIME}`)
const DAY_NAME_YEAR = new RegExp(
  String.raw`^(?:\p{L}{2,10}\.?,? )?(\d{1,2})\.?[ -](\p{L}{3,10})\.?,?[ -](\d{4}|\d{2})${TIME}`,
  'u',
)
const NAME_DAY_YEAR = new RegExp(
  String.raw`^(?:\p{L}{2,10}\.?,? )?(\p{L}{3,10})\.? (\d{1,2})(?:st|nd|rd|th)?,? (\d{4})${TIME}`,
  'u',
)
const COMPACT = new RegExp(String.raw`^(\d{4})(\d{2})(\d{2})${TIME}`)
const FULL_ISO = /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])T([01]\d|2[0-3]):[0-5]\d:[0-5]\d\.\d{3}Z$/

const MONTHS: readonly (readonly string[])[] = [
  ['jan', 'ene', 'gen'],
  ['feb', 'fev', 'fév'],
  ['mar', 'mär', 'maa', 'mrt', 'mrz'],
  ['apr', 'avr', 'abr'],
  ['may', 'mai', 'mei', 'mag'],
  ['jun', 'giu', 'juin'],
  ['jul', 'lug', 'juil'],
  ['aug', 'aoû', 'aou', 'ago'],
  ['sep', 'set'],
  ['oct', 'okt', 'ott', 'out'],
  ['nov'],
  ['dec', 'dez', 'déc', 'dic'],
]

/** The moment that a text names in this format; undefined when it names none (the 31st of June included). */
export function readMoment(text: string, format: DateFormat): ReadMoment | undefined {
  if (format === 'ISO') {
    // The commonest form by far, and the one that a million rows come in.
    if (text.length === 24 && FULL_ISO.test(text) && Number(text.slice(8, 10)) <= 28)
      return { instant: text, date: text.slice(0, 10), hasTime: true }
    const match = YEAR_FIRST.exec(text)
    return match ? moment(match[1], match[2], match[3], match) : undefined
  }
  if (format === 'MM/DD/YYYY' || format === 'DD/MM/YYYY') {
    const match = YEAR_LAST.exec(text)
    if (!match) return undefined
    const [month, day] = format === 'MM/DD/YYYY' ? [match[1], match[2]] : [match[2], match[1]]
    return moment(fullYear(match[3]), month, day, match)
  }
  if (format === 'D MMM YYYY') {
    const dayFirst = DAY_NAME_YEAR.exec(text)
    if (dayFirst) return moment(fullYear(dayFirst[3]), monthNumber(dayFirst[2]), dayFirst[1], dayFirst)
    const nameFirst = NAME_DAY_YEAR.exec(text)
    return nameFirst ? moment(nameFirst[3], monthNumber(nameFirst[1]), nameFirst[2], nameFirst) : undefined
  }
  if (format === 'YYYYMMDD') {
    const match = COMPACT.exec(text)
    return match ? moment(match[1], match[2], match[3], match) : undefined
  }
  if (!/^\d{9,14}$/.test(text)) return undefined
  const ms = format === 'epoch ms' ? Number(text) : Number(text) * 1_000
  const at = new Date(ms)
  if (Number.isNaN(at.getTime()) || at.getUTCFullYear() < 1980 || 2100 < at.getUTCFullYear()) return undefined
  const instant = at.toISOString()
  return { instant, date: instant.slice(0, 10), hasTime: true }
}

export interface FormatChoice {
  readonly format: DateFormat
  /** Share of the values that read as dates in this format. */
  readonly share: number
  /** True when day and month could be the other way round in every value. */
  readonly ambiguous: boolean
  /** Such as 'MM/DD/YY HH:mm AM/PM', for people to read. */
  readonly shown: string
}

/** The format that most of a column's values read in, decided by all of them together; undefined when it is not a column of dates. */
export function dateFormatOf(values: readonly string[], hint?: DateFormat): FormatChoice | undefined {
  if (values.length === 0) return undefined
  let best: { format: DateFormat; read: number } | undefined
  const counts = new Map<DateFormat, number>()
  for (const format of DATE_FORMATS) {
    let read = 0
    for (const value of values) if (readMoment(value, format)) read += 1
    counts.set(format, read)
    if (read > (best?.read ?? 0)) best = { format, read }
  }
  if (!best || best.read < values.length * 0.6) return undefined
  const monthFirst = counts.get('MM/DD/YYYY') ?? 0
  const dayFirst = counts.get('DD/MM/YYYY') ?? 0
  const ambiguous = best.format === 'MM/DD/YYYY' && monthFirst === dayFirst
  if (ambiguous) best = { format: hint === 'DD/MM/YYYY' || hint === 'MM/DD/YYYY' ? hint : usualOrder(values), read: best.read }
  return { format: best.format, share: best.read / values.length, ambiguous, shown: shownFormat(best.format, values) }
}

/** Dots and dashes between numbers are the European way, day first; slashes are taken as American unless other columns say otherwise. */
function usualOrder(values: readonly string[]): DateFormat {
  const first = values[0] ?? ''
  return /^\d{1,2}[.-]/.test(first) ? 'DD/MM/YYYY' : 'MM/DD/YYYY'
}

function shownFormat(format: DateFormat, values: readonly string[]): string {
  const value = values.find((one) => readMoment(one, format)) ?? ''
  const match = YEAR_LAST.exec(value)
  if (!match || (format !== 'MM/DD/YYYY' && format !== 'DD/MM/YYYY')) return format
  const separator = value[(match[1] ?? '').length] ?? '/'
  const day = format.replaceAll('/', separator).replace('YYYY', match[3]?.length === 2 ? 'YY' : 'YYYY')
  return match[4] === undefined ? day : `${day} HH:mm${match[8] ? ' AM/PM' : ''}`
}

/** The format that a shown one stands for: 'MM/DD/YY HH:mm AM/PM' reads as 'MM/DD/YYYY'. */
export function dateFormatFrom(shown: string | null): DateFormat {
  const known = DATE_FORMATS.find((format) => format === shown)
  if (known) return known
  if (shown && /^D{1,2}\W/.test(shown)) return 'DD/MM/YYYY'
  if (shown && /^M{1,2}\W/.test(shown)) return 'MM/DD/YYYY'
  return 'ISO'
}

function fullYear(year: string | undefined): string {
  if (year === undefined || year.length === 4) return year ?? ''
  return Number(year) < 70 ? `20${year}` : `19${year}`
}

function monthNumber(name: string | undefined): string {
  const start = (name ?? '').toLowerCase()
  const index = MONTHS.findIndex((names) => names.some((one) => start.startsWith(one)))
  return String(index + 1)
}

/** The time parts are the last six groups of each pattern. */
function moment(
  year: string | undefined,
  month: string | undefined,
  day: string | undefined,
  match: RegExpExecArray,
): ReadMoment | undefined {
  const [hours, minutes, seconds, fraction, half, zone] = match.slice(4) as (string | undefined)[]
  const y = Number(year)
  const m = Number(month)
  const d = Number(day)
  if (m < 1 || 12 < m || d < 1 || 31 < d || y < 1900 || 2200 < y) return undefined
  let h = Number(hours ?? 0)
  if (half) {
    if (h < 1 || 12 < h) return undefined
    h = (h % 12) + (half[0]?.toLowerCase() === 'p' ? 12 : 0)
  }
  if (h > 23 || Number(minutes ?? 0) > 59 || Number(seconds ?? 0) > 60) return undefined
  const ms = Date.UTC(
    y,
    m - 1,
    d,
    h,
    Number(minutes ?? 0),
    Number(seconds ?? 0),
    Number((fraction ?? '0').padEnd(3, '0').slice(0, 3)),
  )
  if (new Date(Date.UTC(y, m - 1, d)).getUTCDate() !== d) return undefined
  const instant = new Date(ms - offsetMs(zone)).toISOString()
  return {
    instant,
    date:
      hours === undefined
        ? instant.slice(0, 10)
        : `${String(y).padStart(4, '0')}-${String(m).padStart(2, '0')}-${String(d).padStart(2, '0')}`,
    hasTime: hours !== undefined,
  }
}

function offsetMs(zone: string | undefined): number {
  const match = /^([+-])(\d{2}):?(\d{2})$/.exec(zone ?? '')
  if (!match) return 0
  return (match[1] === '-' ? -1 : 1) * (Number(match[2]) * 60 + Number(match[3])) * 60_000
}
