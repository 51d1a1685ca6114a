import { expect, test } from 'vitest'
import { knownWorld } from '../../../../test/evaluate/known-world.ts'
import { viewAt, viewsAt, type DealHistory } from '../deal-history.ts'
import { fitForecast } from '../forecast-model.ts'
import { trackOfHistory } from '../landmarks/track-of-history.ts'
import { madeDeal } from '../made-deal.ts'
import { openChances } from '../open-chances.ts'
import { projectRevenue } from './revenue.ts'
import { learnWonAmounts } from './won-amounts.ts'

const asOf = Date.parse('2026-01-01')
const period = { start: '2026-01-01', end: '2026-03-31' }

/** The same company with every amount in another currency, of which so many units are one of the old. */
function relabelled(histories: readonly DealHistory[], rate: number): DealHistory[] {
  const worth = (minor: number | null): number | null => (minor === null ? null : minor * rate)
  return histories.map((deal) => {
    const other: DealHistory = {
      ...deal,
      amountMinor: worth(deal.amountMinor),
      listAmountMinor: worth(deal.listAmountMinor),
      outcome: deal.outcome && { ...deal.outcome, amountMinor: worth(deal.outcome.amountMinor) },
      ...(deal.amounts && { amounts: deal.amounts.map(({ at, value }) => ({ at, value: worth(value) })) }),
    }
    const track = trackOfHistory(other, asOf)
    return track ? { ...other, track } : other
  })
}

const { histories } = knownWorld({ seed: 12, start: '2024-09-01', days: 487, dealsPerWeek: 15, shock: 0.02 })

test.each([100, 7])('in a currency %d to one the chances are the same, and the money so many times as much', (rate) => {
  const [own, other] = [relabelled(histories, 1), relabelled(histories, rate)]
  const models = [fitForecast(own, asOf), fitForecast(other, asOf)] as const
  expect(models[0].ladder).not.toBeNull()
  const chances = [own, other].map((deals, i) => {
    const open = viewsAt(deals, asOf).filter(({ outcome }) => outcome === null)
    return openChances(models[i]!, open, asOf).map(({ win }) => win.at(-1)!)
  })
  for (const [i, chance] of chances[0]!.entries()) expect(chances[1]![i]).toBeCloseTo(chance, 9)
  const asked = { asOf, period, seed: 1, paths: 2_000 }
  const [before, after] = [own, other].map((deals, i) => projectRevenue({ ...asked, histories: deals, model: models[i]! }))
  for (const figure of ['p10', 'p50', 'p90', 'mean'] as const)
    expect(after!.total[figure] / (rate * before!.total[figure])).toBeCloseTo(1, 4)
})

const worth = [
  { at: Date.parse('2025-01-01'), value: 1.1 },
  { at: Date.parse('2025-07-01'), value: 1.21 },
  { at: Date.parse('2026-02-01'), value: 2 },
]

test('an open deal counts at the rate of the day of the forecast, whenever its amount was entered', () => {
  const amounts = [{ at: Date.parse('2025-03-01'), value: 110_000 }]
  const deal = madeDeal('D', Date.parse('2025-03-01'), { amountMinor: 110_000, amounts, worth })
  expect(viewAt(deal, asOf)!.history.amountMinor).toBe(121_000)
  expect(viewAt(viewAt(deal, asOf)!.history, asOf)!.history.amountMinor).toBe(121_000)
  expect(viewAt(deal, Date.parse('2025-06-01'))!.history.amountMinor).toBe(110_000)
})

test('a rate that moved between the offer and the win is no discount', () => {
  const won = Array.from({ length: 300 }, (_, i) =>
    madeDeal(`D${i}`, Date.parse('2025-03-01'), {
      amountMinor: 110_000,
      amounts: [{ at: Date.parse('2025-03-01'), value: 110_000 }],
      outcome: { kind: 'won', at: Date.parse('2025-09-01'), amountMinor: 121_000 },
      worth,
    }),
  )
  const ratios = learnWonAmounts(viewsAt(won, asOf)).overEntered
  const plain = learnWonAmounts(viewsAt(relabelledPlain(won), asOf)).overEntered
  expect(ratios).toEqual(plain)
})

/** The same deals, sold at what had been offered in the base currency. */
function relabelledPlain(deals: readonly DealHistory[]): DealHistory[] {
  return deals.map(({ worth: _worth, ...deal }) => ({ ...deal, outcome: { ...deal.outcome!, amountMinor: deal.amountMinor } }))
}
