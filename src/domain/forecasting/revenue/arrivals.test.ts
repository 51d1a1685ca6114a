import { expect, test } from 'vitest'
import { expectedArrivals, learnArrivals } from './arrivals.ts'
import { viewsAt, type DealHistory } from '../deal-history.ts'
import { MS_PER_DAY } from '../lead-grid.ts'

const asOf = Date.parse('2026-01-05')

function created(at: number, i: number, owner: string | null = null): DealHistory {
  return {
    key: `D${i}`,
    pipeline: 'sales',
    createdAt: at,
    stages: [],
    outcome: null,
    amountMinor: null,
    listAmountMinor: null,
    owner,
    team: null,
    segment: null,
    expectedClose: null,
  }
}

/** So many deals in each week before the as-of instant, the last week first. */
function weekly(counts: readonly number[]): DealHistory[] {
  let i = 0
  return counts.flatMap((count, back) =>
    Array.from({ length: count }, (_, n) => created(asOf - (back + (n + 0.5) / count) * 7 * MS_PER_DAY, i++)),
  )
}

const learn = (deals: readonly DealHistory[]): ReturnType<typeof learnArrivals> => learnArrivals(viewsAt(deals, asOf), asOf)

test('an even inflow is expected to go on', () => {
  const arrivals = learn(weekly(Array.from({ length: 60 }, () => 10)))
  for (const week of [0, 5, 12, 50]) expect(expectedArrivals(arrivals, week)).toBeCloseTo(10, 6)
})

test('where nothing has come in for years, as in an old export, nothing is expected', () => {
  const arrivals = learn(weekly(Array.from({ length: 300 }, (_, back) => (back < 150 ? 0 : 10))))
  for (const week of [0, 12, 52]) expect(expectedArrivals(arrivals, week)).toBeCloseTo(0, 4)
})

test('growth is followed with care: it fades', () => {
  const arrivals = learn(weekly(Array.from({ length: 40 }, (_, back) => (back < 13 ? 20 : 10))))
  const first = expectedArrivals(arrivals, 0)
  const later = expectedArrivals(arrivals, 12)
  expect(later).toBeGreaterThan(first)
  expect(later / first).toBeLessThan(1.1)
  expect(expectedArrivals(arrivals, 52) / later).toBeLessThan(1.04)
})

test('a company that grows by a fifth a year is expected to be larger next quarter, and its growth is no season', () => {
  const counts = Array.from({ length: 209 }, (_, back) => Math.round(60 * 1.2 ** (-(back + 0.5) / 52)))
  const arrivals = learn(weekly(counts))
  const quarter = Array.from({ length: 13 }, (_, week) => expectedArrivals(arrivals, week))
  const truth = Array.from({ length: 13 }, (_, week) => 60 * 1.2 ** ((week + 0.5) / 52))
  const sum = (values: readonly number[]): number => values.reduce((all, value) => all + value, 0)
  expect(sum(quarter) / sum(truth)).toBeGreaterThan(0.98)
  expect(sum(quarter) / sum(truth)).toBeLessThan(1.02)
  for (const factor of [...arrivals.season, ...arrivals.quarterWeek]) expect(Math.abs(factor - 1)).toBeLessThan(0.02)
})

test('a summer lull seen in three years is expected in the next', () => {
  const counts = Array.from({ length: 157 }, (_, back) =>
    new Date(asOf - (back + 0.5) * 7 * MS_PER_DAY).getUTCMonth() === 6 ? 4 : 20,
  )
  const arrivals = learn(weekly(counts))
  const july = Math.round((Date.parse('2026-07-15') - asOf) / (7 * MS_PER_DAY))
  expect(expectedArrivals(arrivals, july) / expectedArrivals(arrivals, july - 9)).toBeLessThan(0.5)
})

test('a deal of the as-of day or later is not counted', () => {
  const deals = weekly(Array.from({ length: 30 }, () => 5))
  expect(learn([...deals, created(asOf, 900), created(asOf + MS_PER_DAY, 901)])).toEqual(learn(deals))
})

test('new deals go to those who got them lately', () => {
  const old = Array.from({ length: 50 }, (_, i) => created(asOf - (300 + i) * MS_PER_DAY, i, 'Retired'))
  const recent = Array.from({ length: 40 }, (_, i) => created(asOf - (i + 1) * MS_PER_DAY, 100 + i, i % 4 ? 'Ada' : 'Ben'))
  const [all] = learn([...old, ...recent]).segments
  expect(all!.marks.map(({ owner, share }) => [owner, share])).toEqual([
    ['Ada', 0.75],
    ['Ben', 0.25],
  ])
})

test('segments come in at their own rate: one that has lately doubled has the larger share', () => {
  const deals = weekly(Array.from({ length: 26 }, (_, back) => (back < 6 ? 12 : 8))).map((deal, i) => ({
    ...deal,
    segment: i % 4 === 3 || (deal.createdAt > asOf - 42 * MS_PER_DAY && i % 2 === 1) ? 'large' : 'small',
  }))
  const arrivals = learnArrivals(viewsAt(deals, asOf), asOf, 1, ['large', 'small'])
  const shareOf = (name: string): number => arrivals.segments.find(({ segment }) => segment === name)!.share
  const plain = deals.filter((deal) => deal.segment === 'large').length / deals.length
  expect(shareOf('large')).toBeGreaterThan(plain)
  expect(shareOf('large') + shareOf('small')).toBeCloseTo(1, 12)
})

test('a rush in the last weeks of every quarter is expected in the next', () => {
  const counts = Array.from({ length: 157 }, (_, back) => {
    const at = asOf - (back + 0.5) * 7 * MS_PER_DAY
    const quarterEnd = Math.floor(new Date(at).getUTCMonth() / 3) * 3 + 3
    const left = (Date.UTC(new Date(at).getUTCFullYear(), quarterEnd, 1) - at) / MS_PER_DAY
    return left < 14 ? 30 : 10
  })
  const arrivals = learn(weekly(counts))
  expect(expectedArrivals(arrivals, 11) / expectedArrivals(arrivals, 5)).toBeGreaterThan(1.7)
})
