import { daysBetween } from '../../../domain/values/plain-date.ts'
import { dateRangeText, dateText } from '../../ui/date-text.ts'
import type { DealOutlook } from '../deal-queries.ts'
import { chanceText } from '../deal-words.ts'

type Now = NonNullable<DealOutlook['now']>
type Days = NonNullable<Now['closeDate']>['window']

/** "1 – 18 Dec and 20 – 31 Mar": spans of days, each with both ends. */
export function daysOfText(spans: readonly Days[], today: string): string {
  const wide = joined(spans).toSorted((a, b) => daysBetween(b.from, b.to) - daysBetween(a.from, a.to))
  const shown = wide.slice(0, MOST_SPANS).toSorted((a, b) => (a.from < b.from ? -1 : 1))
  const left = wide.length - shown.length
  const text = shown.map(({ from, to }) => (from === to ? dateText(from, today) : dateRangeText(from, to, today))).join(', ')
  return left === 0 ? text : `${text}, and ${left} shorter ${left === 1 ? 'span' : 'spans'}`
}

/** Spans with less than two weeks between them are one to whoever plans by them. */
function joined(spans: readonly Days[]): Days[] {
  const whole: { from: string; to: string }[] = []
  for (const span of spans.toSorted((a, b) => (a.from < b.from ? -1 : 1))) {
    const last = whole.at(-1)
    if (last && daysBetween(last.to, span.from) <= 14) last.to = span.to > last.to ? span.to : last.to
    else whole.push({ ...span })
  }
  return whole
}

const MOST_SPANS = 2

/** What may become of the close date entered, beside how often dates held in this stage. */
export function slipText(slip: NonNullable<Now['slip']>, today: string): string {
  const base =
    slip.base.deals === 0
      ? ''
      : ` Of ${slip.base.deals.toLocaleString('en')} decided deals that stood in this stage with a date, ${chanceText(slip.base.slipped / slip.base.deals)} were not won in time.`
  return `${chanceText(slip.notByThen)} not to be won within 14 days after ${dateText(slip.due, today)}, ${chanceText(slip.late)} to be won later than that.${base}`
}

/** What the amount that the model counts with rests on. */
export const AMOUNT_BASIS: Readonly<Record<string, string>> = {
  entered: 'as entered',
  'list price': 'from list prices',
  typical: 'typical of won deals',
}
