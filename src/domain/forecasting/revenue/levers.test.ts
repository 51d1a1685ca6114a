import { expect, test } from 'vitest'
import { knownWorld } from '../../../../test/evaluate/known-world.ts'
import { fitForecast } from '../forecast-model.ts'
import { MS_PER_DAY } from '../lead-grid.ts'
import type { Levers } from './levers.ts'
import { openRevenue, projectRevenue, type Revenue, type RevenueQuestion } from './revenue.ts'

const asOf = Date.parse('2026-01-01')
const period = { start: '2026-01-01', end: '2026-03-31' }
const { histories } = knownWorld({ seed: 3, start: '2024-01-01', days: 900, dealsPerWeek: 12, shock: 0.02 })
const model = fitForecast(histories, asOf)
const question: RevenueQuestion = { histories, asOf, period, seed: 1, paths: 2_000, model, quotaMinor: 20_000_000 }
const base = projectRevenue(question)
const pulledBy = (levers: Levers): Revenue => projectRevenue({ ...question, levers })
const open = histories.filter((deal) => deal.createdAt < asOf && !(deal.outcome && deal.outcome.at < asOf))
const some = open[5]!.key

test('levers at rest leave every byte as it was', () => {
  const atRest = { winRate: 0, cycleDays: 0, amount: 0, creation: 0, slip: 0, deals: {} }
  expect(JSON.stringify(pulledBy(atRest))).toBe(JSON.stringify(base))
})

test('each lever moves what it is about: a tenth more wins, larger deals, more deals, later wins', () => {
  expect(pulledBy({ winRate: 0.1 }).total.mean / base.total.mean).toBeCloseTo(1.1, 2)
  const larger = pulledBy({ amount: 0.2 })
  expect(larger.total.mean / base.total.mean).toBeCloseTo(1.2, 3)
  expect(larger.openDeals).toBe(base.openDeals)
  const more = pulledBy({ creation: 0.5 })
  expect(more.open).toEqual(base.open)
  expect(Math.abs(more.new.mean / base.new.mean / 1.5 - 1)).toBeLessThan(0.02)
  expect(pulledBy({ cycleDays: 14 }).total.mean).toBeLessThan(base.total.mean * 0.95)
  expect(pulledBy({ cycleDays: -14 }).total.mean).toBeGreaterThan(base.total.mean * 1.02)
  expect(pulledBy({ slip: 0.3 }).total.mean).toBeLessThan(base.total.mean)
})

test('a little more of a lever is a little more revenue: the draws stay, so nothing jumps', () => {
  const means = [0, 0.01, 0.02, 0.03].map((winRate) => pulledBy({ winRate }).total.mean)
  const steps = means.slice(1).map((mean, i) => mean - means[i]!)
  for (const step of steps) {
    expect(step).toBeGreaterThan(0)
    expect(step / base.total.mean).toBeLessThan(0.02)
  }
})

test('a deal switched to won, lost, left out, dated or sized is that, and no other deal moves', () => {
  const none = pulledBy({ deals: { [some]: 'lose' } })
  const sure = pulledBy({ deals: { [some]: 'win' } })
  const left = pulledBy({ deals: { [some]: 'leave out' } })
  expect(left.total).toEqual(none.total)
  expect(left.openDeals).toBe(base.openDeals - 1)
  const inTime = pulledBy({ deals: { [some]: { closeOn: '2026-02-10' } } })
  const late = pulledBy({ deals: { [some]: { closeOn: '2026-04-10' } } })
  expect(late.total).toEqual(none.total)
  expect(inTime.total.mean).toBeGreaterThan(none.total.mean)
  expect(sure.total.mean).toBeGreaterThan(inTime.total.mean)
  const double = pulledBy({ deals: { [some]: { amountMinor: 2 * open[5]!.amountMinor! } } })
  const own = base.total.mean - none.total.mean
  expect((double.total.mean - none.total.mean) / own).toBeCloseTo(2, 3)
})

test('one deal switched in an open forecast gives what a new forecast with that switch gives', () => {
  const forecast = openRevenue(question)
  expect(forecast.revenue).toEqual(base)
  for (const lever of ['win', 'lose', { closeOn: '2026-02-10' }] as const) {
    const { total, chanceOfQuota } = pulledBy({ deals: { [some]: lever } })
    expect(forecast.whatIf(some, lever)).toEqual({ total, chanceOfQuota })
  }
  expect(forecast.whatIf('nobody knows it', 'win')).toBe(null)
})

test('the months of the quarter add up to it, and so do its halves', () => {
  const month = (start: string, end: string): number => projectRevenue({ ...question, period: { start, end } }).total.mean
  const months = month('2026-01-01', '2026-01-31') + month('2026-02-01', '2026-02-28') + month('2026-03-01', '2026-03-31')
  expect(Math.abs(months - base.total.mean)).toBeLessThan(3)
  const halves = month('2026-01-01', '2026-02-14') + month('2026-02-15', '2026-03-31')
  expect(Math.abs(halves - base.total.mean)).toBeLessThan(3)
})

test('a deal that is due tomorrow at a date in the past counts from today on', () => {
  const due = pulledBy({ deals: { [some]: { closeOn: new Date(asOf - 40 * MS_PER_DAY).toISOString().slice(0, 10) } } })
  const now = pulledBy({ deals: { [some]: { closeOn: '2026-01-01' } } })
  expect(due.total).toEqual(now.total)
})
