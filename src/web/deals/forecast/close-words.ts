import { dateRangeText, dateText } from '../../ui/date-text.ts'
import type { DealOutlook } from '../deal-queries.ts'
import { chanceText } from '../deal-words.ts'

type Now = NonNullable<DealOutlook['now']>
type Days = NonNullable<Now['closeDate']>['window']

/** "1 – 18 Dec and 20 – 31 Mar": spans of days, each with both ends. */
export function daysOfText(spans: readonly Days[], today: string): string {
  return spans.map(({ from, to }) => (from === to ? dateText(from, today) : dateRangeText(from, to, today))).join(', ')
}

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
