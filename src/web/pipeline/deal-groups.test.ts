import { expect, test } from 'vitest'
import type { Opportunity } from '../../domain/opportunities/opportunity.ts'
import type { RateTable } from '../../domain/values/money.ts'
import type { DealForecast } from '../deals/win-chances.ts'
import { dealGroups, expectedOf } from './deal-groups.tsx'
import { sortedDeals, sortOf, sortText } from './sorted-deals.ts'

const rates: RateTable = {
  base: 'USD',
  digits: new Map([
    ['USD', 2],
    ['EUR', 2],
  ]),
  rates: new Map([['EUR', [{ from: '2026-01-01', perBase: 0.8 }]]]),
}
const deal = (id: string, amount: Opportunity['amount'], forecastCategory: Opportunity['forecastCategory'] = 'commit') =>
  ({ id, name: id, amount, forecastCategory, owner: null, stage: 'proposal' }) as Opportunity
const chance = (id: string, winBy: number, minor: number | null) =>
  [id, { winBy, amount: minor === null ? null : { minor, currency: 'USD' } } as DealForecast] as const
const ROWS = [
  deal('a', { minor: 1_000_00, currency: 'USD' }),
  deal('b', { minor: 800_00, currency: 'EUR' }),
  deal('c', null),
  deal('d', { minor: 5_00, currency: 'USD' }, 'pipeline'),
]

test('a group sums what people entered in the base currency and says how many deals it cannot count', () => {
  const groups = dealGroups('forecast', ROWS, { rates, chances: undefined, today: '2026-11-20' })
  expect(groups?.find((group) => group.id === 'commit')).toMatchObject({
    label: 'Commit',
    note: '3 deals, 1 without amount',
    cells: { amount: '$2K' },
  })
  expect(groups?.find((group) => group.id === 'pipeline')).toMatchObject({ note: '1 deal', cells: { amount: '$5' } })
})

test('the model expects the chance by the end of the period times the amount it counts with', () => {
  const chances = new Map([chance('a', 0.5, 1_200_00), chance('b', 0.25, 400_00), chance('c', 0.9, null)])
  expect(expectedOf(ROWS, chances, rates, '2026-11-20')).toBe(700_00)
  expect(expectedOf(ROWS, new Map(), rates, '2026-11-20')).toBeUndefined()
})

test('deals without a value come last, whichever way the rest is ordered', () => {
  const value = (row: Opportunity) => row.amount?.minor ?? null
  expect(sortedDeals(ROWS, 'asc', value).map((row) => row.id)).toEqual(['d', 'b', 'a', 'c'])
  expect(sortedDeals(ROWS, 'desc', value).map((row) => row.id)).toEqual(['a', 'b', 'd', 'c'])
})

test('the order in the address is read and written the same, and closing first is left out of it', () => {
  expect(sortOf('-amount')).toEqual({ column: 'amount', order: 'desc' })
  expect(sortText(sortOf('-amount'))).toBe('-amount')
  expect(sortText(sortOf(undefined))).toBeUndefined()
})
