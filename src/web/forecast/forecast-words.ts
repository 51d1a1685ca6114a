import { daysBetween } from '../../domain/values/plain-date.ts'
import { dateText } from '../ui/date-text.ts'
import { moneyText, type Amount } from '../ui/money-text.ts'
import type { Board } from './forecast-search.ts'

/** "$12.26M – $14.96M". */
export function rangeText({ p10, p90 }: { p10: Amount; p90: Amount }, style: 'short' | 'tick' = 'short'): string {
  return `${moneyText(p10, style)} – ${moneyText(p90, style)}`
}

export function minus(a: Amount, b: Amount): Amount {
  return { minor: a.minor - b.minor, currency: a.currency }
}

/** "45% of quota"; nothing without a quota. */
export function shareText(part: Amount, quota: Amount | null): string | undefined {
  return quota === null || quota.minor === 0 ? undefined : `${Math.round((100 * part.minor) / quota.minor)}% of quota`
}

/** Where in its period the day of the forecast lies: "Week 8 of 13, 41 days left". */
export function weekText({ projection, week }: Board): string {
  const { period, asOf } = projection
  if (asOf > period.end) return `Ended ${dateText(period.end, asOf)}`
  if (asOf < period.start) return `Starts ${dateText(period.start, asOf)}`
  return `Week ${week.index} of ${week.of}, ${week.daysLeft} ${week.daysLeft === 1 ? 'day' : 'days'} left`
}

/** The clock time of an instant where the person is: "09:42". */
export function clockText(instant: string): string {
  const at = new Date(instant)
  return `${String(at.getHours()).padStart(2, '0')}:${String(at.getMinutes()).padStart(2, '0')}`
}

/** '2026-Q4' as "2026 Q4", '2026-11' as "Nov 2026", '2026-11-15 to 2027-01-31' as "15 Nov 2026 – 31 Jan 2027". */
export function periodLabel(name: string): string {
  const [from = '', to] = name.split(' to ')
  if (to !== undefined) return `${dateText(from, '')} – ${dateText(to, '')}`
  return /^\d{4}-\d{2}$/.test(name) ? dateText(`${name}-01`, '').replace(/^\d+ /, '') : name.replace('-', ' ')
}

/** What the model rests on, by its state. */
export function stateText(state: string): string {
  if (state === 'industry prior') return 'Usual chances of other companies'
  if (state === 'adjusted prior') return 'Own past, leaning on other companies'
  return 'Own past beside other companies'
}

/** The span that changes are over: "7 days", or from when. */
export function daysText(since: string, asOf: string): string {
  const days = daysBetween(since, asOf)
  return days <= 31 ? `${days} ${days === 1 ? 'day' : 'days'}` : `since ${dateText(since, asOf)}`
}
