import { expect, test } from 'vitest'
import { dayOf } from '../calendar.ts'
import { Random } from '../random.ts'
import { worldSettings } from '../settings.ts'
import { hazardsOf, newDealState, type DealState } from './deal-process.ts'
import { makeMarket, winPull } from './market.ts'

const settings = worldSettings({ end: '2026-11-21' })
const market = makeMarket(settings, dayOf('2023-11-20'), dayOf('2026-11-21'))
const nature = { segment: 1, quality: 0, dueWeeks: 14, crowd: 5, habitPull: 0 }
const calm: DealState = {
  ...newDealState(nature, new Random(1, 'deal')),
  age: 12,
  stage: 3,
  momentum: 0,
  champion: 'active',
  competitor: false,
}
const hazards = (change: Partial<DealState>, pull = 0) => hazardsOf(nature, { ...calm, ...change }, pull, settings, market)

test('a champion who leaves makes a deal likelier to be lost and less likely to be won', () => {
  expect(hazards({ champion: 'left' }).loss).toBeGreaterThan(2 * hazards({}).loss)
  expect(hazards({ champion: 'left' }).win).toBeLessThan(0.5 * hazards({}).win)
})

test('a stalled deal neither advances nor is won at its usual pace', () => {
  expect(hazards({ stage: 1, stalled: true }).advance).toBeLessThan(0.3 * hazards({ stage: 1 }).advance)
  expect(hazards({ stalled: true }).win).toBeLessThan(0.3 * hazards({}).win)
})

test('the last week of a quarter pulls wins in by the factor of the settings', () => {
  const middle = winPull(market, dayOf('2026-08-10'))
  const last = winPull(market, dayOf('2026-09-28'))
  expect(last - middle).toBeCloseTo(0.95, 10)
  expect(hazards({}, last).win / hazards({}, middle).win).toBeCloseTo(Math.exp(0.95), 8)
})

test('only a deal in negotiation can be won', () => {
  for (const stage of [0, 1, 2]) expect(hazards({ stage }).win).toBe(0)
  expect(hazards({}).win).toBeGreaterThan(0)
})
