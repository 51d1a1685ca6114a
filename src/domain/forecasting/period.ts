/** A span of days, both ends included: '2017-10-01' to '2017-12-31'. */
export interface Period {
  name: string
  start: string
  end: string
}

const MS_PER_DAY = 86_400_000
/** The longest span of days that can be asked for: as far as chances reach ahead. */
const MOST_DAYS = 3 * 366

/**
 * Reads the name of a period: '2017-Q4' a calendar quarter, '2017-10' a month, '2017' a calendar year, 'FY26-Q4' and 'FY26'
 * a fiscal quarter and year, '2017-11-15 to 2018-01-31' those days, both included and at most three years. The fiscal year
 * starts on the first of `fiscalStartMonth` (1 to 12) and is named after the calendar year in which it ends. Anything else
 * gives null.
 */
export function parsePeriod(text: string, fiscalStartMonth: number): Period | null {
  const days = /^(\d{4}-\d{2}-\d{2}) to (\d{4}-\d{2}-\d{2})$/.exec(text.trim())
  if (days) return spanOf(days[1]!, days[2]!)
  const match = /^(?:(FY)?(\d{2}|\d{4}))(?:-(?:Q([1-4])|(\d{2})))?$/i.exec(text.trim())
  if (!match) return null
  const [, fiscal, digits = '', quarter, month] = match
  if (fiscal ? month !== undefined : digits.length !== 4) return null
  const year = digits.length === 2 ? 2000 + Number(digits) : Number(digits)
  if (year < 1900) return null
  if (month !== undefined)
    return Number(month) >= 1 && Number(month) <= 12 ? months(`${year}-${month}`, year, Number(month) - 1, 1) : null
  const first = fiscal ? fiscalYearStart(year, fiscalStartMonth) : { year, month: 0 }
  const name = fiscal ? `FY${String(year % 100).padStart(2, '0')}` : String(year)
  if (quarter === undefined) return months(name, first.year, first.month, 12)
  return months(`${name}-Q${quarter}`, first.year, first.month + 3 * (Number(quarter) - 1), 3)
}

/** The fiscal quarter that holds a date; in a fiscal year that starts in January, the calendar quarter: '2017-Q4'. */
export function quarterOf(date: string, fiscalStartMonth: number): Period {
  const year = Number(date.slice(0, 4))
  const monthOfYear = (Number(date.slice(5, 7)) - 1 - (fiscalStartMonth - 1) + 12) % 12
  const quarter = Math.floor(monthOfYear / 3) + 1
  if (fiscalStartMonth === 1) return months(`${year}-Q${quarter}`, year, 3 * (quarter - 1), 3)
  const startYear = Number(date.slice(5, 7)) >= fiscalStartMonth ? year : year - 1
  const name = `FY${String((startYear + 1) % 100).padStart(2, '0')}-Q${quarter}`
  return months(name, startYear, fiscalStartMonth - 1 + 3 * (quarter - 1), 3)
}

/** The quarter that holds a date with its neighbours, so many before and after, in order. */
export function quartersAround(date: string, fiscalStartMonth: number, before: number, after: number): Period[] {
  const start = new Date(quarterOf(date, fiscalStartMonth).start)
  return Array.from({ length: before + after + 1 }, (_, i) => {
    const month = Date.UTC(start.getUTCFullYear(), start.getUTCMonth() + 3 * (i - before), 1)
    return quarterOf(dateAt(month), fiscalStartMonth)
  })
}

/**
 * The weeks of a period, counted from its first day; a rest of up to three days belongs to the last week. A quarter has 13.
 * Each with its first and last day.
 */
export function weeksOf(period: { start: string; end: string }): { start: string; end: string }[] {
  const start = Date.parse(period.start)
  const days = Math.round((Date.parse(period.end) - start) / MS_PER_DAY) + 1
  const weeks = Math.max(1, Math.floor((days + 3) / 7))
  return Array.from({ length: weeks }, (_, week) => ({
    start: dateAt(start + week * 7 * MS_PER_DAY),
    end: week === weeks - 1 ? period.end : dateAt(start + (week * 7 + 6) * MS_PER_DAY),
  }))
}

/** Which week of the period a date lies in, from 1; 0 before it, one more than it has after it. */
export function weekOfPeriod(period: { start: string; end: string }, date: string): number {
  if (date < period.start) return 0
  const weeks = weeksOf(period)
  const index = weeks.findIndex((week) => date <= week.end)
  return index === -1 ? weeks.length + 1 : index + 1
}

/** Months around the one that holds a date, so many before and after, in order. */
export function monthsAround(date: string, before: number, after: number): Period[] {
  const [year, month] = [Number(date.slice(0, 4)), Number(date.slice(5, 7)) - 1]
  return Array.from({ length: before + after + 1 }, (_, i) => {
    const first = dateAt(Date.UTC(year, month + i - before, 1))
    return months(first.slice(0, 7), Number(first.slice(0, 4)), Number(first.slice(5, 7)) - 1, 1)
  })
}

/** Fiscal years around the one that holds a date, named as the company names them. */
export function yearsAround(date: string, fiscalStartMonth: number, before: number, after: number): Period[] {
  const { name } = quarterOf(date, fiscalStartMonth)
  const year = fiscalStartMonth === 1 ? Number(name.slice(0, 4)) : 2000 + Number(name.slice(2, 4))
  return Array.from({ length: before + after + 1 }, (_, i) => {
    const one = year + i - before
    return parsePeriod(fiscalStartMonth === 1 ? String(one) : `FY${String(one % 100).padStart(2, '0')}`, fiscalStartMonth)!
  })
}

function spanOf(start: string, end: string): Period | null {
  const [from, to] = [Date.parse(start), Date.parse(end)]
  // '2026-02-30' is read as a day of March by some, and as none by others.
  if (Number.isNaN(from) || Number.isNaN(to) || dateAt(from) !== start || dateAt(to) !== end) return null
  return start < '1900' || end < start || to - from >= MOST_DAYS * MS_PER_DAY ? null : { name: `${start} to ${end}`, start, end }
}

function fiscalYearStart(year: number, startMonth: number): { year: number; month: number } {
  return startMonth === 1 ? { year, month: 0 } : { year: year - 1, month: startMonth - 1 }
}

function months(name: string, year: number, month: number, count: number): Period {
  return { name, start: dateAt(Date.UTC(year, month, 1)), end: dateAt(Date.UTC(year, month + count, 0)) }
}

function dateAt(ms: number): string {
  return new Date(ms).toISOString().slice(0, 10)
}
