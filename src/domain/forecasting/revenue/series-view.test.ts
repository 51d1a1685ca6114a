import { expect, test } from 'vitest'
import { knownWorld } from '../../../../test/evaluate/known-world.ts'
import { viewsAt, type DealHistory } from '../deal-history.ts'
import { MS_PER_DAY } from '../lead-grid.ts'
import { seriesView, type SeriesView } from './series-view.ts'

const asOf = Date.parse('2026-01-01')
const { histories } = knownWorld({ seed: 7, start: '2023-06-01', days: 1_100, dealsPerWeek: 12, shock: 0 })
const won = histories.filter((deal) => deal.outcome?.kind === 'won')
const said = ({ months, half }: SeriesView): number[] => months.map(({ log }) => Math.exp(log) - half)

test('an even company is seen to go on: three months are a quarter of a year', () => {
  const seen = said(seriesView(viewsAt(histories, asOf), asOf, 1)!).reduce((sum, value) => sum + value, 0)
  const lastYear = won.reduce(
    (sum, { outcome }) => sum + (outcome!.at >= asOf - 365 * MS_PER_DAY && outcome!.at < asOf ? (outcome!.amountMinor ?? 0) : 0),
    0,
  )
  expect(Math.abs(seen / (lastYear / 4) - 1)).toBeLessThan(0.3)
})

test('a company that wins twice as much in the last month of each quarter is seen to do so again, and all the more surely', () => {
  const start = Date.parse('2025-01-01')
  const wins = Array.from({ length: 365 }, (_, day) => new Date(start + day * MS_PER_DAY)).flatMap((date) =>
    Array.from({ length: date.getUTCMonth() % 3 === 2 ? 4 : 2 }, (_, n) => win(`${date.toISOString()} ${n}`, +date)),
  )
  const ratio = (day: string): number => {
    const [first, second, third] = said(seriesView(viewsAt(wins, Date.parse(day)), Date.parse(day), 1)!)
    return (2 * third!) / (first! + second!)
  }
  expect(ratio('2026-01-01')).toBeGreaterThan(1.8)
  expect(ratio('2026-01-01')).toBeLessThan(2.1)
  expect(ratio('2025-04-01')).toBeGreaterThan(1.25)
  expect(ratio('2025-04-01')).toBeLessThan(ratio('2025-07-01'))
})

test('with less than a quarter of whole months the series says nothing; the first counts if it begins with the first win', () => {
  const from = (day: string): DealHistory[] =>
    Array.from({ length: 200 }, (_, i) => win(`D${i}`, Date.parse(day) + i * MS_PER_DAY))
  const april = Date.parse('2025-04-01')
  expect(seriesView(viewsAt(from('2025-01-01'), april), april, 1)).not.toBe(null)
  expect(seriesView(viewsAt(from('2025-01-02'), april), april, 1)).toBe(null)
  expect(seriesView([], asOf, 1)).toBe(null)
})

test('what is won at or after the instant is not in the series', () => {
  const cut = histories.map((deal) => (deal.outcome && deal.outcome.at >= asOf ? { ...deal, outcome: null } : deal))
  expect(seriesView(viewsAt(cut, asOf), asOf, 1)).toEqual(seriesView(viewsAt(histories, asOf), asOf, 1))
})

function win(key: string, at: number): DealHistory {
  return {
    key,
    pipeline: 'sales',
    createdAt: at - 20 * MS_PER_DAY,
    stages: [],
    outcome: { kind: 'won', at, amountMinor: 1_000_000 },
    amountMinor: null,
    listAmountMinor: null,
    owner: null,
    team: null,
    segment: null,
    expectedClose: null,
  }
}
