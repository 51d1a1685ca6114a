import type { DealHistory } from '../../src/domain/forecasting/deal-history.ts'
import { knownWorld } from '../evaluate/known-world.ts'

/** A day in the middle of a quarter, two years after the company's first deal. */
export const AS_OF = '2026-02-16'
export const PERIOD = { start: '2026-01-01', end: '2026-03-31' }
/** The 26 weeks from the day on. */
export const HALF_YEAR = { start: AS_OF, end: '2026-08-16' }

/**
 * 10,000 deals of two years as known on a day, 2,000 of them open: what a company of some sixty sellers has. Deals live by
 * the rates of the known world; of the open ones and the closed ones as many are kept as are wanted.
 */
export function engineCompany(wanted: { open: number; closed: number }): DealHistory[] {
  const asOf = Date.parse(AS_OF)
  const { histories } = knownWorld({ seed: 1, start: '2024-02-16', days: 731, dealsPerWeek: 380, shock: 0.05 })
  const known = histories.filter((deal) => deal.createdAt < asOf).map((deal) => knownAt(deal, asOf))
  const open = known.filter((deal) => deal.outcome === null)
  const closed = known.filter((deal) => deal.outcome !== null)
  if (open.length < wanted.open || closed.length < wanted.closed)
    throw new Error(`The simulated company has only ${open.length} open and ${closed.length} closed deals.`)
  return [...every(open, wanted.open), ...every(closed, wanted.closed)].sort((a, b) => (a.key < b.key ? -1 : 1))
}

/** `count` of the deals, spread evenly. */
function every(deals: readonly DealHistory[], count: number): DealHistory[] {
  return Array.from({ length: count }, (_, i) => deals[Math.floor((i * deals.length) / count)]!)
}

function knownAt(deal: DealHistory, asOf: number): DealHistory {
  return {
    ...deal,
    stages: deal.stages.filter(({ at }) => at < asOf),
    outcome: deal.outcome && deal.outcome.at < asOf ? deal.outcome : null,
  }
}
