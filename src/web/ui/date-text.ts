const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'] as const

/** '2026-12-11' as "11 Dec", with the year when it is not the year of `today` (both 'YYYY-MM-DD'). */
export function dateText(date: string, today: string): string {
  const [year = '', month = '', day = ''] = date.slice(0, 10).split('-')
  const text = `${Number(day)} ${MONTHS[Number(month) - 1] ?? ''}`
  return year === today.slice(0, 4) ? text : `${text} ${year}`
}

/** Two dates as "1 Oct – 31 Dec": a spaced en dash. */
export function dateRangeText(from: string, to: string, today: string): string {
  return `${dateText(from, today)} – ${dateText(to, today)}`
}

/** Days inside a sentence of the server as people write them: "since 2025-11-20" as "since 20 Nov 2025". */
export function withDates(sentence: string, today: string): string {
  return sentence.replaceAll(/\b\d{4}-\d{2}-\d{2}\b/g, (day) => dateText(day, today))
}

/** An instant for lists: the time on the same day, "3 days ago" under a week, otherwise the date. Local to the person's clock. */
export function instantText(instant: string, now: Date): string {
  const at = new Date(instant)
  const days = Math.floor((startOfDay(now) - startOfDay(at)) / 86_400_000)
  if (days === 0) return `${String(at.getHours()).padStart(2, '0')}:${String(at.getMinutes()).padStart(2, '0')}`
  if (days === 1) return 'yesterday'
  if (days > 1 && days < 7) return `${days} days ago`
  return dateText(localDate(at), localDate(now))
}

/** The calendar day of the person's clock, 'YYYY-MM-DD'. */
export function localDate(at: Date): string {
  return `${at.getFullYear()}-${String(at.getMonth() + 1).padStart(2, '0')}-${String(at.getDate()).padStart(2, '0')}`
}

function startOfDay(at: Date): number {
  return Date.UTC(at.getFullYear(), at.getMonth(), at.getDate())
}
