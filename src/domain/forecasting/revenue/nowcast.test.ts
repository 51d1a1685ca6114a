import { expect, test } from 'vitest'
import { knownWorld } from '../../../../test/evaluate/known-world.ts'
import { viewsAt, type DealHistory } from '../deal-history.ts'
import { fitWinModel } from '../forecast-model.ts'
import { MS_PER_DAY } from '../lead-grid.ts'
import { nowcast, nowcastQuarter, type Nowcast } from './nowcast.ts'

const start = Date.parse('2025-10-01')
const asOf = start + 56 * MS_PER_DAY
const { histories } = knownWorld({ seed: 5, start: '2024-01-01', days: 800, dealsPerWeek: 40, shock: 0 })
/** What was known when the quarter began: nothing that is changed below. */
const win = fitWinModel(histories, start)

/** The same company, but of the wins since the quarter began so many shares never came. */
function colder(share: number): DealHistory[] {
  let n = 0
  return histories.map((deal) =>
    deal.outcome?.kind === 'won' && deal.outcome.at >= start && deal.outcome.at < asOf && (n++ % 100) / 100 < share
      ? { ...deal, outcome: null }
      : deal,
  )
}

function paceOf(deals: readonly DealHistory[]): Nowcast {
  return nowcastQuarter(win, viewsAt(deals, asOf), asOf, 1)
}

test('a quarter in which two wins of five stay away runs cold, and one like the others does not', () => {
  const usual = paceOf(histories)
  expect(usual.weeks).toBe(8)
  expect(Math.abs(usual.multiplier - 1)).toBeLessThan(0.08)
  const cold = paceOf(colder(0.4))
  expect(cold.observed / cold.expected).toBeLessThan(0.7)
  expect(cold.multiplier).toBeLessThan(usual.multiplier - 0.12)
  // Shrunk: eight weeks do not prove all of it.
  expect(cold.multiplier).toBeGreaterThan(cold.observed / cold.expected)
})

test('on the first day of a quarter, and without two quarters before it, nothing is said of its pace', () => {
  const views = viewsAt(histories, asOf)
  expect(nowcastQuarter(win, views, start, 1)).toMatchObject({ multiplier: 1, daysLeft: 0 })
  const young = histories.filter((deal) => deal.createdAt >= Date.parse('2025-07-01'))
  expect(nowcastQuarter(win, viewsAt(young, asOf), asOf, 1).multiplier).toBe(1)
})

test('the pace changes what is left of the quarter, and leaves what comes after it', () => {
  const curve = (days: number): number => 0.5 * (1 - Math.exp(-days / 40))
  const pace: Nowcast = { multiplier: 0.8, observed: 40, expected: 50, weeks: 8, daysLeft: 35 }
  const cold = nowcast(pace, curve)
  expect(cold(0)).toBe(0)
  expect(cold(35)).toBeCloseTo(1 - (1 - curve(35)) ** 0.8, 12)
  const afterwards = (of: (days: number) => number): number => (of(90) - of(35)) / (1 - of(35))
  expect(afterwards(cold)).toBeCloseTo(afterwards(curve), 12)
  for (let day = 1; day < 120; day++) expect(cold(day)).toBeGreaterThanOrEqual(cold(day - 1))
})

test('where quarters have not gone on as they began, the first weeks are heeded less', () => {
  /** Every other quarter loses half of its early wins; if that lasts, half of the later ones too. */
  const pastThat = (lasting: boolean): DealHistory[] => {
    const quarters = ['2024-07-01', '2024-10-01', '2025-01-01', '2025-04-01', '2025-07-01'].map((day) => Date.parse(day))
    let n = 0
    return colder(0.4).map((deal) => {
      if (deal.outcome?.kind !== 'won') return deal
      const { at } = deal.outcome
      const quarter = quarters.findLastIndex((from) => at >= from)
      if (quarter === -1 || quarter % 2 === 1 || at >= start) return deal
      const early = at < quarters[quarter]! + 56 * MS_PER_DAY
      return (early || lasting) && n++ % 2 === 0 ? { ...deal, outcome: { ...deal.outcome, kind: 'lost' } } : deal
    })
  }
  const [lasts, passes] = [true, false].map((lasting) => nowcastQuarter(win, viewsAt(pastThat(lasting), asOf), asOf, 1))
  expect(lasts!.multiplier).toBeLessThan(1)
  expect(1 - passes!.multiplier).toBeLessThan(0.7 * (1 - lasts!.multiplier))
})
