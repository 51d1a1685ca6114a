import { expect, test } from 'vitest'
import { knownWorld } from '../../../../test/evaluate/known-world.ts'
import type { DealHistory } from '../deal-history.ts'
import { fitForecast } from '../forecast-model.ts'
import { projectRevenue } from '../revenue/revenue.ts'
import type { DrawnQuestion, Moment } from './drawn-moment.ts'
import { p50Changes, type P50Changes } from './p50-changes.ts'

const { histories } = knownWorld({ seed: 3, start: '2024-06-01', days: 700, dealsPerWeek: 10, shock: 0.02 })
const period = { start: '2026-01-01', end: '2026-03-31' }
const question: DrawnQuestion = { period, seed: 1, paths: 4_000, where: {} }
const BEFORE = Date.parse('2026-02-02')
const AFTER = Date.parse('2026-02-09')
const model = { [BEFORE]: fitForecast(histories, BEFORE), [AFTER]: fitForecast(histories, AFTER) }
const at = (asOf: number, known: readonly DealHistory[] = histories): Moment => ({ histories: known, asOf, model: model[asOf]! })
const changes = p50Changes(at(BEFORE), at(AFTER), question)

/** The same moment with one deal otherwise. */
function withDeal(asOf: number, key: string, change: (deal: DealHistory) => DealHistory | null): Moment {
  return at(
    asOf,
    histories.flatMap((deal) => (deal.key === key ? (change(deal) ?? []) : deal)),
  )
}

const openNow = histories.find(
  (deal) => deal.createdAt < BEFORE && (deal.outcome === null || deal.outcome.at > AFTER) && deal.amountMinor !== null,
)!
const of = ({ deals }: P50Changes, key: string) => deals.find((deal) => deal.key === key)
const sum = (values: readonly number[]) => values.reduce((all, value) => all + value, 0)

test('the bars add up to the difference of the two p50s that the forecasts of these days show', () => {
  for (const [asOf, p50] of [
    [BEFORE, changes.before],
    [AFTER, changes.after],
  ] as const) {
    const { total } = projectRevenue({ histories, asOf, period, seed: 1, paths: 4_000, model: model[asOf]! })
    expect(p50).toBe(total.p50)
  }
  expect(sum(changes.bars.map(({ value }) => value))).toBe(changes.after - changes.before)
  expect(changes.bars.length).toBeGreaterThan(4)
})

test('each deal is told once, and the deals of a bar add up to it', () => {
  expect(new Set(changes.deals.map(({ key }) => key)).size).toBe(changes.deals.length)
  for (const bar of changes.bars) {
    if (bar.kind === 'new business' || bar.kind === 'rest') continue
    const behind = changes.deals.filter(({ kind }) => kind === bar.kind)
    expect(behind.length).toBe(bar.deals)
    expect(sum(behind.map(({ effect }) => effect))).toBe(bar.value)
  }
})

test('what no deal and no new business explains is small beside what they do', () => {
  const rest = changes.bars.find(({ kind }) => kind === 'rest')?.value ?? 0
  expect(Math.abs(rest)).toBeLessThan(0.02 * changes.before)
})

test('nothing changes between a day and itself', () => {
  const none = p50Changes(at(BEFORE), at(BEFORE), question)
  expect(none.bars.filter(({ value }) => value !== 0)).toEqual([])
  expect(none.before).toBe(none.after)
})

test('a won deal adds what it brought less what was expected of it, a lost one takes that away', () => {
  const won = changes.deals.find(({ kind }) => kind === 'won')!
  expect(won.after?.chance).toBe(1)
  expect(won.effect).toBeGreaterThan(0)
  expect(won.effect).toBeLessThan(won.after!.amountMinor!)
  const lost = changes.deals.find(({ kind, effect }) => kind === 'lost' && effect !== 0)!
  expect(lost.effect).toBeLessThan(0)
})

test('a deal is told by what happened to it: date, amount, owner, or that it is gone', () => {
  const inside = Date.parse('2026-03-01')
  const beyond = Date.parse('2026-04-20')
  const due = (asOf: number, expectedClose: number) => withDeal(asOf, openNow.key, (deal) => ({ ...deal, expectedClose }))
  const kind = (earlier: Moment, later: Moment, where: DrawnQuestion['where'] = {}) =>
    of(p50Changes(earlier, later, { ...question, where }), openNow.key)?.kind
  expect(kind(due(BEFORE, inside), due(AFTER, beyond))).toBe('slipped')
  expect(kind(due(BEFORE, beyond), due(AFTER, inside))).toBe('pulled in')
  const larger = withDeal(AFTER, openNow.key, (deal) => ({ ...deal, amountMinor: deal.amountMinor! * 2 }))
  expect(kind(at(BEFORE), larger)).toBe('amount up')
  expect(kind(larger, at(AFTER))).toBe('amount down')
  expect(
    kind(
      at(BEFORE),
      withDeal(AFTER, openNow.key, () => null),
    ),
  ).toBe('deleted')
  const moved = withDeal(AFTER, openNow.key, (deal) => ({ ...deal, owner: 'Zoe' }))
  expect(kind(at(BEFORE), moved, { owner: ['Zoe'] })).toBe('owner in')
  expect(kind(at(BEFORE), moved, { owner: [openNow.owner] })).toBe('owner out')
  expect(kind(at(BEFORE), moved)).not.toMatch(/owner/)
})

test('a changed deal moves the middle, and no other deal with it', () => {
  const larger = withDeal(AFTER, openNow.key, (deal) => ({ ...deal, amountMinor: deal.amountMinor! * 3 }))
  const changed = p50Changes({ ...at(AFTER) }, larger, question)
  expect(changed.deals.filter(({ effect }) => effect !== 0).map(({ key }) => key)).toEqual([openNow.key])
})

test('of a part, deals of others are not told', () => {
  const owner = histories[0]!.owner!
  const part = p50Changes(at(BEFORE), at(AFTER), { ...question, where: { owner: [owner] } })
  expect(part.deals.length).toBeGreaterThan(0)
  for (const { before, after } of part.deals) expect([before?.owner ?? owner, after?.owner ?? owner]).toEqual([owner, owner])
  expect(sum(part.bars.map(({ value }) => value))).toBe(part.after - part.before)
})
