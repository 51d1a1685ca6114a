import { expect, test } from 'vitest'
import { knownWorld } from '../../../../test/evaluate/known-world.ts'
import type { DealHistory } from '../deal-history.ts'
import { fitForecast } from '../forecast-model.ts'
import { MS_PER_DAY } from '../lead-grid.ts'
import { madeDeal } from '../made-deal.ts'
import { arrivalWeeks } from './new-deal-law.ts'
import { projectRevenue, type Revenue } from './revenue.ts'

const asOf = Date.parse('2026-01-01')
const period = { start: '2026-01-01', end: '2026-03-31' }
const asked = { asOf, period, seed: 1, paths: 1_000 }
const { histories } = knownWorld({ seed: 3, start: '2024-01-01', days: 900, dealsPerWeek: 8, shock: 0.02 })
const model = fitForecast(histories, asOf)

const open = (key: string, more: Partial<DealHistory> = {}): DealHistory =>
  madeDeal(key, more.createdAt ?? asOf - 10 * MS_PER_DAY, more)

function isSound(revenue: Revenue): void {
  const { total, variance, interval } = revenue
  for (const value of [...Object.values(total), variance.deviation, interval.low, interval.high])
    expect(Number.isFinite(value)).toBe(true)
  expect([total.p10, total.p25, total.p50, total.p75, total.p90]).toEqual(
    [total.p10, total.p25, total.p50, total.p75, total.p90].toSorted((a, b) => a - b),
  )
  expect(total.p10).toBeGreaterThanOrEqual(0)
}

test('no closed deal: open ones are forecast by the prior, and no interval claims to have been tried', () => {
  const revenue = projectRevenue({ ...asked, histories: Array.from({ length: 12 }, (_, i) => open(`D${i}`)) })
  isSound(revenue)
  expect(revenue.basis.state).toBe('industry prior')
  expect(revenue.interval).toMatchObject({ realised: null, origins: 0, nominal: 0.8 })
  expect(revenue).toMatchObject({ regime: null, topDown: { weight: 0, factor: 1 } })
})

test('only wins: the forecast is no certainty', () => {
  const wins = histories.flatMap((deal) => (deal.outcome?.kind === 'won' && deal.outcome.at < asOf ? [deal] : []))
  const revenue = projectRevenue({ ...asked, histories: [...wins, ...Array.from({ length: 20 }, (_, i) => open(`open ${i}`))] })
  isSound(revenue)
  expect(revenue.total.p10).toBeLessThan(revenue.total.p90)
  expect(revenue.open.mean).toBeLessThan(20_000_000)
})

test('a giant deal shows the forecast with it and without it', () => {
  const giant = open('giant', { amountMinor: 400_000_000, stages: [{ stage: 'Contract', at: asOf - 9 * MS_PER_DAY }] })
  const revenue = projectRevenue({ ...asked, model, histories: [...histories, giant] })
  const plain = projectRevenue({ ...asked, model, histories })
  expect(plain.whales).toEqual([])
  expect(revenue.whales.map(({ key }) => key)).toEqual(['giant'])
  const [whale] = revenue.whales
  expect(whale!.without).toEqual(plain.total)
  expect(whale!.with.p10).toBeGreaterThan(plain.total.p90)
  const mixed = whale!.chance * whale!.with.mean + (1 - whale!.chance) * whale!.without.mean
  expect(Math.abs(mixed / revenue.total.mean - 1)).toBeLessThan(0.15)
  expect(revenue.variance.deals[0]).toMatchObject({ key: 'giant' })
  expect(revenue.variance.deals[0]!.share).toBeGreaterThan(0.8)
})

test('an amount of zero or below is no amount, and no currency is no amount: what deals typically bring is taken', () => {
  const odd = [
    open('zero', { amountMinor: 0 }),
    open('credit', { amountMinor: -5_000_000 }),
    open('foreign', { amountMinor: null }),
  ]
  const revenue = projectRevenue({ ...asked, model, histories: [...histories, ...odd] })
  isSound(revenue)
  expect(revenue.basis.amounts.typical).toBe(3)
})

test('a won credit note lowers what is closed', () => {
  const closed = { kind: 'won', at: asOf + 5 * MS_PER_DAY, amountMinor: -700_000 } as const
  const note = open('credit note', { outcome: closed, createdAt: asOf - 50 * MS_PER_DAY })
  const later = { ...asked, asOf: asOf + 20 * MS_PER_DAY }
  const plain = projectRevenue({ ...later, histories })
  expect(projectRevenue({ ...later, histories: [...histories, note] }).won).toBe(plain.won - 700_000)
})

test('deals that all close on the last days of a quarter are expected there', () => {
  const atEnds = histories.map((deal): DealHistory => {
    if (!deal.outcome) return deal
    const date = new Date(deal.outcome.at)
    const last = Date.UTC(date.getUTCFullYear(), Math.floor(date.getUTCMonth() / 3) * 3 + 3, 0)
    return { ...deal, outcome: { ...deal.outcome, at: Math.max(last, deal.createdAt) } }
  })
  const { path } = projectRevenue({ ...asked, histories: atEnds })
  expect(path[9]!.spread!.mean / path.at(-1)!.spread!.mean).toBeLessThan(0.55)
})

test('a deal open for six years is forecast, and no other forecast moves by it', () => {
  const old = open('old', { createdAt: asOf - 6 * 365 * MS_PER_DAY, owner: 'Zoe' })
  const groups = ['Zoe', 'Ben'].map((owner) => ({ key: owner, owners: [owner] }))
  const revenue = projectRevenue({ ...asked, model, histories: [...histories, old], groups })
  isSound(revenue)
  expect(revenue.byGroup['Zoe']!.openDeals).toBe(1)
  expect(revenue.byGroup['Zoe']!.open.mean).toBeLessThan(500_000)
  expect(revenue.byGroup['Ben']).toEqual(projectRevenue({ ...asked, model, histories, groups }).byGroup['Ben'])
})

test('rows dated in the future are not known yet', () => {
  const future = open('future', { createdAt: asOf + MS_PER_DAY })
  const signed = open('signed', { outcome: { kind: 'won', at: asOf + 3 * MS_PER_DAY, amountMinor: 9_000_000 } })
  const revenue = projectRevenue({ ...asked, histories: [...histories, future, signed] })
  const plain = projectRevenue({ ...asked, histories: [...histories, { ...signed, outcome: null }] })
  expect(revenue).toEqual(plain)
})

test('new business is what is created after the as-of day: the week before it is in the pipeline and is not counted twice', () => {
  const { win, arrivals, freshPhase } = model
  const weeks = arrivals.segments
    .map((segment) => arrivalWeeks(win, arrivals, segment, freshPhase, asOf, asOf + 91 * MS_PER_DAY))
    .flat()
  expect(weeks.every(({ day }) => day > 0)).toBe(true)
  expect(weeks.reduce((sum, { deals }) => sum + deals, 0) / arrivals.level).toBeCloseTo(13, 0)
  const right = weeks.reduce((sum, { deals, wonBy }) => sum + deals * wonBy(91), 0)
  const twice = right + weeks.slice(0, 1).reduce((sum, { deals, wonBy }) => sum + deals * wonBy(98), 0)
  expect(twice / right).toBeGreaterThan(1.1)
  // Deals of the current week are in the open part, and in it alone.
  const last = histories.filter((deal) => deal.createdAt >= asOf - 7 * MS_PER_DAY && deal.createdAt < asOf)
  const twins = last.map((deal) => open(`${deal.key} twin`, { createdAt: deal.createdAt }))
  const [plain, more] = [histories, [...histories, ...twins]].map((deals) =>
    projectRevenue({ ...asked, model, histories: deals }),
  )
  expect(more!.new).toEqual(plain!.new)
  expect(more!.open.mean).toBeGreaterThan(plain!.open.mean)
})

test('months of a season that has been seen twice are expected again', () => {
  const start = Date.parse('2022-01-01')
  const seasonal = knownWorld({ seed: 4, start: '2022-01-01', days: 1_461, dealsPerWeek: 16, shock: 0 }).histories.filter(
    (deal, i) => new Date(deal.createdAt).getUTCMonth() < 6 || deal.createdAt < start || i % 4 === 0,
  )
  const fitted = fitForecast(seasonal, asOf)
  const newIn = (from: string, to: string): number =>
    projectRevenue({ ...asked, model: fitted, histories: seasonal, period: { start: from, end: to } }).new.mean
  expect(newIn('2026-10-01', '2026-12-31') / newIn('2026-04-01', '2026-06-30')).toBeLessThan(0.8)
})
