/** What a person typed as a date: 'YYYY-MM-DD', nothing, or the sentence that says why it is none. */
export type ReadDate = { ok: true; date: string | null } | { ok: false; problem: string }

const MONTHS = [
  'january',
  'february',
  'march',
  'april',
  'may',
  'june',
  'july',
  'august',
  'september',
  'october',
  'november',
  'december',
]

/**
 * Reads "18 Dec", "Dec 18", "18 December 2026" or "2026-12-18". Without a year it is the nearest such month,
 * so that in December "5 Jan" is the coming one.
 */
export function readDate(text: string, today: string): ReadDate {
  const bare = text.trim().toLowerCase()
  if (bare === '') return { ok: true, date: null }
  const iso = /^(\d{4})-(\d{1,2})-(\d{1,2})$/.exec(bare)
  if (iso) return checked(Number(iso[1]), Number(iso[2]), Number(iso[3]))
  const words = /^(\d{1,2})\.?\s+([a-z]{3,9})\.?,?(?:\s+(\d{4}))?$/.exec(bare) ?? american(bare)
  const month = words ? MONTHS.findIndex((name) => name.startsWith(words[2] ?? '')) + 1 : 0
  if (!words || month === 0) return { ok: false, problem: 'Write a date such as 18 Dec or 2026-12-18' }
  const day = Number(words[1])
  if (words[3]) return checked(Number(words[3]), month, day)
  const ahead = month - Number(today.slice(5, 7))
  const year = Number(today.slice(0, 4)) + (ahead > 6 ? -1 : ahead < -5 ? 1 : 0)
  return checked(year, month, day)
}

function american(bare: string): (string | undefined)[] | undefined {
  const found = /^([a-z]{3,9})\.?\s+(\d{1,2})(?:,?\s+(\d{4}))?$/.exec(bare)
  return found ? [found[0], found[2], found[1], found[3]] : undefined
}

function checked(year: number, month: number, day: number): ReadDate {
  const name = MONTHS[month - 1]
  if (!name) return { ok: false, problem: 'There are 12 months' }
  const last = new Date(Date.UTC(year, month, 0)).getUTCDate()
  if (day < 1 || day > last) return { ok: false, problem: `${name[0]?.toUpperCase()}${name.slice(1)} has ${last} days` }
  return { ok: true, date: `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}` }
}
