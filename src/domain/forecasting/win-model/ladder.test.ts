import { expect, test } from 'vitest'
import { knownWorld } from '../../../../test/evaluate/known-world.ts'
import { auc } from '../../../stats/scores/auc.ts'
import { viewsAt, type DealHistory } from '../deal-history.ts'
import { forecastDeals } from '../deal-forecast.ts'
import { fitForecast, type ForecastModel } from '../forecast-model.ts'
import { trackOfHistory } from '../landmarks/track-of-history.ts'
import { LEAD_INTERVALS, MS_PER_DAY } from '../lead-grid.ts'
import { openChances } from '../open-chances.ts'
import { PRIOR_VERSION } from './factory-prior.ts'
import { ladderState } from './ladder-state.ts'
import { MEMBERS } from './members.ts'
import { rowsByKey } from './ladder.ts'
import { similarDeals } from './similar-deals.ts'
import { whatIfs } from './what-if.ts'

const asOf = Date.parse('2025-01-01')
const world = knownWorld({ seed: 31, start: '2024-01-01', days: 500, dealsPerWeek: 12, shock: 0 })

/** The company as it was known up to an instant: what came later is in no track. */
function knownBy(histories: readonly DealHistory[], until: number): DealHistory[] {
  return histories.flatMap((history) => {
    const track = trackOfHistory(history, until, (stage) => (stage === 'Contract' ? 'negotiation' : 'proposal'))
    return track ? [{ ...history, track }] : []
  })
}

const then = knownBy(world.histories, asOf)
const model = fitForecast(then, asOf)
const open = viewsAt(then, asOf).filter((view) => view.outcome === null)
const last = LEAD_INTERVALS - 1

test('without any closed deal the industry prior speaks alone, and says so', { timeout: 20_000 }, () => {
  const young = then.filter(({ createdAt }) => createdAt >= asOf - 20 * MS_PER_DAY).map((deal) => ({ ...deal, outcome: null }))
  const fresh = fitForecast(young, asOf)
  expect(fresh.ladder!.shares).toEqual([1, 0, 0, 0])
  expect(ladderState(fresh.ladder!, 0)).toBe('no own history: industry prior')
  expect(fresh.ladder!.version).toBe(PRIOR_VERSION)
  for (const { win } of openChances(fresh, viewsAt(young, asOf), asOf)) {
    expect(win[last]!).toBeGreaterThan(0.01)
    expect(win[last]!).toBeLessThan(0.95)
  }
})

test('shares of the members add up to one, and own deals take over from the prior', () => {
  const { shares, origins, compared } = model.ladder!
  expect(shares.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 9)
  expect(origins).toBeGreaterThan(0)
  expect(compared).toBeGreaterThan(20)
  expect(shares[MEMBERS.indexOf('industry prior')]!).toBeLessThan(0.9)
})

test('won, lost and open add up to one for every deal at every lead, and only grow', () => {
  for (const { win, loss, open: left } of openChances(model, open, asOf)) {
    for (let k = 0; k < LEAD_INTERVALS; k++) {
      expect(Math.abs(win[k]! + loss[k]! + left[k]! - 1)).toBeLessThan(1e-12)
      expect(win[k]!).toBeGreaterThanOrEqual(k === 0 ? 0 : win[k - 1]!)
    }
  }
})

test('chances tell won deals from lost ones as well as the world allows', () => {
  const chances = openChances(model, open, asOf)
  const ended = open.flatMap((view, i) => {
    const { outcome } = world.histories.find(({ key }) => key === view.history.key)!
    return outcome ? [{ chance: chances[i]!.win[last]!, won: outcome.kind === 'won' }] : []
  })
  const truth = open.flatMap((view) => {
    const { outcome, owner } = world.histories.find(({ key }) => key === view.history.key)!
    return outcome ? [world.winChance(view.stages.at(-1)!.stage, owner)] : []
  })
  const won = ended.map((one) => one.won)
  const attainable = auc(truth, won)
  const chancesOfEnded = ended.map(({ chance }) => chance)
  expect(auc(chancesOfEnded, won)).toBeGreaterThan(attainable - 0.08)
})

test('the same rows in another order give the same bytes', { timeout: 20_000 }, () => {
  expect(JSON.stringify(fitForecast(then.toReversed(), asOf))).toBe(JSON.stringify(model))
})

test('what is recorded later leaves an earlier prediction as it was, to the byte', { timeout: 20_000 }, () => {
  const later = knownBy(world.histories, asOf + 90 * MS_PER_DAY)
  const again = fitForecast(later, asOf)
  const said = (fitted: ForecastModel, deals: readonly DealHistory[]) =>
    JSON.stringify(forecastDeals(fitted, deals, '2025-03-31'))
  expect(said(again, later)).toBe(said(model, then))
})

test('reasons add up to the chance, and the band holds it', () => {
  for (const { winChance, factors, band } of forecastDeals(model, then, '2025-03-31')) {
    expect(factors.reduce((sum, { effect }) => sum + effect, 0)).toBeCloseTo(winChance, 9)
    expect(band!.low).toBeLessThan(winChance)
    expect(band!.high).toBeGreaterThan(winChance)
  }
})

test('similar deals are of the same stage, each once, and nearest first', () => {
  const { ladder } = model
  const row = rowsByKey(ladder!.open).get(open[0]!.history.key)!
  const found = similarDeals(ladder!.past, ladder!.models['own fit'], ladder!.open, row, 0.3, 15)
  expect(found.deals).toHaveLength(15)
  expect(new Set(found.deals.map(({ key }) => key)).size).toBe(15)
  expect(found.deals.map(({ distance }) => distance)).toEqual(found.deals.map(({ distance }) => distance).sort((a, b) => a - b))
  expect(found.wins).toBe(found.deals.filter(({ won }) => won).length)
  expect(found.shrunkRate).toBeCloseTo((found.wins + 8 * 0.3) / 23, 12)
  for (const { key, at } of found.deals) {
    const deal = then.find((one) => one.key === key)!
    expect(deal.outcome!.at).toBeLessThan(asOf)
    expect(at).toBeLessThan(deal.outcome!.at)
  }
})

test('nothing is said of what could be otherwise where nothing is known to be otherwise', () => {
  expect(whatIfs(model.win, model.ladder!, open[0]!)).toEqual([])
})

test.each([
  ['only wins', 'won' as const],
  ['only losses', 'lost' as const],
])('a company with %s keeps every chance inside its bounds', { timeout: 20_000 }, (_, kind) => {
  const one = knownBy(
    world.histories.slice(0, 120).map((deal) => ({ ...deal, outcome: deal.outcome && { ...deal.outcome, kind } })),
    asOf,
  )
  const fitted = fitForecast(one, asOf)
  for (const { win } of openChances(
    fitted,
    viewsAt(one, asOf).filter((view) => !view.outcome),
    asOf,
  )) {
    expect(win[last]!).toBeGreaterThan(0)
    expect(win[last]!).toBeLessThan(1)
  }
})

test('five deals are forecast near the prior', { timeout: 20_000 }, () => {
  const few = then.slice(0, 5)
  const fitted = fitForecast(few, asOf)
  expect(fitted.ladder!.shares[0]!).toBe(1)
})
