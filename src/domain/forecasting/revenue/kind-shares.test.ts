import { expect, test } from 'vitest'
import { viewsAt, type DealHistory } from '../deal-history.ts'
import { MS_PER_DAY } from '../lead-grid.ts'
import { learnArrivals } from './arrivals.ts'
import { kindRates, winsByKind } from './kind-shares.ts'

const asOf = Date.parse('2026-01-01')

/** Two deals a week for two years: every fourth one a renewal of which nine in ten are won, and one in ten of the others. */
const histories = Array.from({ length: 208 }, (_, i): DealHistory => {
  const createdAt = asOf - (730 - 3.5 * i) * MS_PER_DAY
  const renewal = i % 4 === 0
  const won = renewal ? i % 40 !== 0 : i % 10 === 1
  return {
    key: `deal ${String(i).padStart(3, '0')}`,
    pipeline: 'sales',
    createdAt,
    stages: [{ stage: 'Offer', at: createdAt }],
    outcome:
      createdAt + 60 * MS_PER_DAY < asOf
        ? { kind: won ? 'won' : 'lost', at: createdAt + 60 * MS_PER_DAY, amountMinor: 100 }
        : null,
    amountMinor: 100,
    listAmountMinor: null,
    owner: i % 2 === 0 ? 'Ada' : 'Ben',
    team: null,
    segment: null,
    expectedClose: null,
    ...(renewal && { kind: 'renewal' as const }),
  }
})

test('renewals, of which most are won, are more of the wins to come than of the deals to come', () => {
  const views = viewsAt(histories, asOf)
  const rates = kindRates(views)
  const renewals = histories.filter(({ kind, outcome }) => kind === 'renewal' && outcome)
  const won = renewals.filter(({ outcome }) => outcome?.kind === 'won').length
  // Drawn to the rate of all deals as firmly as twenty of them.
  expect(rates.get('renewal')).toBeLessThan(won / renewals.length)
  expect(rates.get('renewal')).toBeGreaterThan(0.6)
  const { marks } = learnArrivals(views, asOf).segments[0]!
  const [ada] = marks
  expect(marks.map(({ owner }) => owner)).toEqual(['Ada', 'Ben'])
  // Half of what comes to Ada are renewals.
  const [other, renewal] = ada!.kinds
  expect([other!.kind, renewal!.kind]).toEqual([null, 'renewal'])
  expect(renewal!.share / ada!.share).toBeCloseTo(rates.get('renewal')! / (rates.get('renewal')! + rates.get(null)!), 1)
  expect(other!.share + renewal!.share).toBeCloseTo(ada!.share, 12)
})

test('where all are of one kind it has the whole share, to the byte; where nothing was ever won, each has its part of the deals', () => {
  const lost = histories.map((history) => ({
    ...history,
    outcome: history.outcome && { ...history.outcome, kind: 'lost' as const },
  }))
  const rates = kindRates(viewsAt(lost, asOf))
  expect(winsByKind(new Map([[null, 3]]), rates, 1 / 3)).toEqual([{ kind: null, share: 1 / 3 }])
  const [others, renewals] = winsByKind(
    new Map<'renewal' | null, number>([
      ['renewal', 1],
      [null, 3],
    ]),
    rates,
    1,
  )
  expect(others!.share + renewals!.share).toBeCloseTo(1, 12)
  expect(renewals!.share).toBeGreaterThan(0.2)
  expect(renewals!.share).toBeLessThan(0.5)
})
