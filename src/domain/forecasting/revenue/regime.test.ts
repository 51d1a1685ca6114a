import { expect, test } from 'vitest'
import { knownWorld } from '../../../../test/evaluate/known-world.ts'
import { viewsAt, type DealHistory } from '../deal-history.ts'
import { fitForecast } from '../forecast-model.ts'
import { MS_PER_DAY } from '../lead-grid.ts'
import { projectRevenue } from './revenue.ts'
import { regimeNow } from './regime.ts'

const asOf = Date.parse('2026-01-05')
const broke = Date.parse('2025-10-06')
const { histories } = knownWorld({ seed: 11, start: '2024-01-01', days: 800, dealsPerWeek: 40, shock: 0 })
let n = 0
/** From that day on, only two wins of five come. */
const broken = histories.map((deal): DealHistory => {
  const lost = deal.outcome?.kind === 'won' && deal.outcome.at >= broke && n++ % 5 >= 2
  return lost ? { ...deal, outcome: { kind: 'lost', at: deal.outcome!.at, amountMinor: null } } : deal
})

test('a break of the win rate is told with its day; an even company has none', { timeout: 60_000 }, () => {
  const alarm = (deals: readonly DealHistory[]): ReturnType<typeof regimeNow> =>
    regimeNow(fitForecast(deals, asOf).win, viewsAt(deals, asOf), asOf)
  expect(alarm(histories)).toBe(null)
  const regime = alarm(broken)!
  expect(Math.abs(Date.parse(regime.since) - broke) / MS_PER_DAY).toBeLessThan(29)
  expect(regime.ratio).toBeLessThan(0.65)
})

test('on the alarm the forecast says since when, and deals are taken to share more of their fate', { timeout: 60_000 }, () => {
  const question = { asOf, period: { start: '2026-01-05', end: '2026-04-05' }, seed: 1, paths: 2_000 }
  const after = projectRevenue({ ...question, histories: broken })
  const before = projectRevenue({ ...question, histories })
  expect(before.regime).toBe(null)
  expect(after.regime).not.toBe(null)
  expect(after.basis.correlation).toBeGreaterThan(2 * before.basis.correlation)
  const width = ({ total }: typeof after): number => (total.p90 - total.p10) / total.p50
  expect(width(after)).toBeGreaterThan(width(before))
})

test('less than a year and a bit of history says nothing of a change', () => {
  const young = histories.filter((deal) => deal.createdAt >= Date.parse('2025-03-01'))
  expect(regimeNow(fitForecast(young, asOf).win, viewsAt(young, asOf), asOf)).toBe(null)
})
