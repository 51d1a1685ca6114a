import { expect, test } from 'vitest'
import { knownWorld } from '../../../../test/evaluate/known-world.ts'
import { viewsAt, type DealHistory } from '../deal-history.ts'
import { MS_PER_DAY } from '../lead-grid.ts'
import { madeDeal } from '../made-deal.ts'
import { enteredTwice } from './entered-twice.ts'
import { projectRevenue } from './revenue.ts'

const asOf = Date.parse('2026-01-01')
const DAYS_BACK = 30 * MS_PER_DAY

function twiceAmong(...deals: Partial<DealHistory>[]): string[] {
  const made = deals.map((more, i) =>
    madeDeal(`D${i}`, asOf - DAYS_BACK + i * MS_PER_DAY, { account: 'Acme', name: 'Acme new seats', ...more }),
  )
  return [...enteredTwice(viewsAt(made, asOf).filter(({ outcome }) => outcome === null))]
}

test('of two open deals of one account with the same name and about the same amount, the first one counts', () => {
  expect(twiceAmong({ amountMinor: 1_000_000 }, { amountMinor: 1_100_000, name: 'ACME  New Seats' })).toEqual(['D1'])
})

test('of deals alike the one that has come furthest counts', () => {
  const further = [
    { stage: 'First meeting', at: asOf - DAYS_BACK },
    { stage: 'Offer', at: asOf - 5 * MS_PER_DAY },
  ]
  expect(twiceAmong({}, {}, { stages: further })).toEqual(['D0', 'D1'])
})

test.each([
  ['of another account', { account: 'Bolt' }],
  ['of nobody known', { account: null }],
  ['half as large again', { amountMinor: 1_500_000 }],
  ['without an amount', { amountMinor: null }],
  ['of another name', { name: 'Acme support desk' }],
  ['of another pipeline', { pipeline: 'renewals' }],
  ['already closed', { outcome: { kind: 'lost', at: asOf - MS_PER_DAY, amountMinor: null } as const }],
])('a deal %s is another deal', (_, more) => {
  expect(twiceAmong({}, more)).toEqual([])
})

test('the renewals of two years are two deals', () => {
  expect(twiceAmong({ name: 'Acme renewal 2026' }, { name: 'Acme renewal 2027' })).toEqual([])
})

test('a tenth of the open deals entered a second time moves the forecast by less than a hundredth', () => {
  const { histories } = knownWorld({ seed: 5, start: '2023-06-01', days: 944, dealsPerWeek: 30, shock: 0 })
  const named = histories.map((deal) => ({ ...deal, account: deal.key, name: `Seats for ${deal.key}` }))
  const open = viewsAt(named, asOf).filter(({ outcome }) => outcome === null)
  const copies = open
    .filter((_, i) => i % 10 === 0)
    .map(({ history }): DealHistory => {
      const createdAt = Math.min(asOf - MS_PER_DAY, history.createdAt + 9 * MS_PER_DAY)
      const amountMinor = history.amountMinor === null ? null : Math.round(history.amountMinor * 1.04)
      const { amounts: _amounts, ...rest } = history
      const stages = [{ stage: history.stages[0]!.stage, at: createdAt }]
      return { ...rest, key: `${history.key}/2`, createdAt, stages, outcome: null, amountMinor }
    })
  const asked = { asOf, period: { start: '2026-01-01', end: '2026-03-31' }, seed: 1, paths: 4_000 }
  const once = projectRevenue({ ...asked, histories: named })
  const twice = projectRevenue({ ...asked, histories: [...named, ...copies] })
  expect(twice.basis.enteredTwice).toBe(copies.length)
  expect(twice.openDeals).toBe(once.openDeals)
  expect(Math.abs(twice.total.mean / once.total.mean - 1)).toBeLessThan(0.01)
  const unnamed = projectRevenue({ ...asked, histories: [...histories, ...copies.map(({ name: _name, ...copy }) => copy)] })
  expect(unnamed.total.mean / once.total.mean).toBeGreaterThan(1.02)
})
