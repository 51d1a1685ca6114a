import type { Revenue } from './revenue/revenue.ts'

/** What somebody should know before leaning on a forecast: what is missing, odd or changed, one sentence each. */
export function forecastNotes({ basis, regime, whales }: Pick<Revenue, 'basis' | 'regime' | 'whales'>): string[] {
  const { closedDeals, wonDeals, amounts } = basis
  const notes: (string | false)[] = [
    closedDeals === 0 && 'No deal has closed yet, so the chances are those of other companies.',
    0 < closedDeals &&
      basis.state === 'industry prior' &&
      `Only ${several(closedDeals, 'closed deal is', 'closed deals are')} known, so the chances are those of other companies until 30 are.`,
    basis.state === 'adjusted prior' &&
      `${closedDeals} closed deals are known; below 300 the chances lean on those of other companies.`,
    0 < closedDeals &&
      wonDeals === closedDeals &&
      'No lost deal is known; where losses are not recorded, the chances are too high.',
    0 < closedDeals && wonDeals === 0 && 'No deal has been won yet.',
    0 < amounts.typical &&
      (basis.amountsKnown > 0
        ? `${several(amounts.typical, 'open deal has', 'open deals have')} no amount in a known currency; they count with what deals like them were won for.`
        : `${several(amounts.typical, 'open deal has', 'open deals have')} no amount in a known currency, nor has any won deal; they count as nothing.`),
    0 < basis.wonWithoutAmount &&
      `${several(basis.wonWithoutAmount, 'won deal of the period has', 'won deals of the period have')} no amount and count as nothing.`,
    0 < basis.enteredTwice &&
      `${several(basis.enteredTwice, 'open deal looks', 'open deals look')} like another of the same account; of those alike one counts until the others are closed, removed or renamed.`,
    0 < basis.openForYears &&
      `${several(basis.openForYears, 'open deal was', 'open deals were')} created more than three years ago; few past deals tell how such deals end.`,
    0 < basis.closedBeforeCreated &&
      `${several(basis.closedBeforeCreated, 'closed deal is', 'closed deals are')} dated as closed before creation; they tell amounts, not how long deals take.`,
    0 < whales.length &&
      `${several(whales.length, 'open deal is', 'open deals are')} so large that the forecast is shown with and without ${whales.length === 1 ? 'it' : 'each'}.`,
    regime !== null &&
      `Since ${regime.since} wins have come in at ${regime.ratio.toFixed(2)} times the rate before; the range is widened and older weeks count less.`,
    basis.origins === 0 && 'Too short a past to learn how deals move together; a usual value is assumed.',
  ]
  return notes.filter((note) => note !== false)
}

function several(count: number, one: string, many: string): string {
  return `${count.toLocaleString('en')} ${count === 1 ? one : many}`
}
