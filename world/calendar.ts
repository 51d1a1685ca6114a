const DAY = 86_400_000

/** Days are whole days since 1970-01-01 UTC; moments are milliseconds since then. */
export function dayOf(date: string): number {
  const moment = Date.parse(`${date}T00:00:00.000Z`)
  if (!/^\d{4}-\d\d-\d\d$/.test(date) || Number.isNaN(moment)) throw new RangeError(`not a date: ${date}`)
  return moment / DAY
}

export function dateOf(day: number): string {
  return new Date(day * DAY).toISOString().slice(0, 10)
}

export function momentOf(day: number): number {
  return day * DAY
}

export function dayOfMoment(moment: number): number {
  return Math.floor(moment / DAY)
}

export function mondayOf(day: number): number {
  return day - ((day + 3) % 7)
}

export function isWeekend(day: number): boolean {
  return (day + 3) % 7 >= 5
}

/** The same day, or the Friday before a weekend. */
export function workdayBefore(day: number): number {
  return day - Math.max(0, ((day + 3) % 7) - 4)
}

interface Quarter {
  /** Quarters since year 0, so that neighbours differ by one. */
  readonly index: number
  readonly start: number
  /** First day of the next quarter. */
  readonly end: number
  readonly name: string
}

export function quarterOf(day: number): Quarter {
  const date = new Date(day * DAY)
  return quarterAt(date.getUTCFullYear() * 4 + Math.floor(date.getUTCMonth() / 3))
}

export function quarterAt(index: number): Quarter {
  const year = Math.floor(index / 4)
  const quarter = index - year * 4
  return {
    index,
    start: Date.UTC(year, quarter * 3, 1) / DAY,
    end: Date.UTC(year, quarter * 3 + 3, 1) / DAY,
    name: `${year}-Q${quarter + 1}`,
  }
}

/** First days of the months that touch [from, to). */
export function monthStarts(from: number, to: number): number[] {
  const first = new Date(from * DAY)
  const starts: number[] = []
  for (let month = 0; ; month++) {
    const start = Date.UTC(first.getUTCFullYear(), first.getUTCMonth() + month, 1) / DAY
    if (start >= to) return starts
    starts.push(start)
  }
}
