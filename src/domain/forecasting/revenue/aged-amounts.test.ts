import { expect, test } from 'vitest'
import { viewsAt } from '../deal-history.ts'
import { MS_PER_DAY } from '../lead-grid.ts'
import { madeDeal } from '../made-deal.ts'
import { amountsOfWeek, momentsWonBy, newDealAmounts } from './aged-amounts.ts'
import { learnWonAmounts } from './won-amounts.ts'

const asOf = Date.parse('2026-01-05')
const WEEK = 7 * MS_PER_DAY

/** Won deals of the last years: `quick` after four days for $1,000 and as many after twenty weeks for $100,000. */
function tables(quick: number) {
  const deals = Array.from({ length: 2 * quick }, (_, i) => {
    const weeks = i % 2 === 0 ? 4 / 7 : 20
    const createdAt = asOf - (21 + (80 * i) / quick) * WEEK
    const amountMinor = i % 2 === 0 ? 100_000 : 10_000_000
    return madeDeal(`D${String(i).padStart(4, '0')}`, createdAt, {
      amountMinor,
      outcome: { kind: 'won', at: createdAt + weeks * WEEK, amountMinor },
    })
  })
  const views = viewsAt(deals, asOf)
  return newDealAmounts(views, learnWonAmounts(views), [])['']!
}

const mean = (table: Float64Array): number => table.reduce((sum, value) => sum + value, 0) / table.length

/** Two deals come in at once, and one of them is won in the first week or in the twentieth. */
const arriving = (weeks: number) => ({ deals: 2, day: 0, wonBy: (days: number) => (days >= weeks * 7 ? 0.5 : 0) })

test('deals won within days bring what such deals brought, and not the mean of all wins', () => {
  const own = tables(200)
  const quick = mean(amountsOfWeek(own, [arriving(1)], 0))
  const slow = mean(amountsOfWeek(own, [arriving(20)], 19))
  expect(quick).toBeGreaterThan(60_000)
  expect(quick).toBeLessThan(200_000)
  expect(slow).toBeGreaterThan(8_000_000)
})

test('a week in which deals of several ages are won has the mean of their amounts by their shares', () => {
  const own = tables(200)
  const weeks = [arriving(20), { deals: 2, day: 133, wonBy: (days: number) => (days >= 140 ? 0.5 : 0) }]
  const both = mean(amountsOfWeek(own, weeks, 19))
  const apart = weeks.map((week) => mean(amountsOfWeek(own, [week], 19)))
  expect(both / ((apart[0]! + apart[1]!) / 2)).toBeCloseTo(1, 9)
  expect(momentsWonBy(own, weeks[1]!, 140).mean).toBeCloseTo(apart[1]!, -4)
})

test('with few wins an age is believed little: the amount of all wins counts', () => {
  const quick = mean(amountsOfWeek(tables(200), [arriving(1)], 0))
  const few = mean(amountsOfWeek(tables(6), [arriving(1)], 0))
  expect(few).toBeGreaterThan(quick)
})
