import fc from 'fast-check'
import { expect, test } from 'vitest'
import { knownWorld } from '../../../../test/evaluate/known-world.ts'
import type { DealHistory } from '../deal-history.ts'
import { fitForecast } from '../forecast-model.ts'
import { MS_PER_DAY } from '../lead-grid.ts'
import { madeDeal } from '../made-deal.ts'
import { projectRevenue, type RevenueQuestion } from './revenue.ts'

const asOf = Date.parse('2026-01-01')
const quarter = { start: '2026-01-01', end: '2026-03-31' }
const { histories } = knownWorld({ seed: 3, start: '2024-01-01', days: 900, dealsPerWeek: 12, shock: 0.02 })
const model = fitForecast(histories, asOf)
const question: RevenueQuestion = { histories, asOf, period: quarter, seed: 1, paths: 2_000, model }

// A few companies' quarters, so that a gross error shows at once; the evaluation on simulated companies measures coverage itself.
test(
  'the eighty per cent interval of a quarter holds most outcomes but not all, and its middle is unbiased',
  { timeout: 60_000 },
  () => {
    let inside = 0
    let origins = 0
    let forecast = 0
    let actual = 0
    for (let seed = 100; seed < 108; seed++) {
      const world = knownWorld({ seed, start: '2023-04-01', days: 1_000, dealsPerWeek: 8, shock: 0.03 })
      for (const start of ['2024-10-01', '2025-01-01', '2025-04-01']) {
        const from = Date.parse(start)
        const until = from + 91 * MS_PER_DAY
        const period = { start, end: new Date(until - MS_PER_DAY).toISOString().slice(0, 10) }
        const { total } = projectRevenue({ histories: world.histories, asOf: from, period, seed: 1, paths: 1_000 })
        const came = wonBetween(world.histories, from, until)
        if (total.p10 <= came && came <= total.p90) inside += 1
        forecast += total.mean
        actual += came
        origins += 1
      }
    }
    // Of 24 at .8, nineteen are expected, and 15 to 23 in 19 of 20 cases.
    expect(origins).toBe(24)
    expect(inside).toBeGreaterThanOrEqual(15)
    expect(inside).toBeLessThanOrEqual(23)
    expect(Math.abs(forecast / actual - 1)).toBeLessThan(0.05)
  },
)

test('the same question has the same answer, in any order of the rows', { timeout: 30_000 }, () => {
  const answer = JSON.stringify(projectRevenue(question))
  expect(
    JSON.stringify(
      projectRevenue({ ...question, histories: histories.toReversed(), model: fitForecast(histories.toReversed(), asOf) }),
    ),
  ).toBe(answer)
  expect(JSON.stringify(projectRevenue({ ...question, seed: 2 }))).not.toBe(answer)
})

test('what happens at or after the as-of instant changes nothing, to the byte', { timeout: 30_000 }, () => {
  const before = JSON.stringify(projectRevenue(question))
  fc.assert(
    fc.property(fc.boolean(), fc.boolean(), (forgetNew, reverse) => {
      const known = histories.flatMap((deal): DealHistory[] => {
        if (deal.createdAt >= asOf) return forgetNew ? [] : [{ ...deal, owner: 'Eve' }]
        const open = deal.outcome === null || deal.outcome.at >= asOf
        const future = reverse ? ({ kind: 'lost', at: asOf, amountMinor: null } as const) : null
        return [{ ...deal, stages: deal.stages.filter((entry) => entry.at < asOf), outcome: open ? future : deal.outcome }]
      })
      expect(JSON.stringify(projectRevenue({ ...question, histories: known, model: fitForecast(known, asOf) }))).toBe(before)
    }),
    { numRuns: 4 },
  )
})

test('one more deal leaves the draws of everybody else as they were', () => {
  const groups = [{ key: 'ben', owners: ['Ben'] }]
  const extra: DealHistory = {
    ...histories.find((deal) => deal.owner === 'Ada')!,
    key: 'one more',
    createdAt: asOf - 5 * MS_PER_DAY,
    stages: [],
    outcome: null,
  }
  const before = projectRevenue({ ...question, groups })
  const after = projectRevenue({ ...question, groups, histories: [...histories, extra] })
  expect(after.byGroup['ben']).toEqual(before.byGroup['ben'])
  expect(after.open.mean).toBeGreaterThan(before.open.mean)
})

test('people add up to the whole, and a forecast of some is that of the group', () => {
  const owners = ['Ada', 'Ben', 'Cleo', 'Dan', null]
  const all = projectRevenue({
    ...question,
    groups: [
      ...owners.map((owner) => ({ key: owner ?? 'nobody', owners: [owner] })),
      { key: 'two', owners: ['Ada', 'Ben'], quotaMinor: 1e7 },
    ],
  })
  const sum = (pick: (name: string) => number): number => owners.reduce((total, owner) => total + pick(owner ?? 'nobody'), 0)
  expect(Math.abs(sum((name) => all.byGroup[name]!.total.mean) - all.total.mean)).toBeLessThan(10)
  expect(sum((name) => all.byGroup[name]!.won)).toBe(all.won)
  expect(sum((name) => all.byGroup[name]!.openDeals)).toBe(all.openDeals)
  const two = projectRevenue({ ...question, owners: ['Ada', 'Ben'], quotaMinor: 1e7 })
  expect(two.total).toEqual(all.byGroup['two']!.total)
  expect(two.chanceOfQuota).toBe(all.byGroup['two']!.chanceOfQuota)
  expect(two.path.at(-1)!.spread).toEqual(two.total)
})

test('a period that is over is what was won in it, without a spread', () => {
  const past = projectRevenue({ ...question, period: { start: '2025-07-01', end: '2025-09-30' }, quotaMinor: 1 })
  const won = wonBetween(histories, Date.parse('2025-07-01'), Date.parse('2025-10-01'))
  expect(past.won).toBe(won)
  expect([past.total.p10, past.total.p90, past.open.p90, past.new.p90]).toEqual([won, won, 0, 0])
  expect(past.chanceOfQuota).toBe(1)
  expect(past.path).toHaveLength(13)
  expect(past.path.every((week) => week.closed !== null && week.spread === null)).toBe(true)
})

test('within a period, what has closed is kept and what may come is added', () => {
  const middle = Date.parse('2026-02-15')
  const now = projectRevenue({ ...question, asOf: middle, model: fitForecast(histories, middle) })
  expect(now.won).toBe(wonBetween(histories, asOf, middle))
  expect(now.total.p10).toBeGreaterThanOrEqual(now.won)
  expect(now.total.p90).toBeGreaterThan(now.total.p50)
  const begun = now.path.filter((week) => week.closed !== null)
  expect(begun.at(-1)!.closed).toBe(now.won)
  const ahead = now.path.flatMap((week) => (week.spread ? [week.spread.p50] : []))
  expect(ahead).toEqual([...ahead].sort((a, b) => a - b))
})

test('the next quarter but one counts no win of the quarters before it', () => {
  const later = projectRevenue({ ...question, period: { start: '2026-07-01', end: '2026-09-30' } })
  expect(later.won).toBe(0)
  expect(later.open.mean).toBeLessThan(projectRevenue(question).open.mean)
  expect(later.new.mean).toBeGreaterThan(later.open.mean)
})

test('a company without deals is forecast nothing, and says that it rests on the prior', () => {
  const none = projectRevenue({ histories: [], asOf, period: quarter, seed: 1, paths: 500, quotaMinor: 100 })
  expect(none).toMatchObject({ won: 0, chanceOfQuota: 0, openDeals: 0, basis: { state: 'industry prior', deals: 0, from: null } })
  expect(none.total.p90).toBe(0)
})

test('five open deals are forecast by the prior, within their sum', () => {
  const five = Array.from({ length: 5 }, (_, i) => open(`D${i}`, 1_000_000))
  const result = projectRevenue({ histories: five, asOf, period: quarter, seed: 1, paths: 4_000 })
  expect(result.basis).toMatchObject({
    state: 'industry prior',
    openDeals: 5,
    amounts: { entered: 5, 'list price': 0, typical: 0 },
  })
  expect(result.open.mean / 5_000_000).toBeGreaterThan(0.05)
  expect(result.open.mean / 5_000_000).toBeLessThan(0.3)
})

test('one giant deal splits the forecast instead of shifting it', () => {
  const giant = open('giant', 5_000_000_000)
  const result = projectRevenue({ ...question, histories: [...histories, giant] })
  const without = projectRevenue(question)
  expect(result.total.p90 - without.total.p90).toBeGreaterThan(2_000_000_000)
  expect(result.total.p10).toBeLessThan(without.total.p50)
})

test('a deal without an amount takes its list price, then what deals typically bring', () => {
  const deals = [{ ...open('list', null), listAmountMinor: 500_000 }, { ...open('typical', null) }, { ...open('zero', 0) }]
  const result = projectRevenue({ ...question, histories: [...histories, ...deals] })
  expect(result.basis.amounts['list price']).toBe(1)
  expect(result.basis.amounts.typical).toBe(2)
  expect(result.open.mean).toBeGreaterThan(projectRevenue(question).open.mean)
})

test('a model goes to another thread and back unharmed', () => {
  const back = structuredClone(model)
  expect(projectRevenue({ ...question, model: back })).toEqual(projectRevenue(question))
})

const open = (key: string, amountMinor: number | null): DealHistory => madeDeal(key, asOf - 10 * MS_PER_DAY, { amountMinor })

function wonBetween(deals: readonly DealHistory[], from: number, until: number): number {
  return deals.reduce(
    (sum, { outcome }) => sum + (outcome?.kind === 'won' && outcome.at >= from && outcome.at < until ? outcome.amountMinor! : 0),
    0,
  )
}
