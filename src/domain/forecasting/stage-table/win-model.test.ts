import fc from 'fast-check'
import { expect, test } from 'vitest'
import { knownWorld } from '../../../../test/evaluate/known-world.ts'
import { auc } from '../../../stats/scores/auc.ts'
import { calibrationError } from '../../../stats/scores/calibration-error.ts'
import { calibrationSlope } from '../../../stats/scores/calibration-slope.ts'
import { stream, uniform } from '../../../stats/random/stream.ts'
import { viewAt, type DealHistory } from '../deal-history.ts'
import { atLead, LEAD_EDGES, LEAD_INTERVALS, leadInterval, MS_PER_DAY } from '../lead-grid.ts'
import { fitWinModel } from '../forecast-model.ts'
import { predictDeal } from './win-model.ts'

const asOf = Date.parse('2026-01-01')
const world = knownWorld({ seed: 11, start: '2023-01-01', days: 1300, dealsPerWeek: 32, shock: 0 })
const model = fitWinModel(world.histories, asOf)
const last = LEAD_INTERVALS - 1

test('chances ever to win are those of the world, by stage and seller', () => {
  const sums = new Map<string, { stated: number; true: number; n: number }>()
  for (const deal of world.histories) {
    const chances = predictDeal(model, deal, asOf)
    const view = viewAt(deal, asOf)
    if (!chances || !view) continue
    const stage = view.stages.at(-1)!.stage
    const sum = sums.get(`${stage} ${deal.owner}`) ?? { stated: 0, true: 0, n: 0 }
    sums.set(`${stage} ${deal.owner}`, sum)
    sum.stated += chances.win[last]!
    sum.true += world.winChance(stage, deal.owner)
    sum.n += 1
  }
  for (const { stated, true: truth, n } of sums.values()) expect(Math.abs(stated - truth) / n).toBeLessThan(0.07)
})

test('chances to win within a quarter are calibrated on what came after', { timeout: 60_000 }, () => {
  const chances: number[] = []
  const happened: boolean[] = []
  for (const seed of [11, 12]) {
    const { histories } = knownWorld({ seed, start: '2023-01-01', days: 1_190, dealsPerWeek: 80, shock: 0 })
    for (const origin of [
      Date.parse('2024-07-01'),
      Date.parse('2025-01-01'),
      Date.parse('2025-07-01'),
      Date.parse('2026-01-01'),
    ]) {
      const model = fitWinModel(histories, origin)
      for (const deal of histories) {
        const prediction = predictDeal(model, deal, origin)
        if (!prediction) continue
        chances.push(atLead(prediction.win, 91))
        happened.push(deal.outcome?.kind === 'won' && deal.outcome.at < origin + 91 * MS_PER_DAY)
      }
    }
  }
  expect(chances.length).toBeGreaterThan(3_000)
  const { slope } = calibrationSlope(chances, happened)
  expect(slope).toBeGreaterThan(0.9)
  expect(slope).toBeLessThan(1.1)
  expect(calibrationError(chances, happened)).toBeLessThan(0.03)
  expect(auc(chances, happened)).toBeGreaterThan(0.6)
})

test('won, lost and open add up to one at every lead, and only grow', () => {
  for (const deal of world.histories) {
    const chances = predictDeal(model, deal, asOf)
    if (!chances) continue
    for (let k = 0; k < LEAD_INTERVALS; k++) {
      expect(Math.abs(chances.win[k]! + chances.loss[k]! + chances.open[k]! - 1)).toBeLessThan(1e-12)
      expect(chances.win[k]!).toBeGreaterThanOrEqual(chances.win[k - 1] ?? 0)
      expect(chances.open[k]!).toBeGreaterThanOrEqual(-1e-12)
    }
  }
})

test('whatever is dated at or after the as-of instant changes nothing, to the byte', () => {
  const origin = Date.parse('2023-10-01')
  const known = world.histories.slice(0, 900)
  const before = JSON.stringify(fitWinModel(known, origin))
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 1e6 }), (seed) => {
      const source = stream(seed, 'future')
      expect(
        JSON.stringify(
          fitWinModel(
            known.flatMap((deal) => rewriteFuture(deal, origin, uniform(source))),
            origin,
          ),
        ),
      ).toBe(before)
    }),
    { numRuns: 5 },
  )
})

test('when outcomes are dealt out at random, nothing is learned', () => {
  const source = stream(5, 'permutation')
  const origin = Date.parse('2024-06-01')
  const resolved = world.histories.filter((deal) => deal.outcome)
  // One stage and one length for all, so that only the seller and the age could tell, and they cannot.
  const dealt = resolved.map((deal): DealHistory => {
    const kind = uniform(source) < 0.3 ? 'won' : 'lost'
    return { ...deal, stages: [], outcome: { kind, at: deal.createdAt + 200 * uniform(source) * MS_PER_DAY, amountMinor: null } }
  })
  const model = fitWinModel(dealt, origin)
  const chances: number[] = []
  const happened: boolean[] = []
  for (const deal of dealt) {
    if (deal.createdAt < origin) continue
    const at = deal.createdAt + MS_PER_DAY
    const prediction = predictDeal(model, deal, at)
    if (!prediction) continue
    chances.push(prediction.win[last]!)
    happened.push(deal.outcome?.kind === 'won')
  }
  expect(chances.length).toBeGreaterThan(1500)
  expect(Math.abs(auc(chances, happened) - 0.5)).toBeLessThan(0.03)
})

test('a deal far older than any that ever closed is hardly expected to close', () => {
  const closesWithin = Array.from({ length: 600 }, (_, i) =>
    plain(`C${i}`, asOf - (200 + i) * MS_PER_DAY, i % 2 ? 'won' : 'lost', 1 + (i % 120)),
  )
  const lingering = Array.from({ length: 60 }, (_, i) => plain(`L${i}`, asOf - (300 + 5 * i) * MS_PER_DAY, null, 0))
  const model = fitWinModel([...closesWithin, ...lingering], asOf)
  expect(predictDeal(model, lingering[30]!, asOf)!.win[last]).toBeLessThan(0.05)
  expect(predictDeal(model, plain('young', asOf - 10 * MS_PER_DAY, null, 0), asOf)!.win[last]).toBeGreaterThan(0.3)
})

test('a company says what it rests on: the prior, some deals, or its own history', () => {
  const deals = (n: number): DealHistory[] =>
    Array.from({ length: n }, (_, i) => plain(`D${i}`, asOf - 200 * MS_PER_DAY, i % 3 ? 'lost' : 'won', 40 + (i % 100)))
  expect([0, 5, 100, 400].map((n) => fitWinModel(deals(n), asOf).state)).toEqual([
    'industry prior',
    'industry prior',
    'adjusted prior',
    'own history',
  ])
})

test('without history, later stages with their usual names stand better than earlier ones', () => {
  const model = fitWinModel([], asOf)
  const chance = (stage: string): number =>
    predictDeal(model, { ...plain('D', asOf - 20 * MS_PER_DAY, null, 0), stages: [{ stage, at: asOf - 20 * MS_PER_DAY }] }, asOf)!
      .win[last]!
  const chances = ['discovery', 'qualification', 'proposal', 'negotiation'].map(chance)
  expect(chances).toEqual([...chances].sort((a, b) => a - b))
  expect(chances[0]).toBeGreaterThan(0.1)
  expect(chances[3]).toBeLessThan(0.65)
})

test('five wins and nothing else do not make a certainty', () => {
  const wins = Array.from({ length: 5 }, (_, i) => plain(`W${i}`, asOf - 100 * MS_PER_DAY, 'won', 50))
  const chance = predictDeal(fitWinModel(wins, asOf), plain('next', asOf - 5 * MS_PER_DAY, null, 0), asOf)!.win[last]!
  expect(chance).toBeGreaterThan(0.28)
  expect(chance).toBeLessThan(0.8)
})

test('a deal open for six years has a chance between none and little', () => {
  const old = {
    ...plain('old', asOf - 6 * 365 * MS_PER_DAY, null, 0),
    pipeline: 'sales',
    stages: [{ stage: 'Offer', at: asOf - 6 * 365 * MS_PER_DAY }],
  }
  const chances = predictDeal(model, old, asOf)!
  expect(Number.isFinite(chances.win[last])).toBe(true)
  expect(chances.win[last]!).toBeLessThan(0.7)
})

test('a deal that is closed, or not yet created, has no forecast', () => {
  const model = fitWinModel([], asOf)
  expect(predictDeal(model, plain('closed', asOf - 9 * MS_PER_DAY, 'won', 3), asOf)).toBeNull()
  expect(predictDeal(model, plain('later', asOf, null, 0), asOf)).toBeNull()
})

test('every lead lies in the interval that holds it', () => {
  for (let days = 0.1; days < 1095; days += 0.37) {
    const k = leadInterval(days)
    expect(days > LEAD_EDGES[k]! && days <= LEAD_EDGES[k + 1]!).toBe(true)
  }
})

function plain(key: string, createdAt: number, kind: 'won' | 'lost' | null, days: number): DealHistory {
  return {
    key,
    pipeline: 'p',
    createdAt,
    stages: [],
    outcome: kind && { kind, at: createdAt + days * MS_PER_DAY, amountMinor: null },
    amountMinor: null,
    listAmountMinor: null,
    owner: null,
    team: null,
    segment: null,
    expectedClose: null,
  }
}

/** The same past with another future: other outcomes, other stages, deals gone or not created yet. */
function rewriteFuture(deal: DealHistory, at: number, u: number): DealHistory[] {
  if (deal.createdAt >= at) return u < 0.5 ? [] : [{ ...deal, owner: 'someone else', createdAt: deal.createdAt + u * 9e9 }]
  const stages = deal.stages.filter((entry) => entry.at < at)
  if (u < 0.4) stages.push({ stage: 'Imagined', at: at + u * 1e9 })
  if (deal.outcome && deal.outcome.at < at) return [{ ...deal, stages }]
  return [{ ...deal, stages, outcome: u < 0.7 ? null : { kind: u < 0.85 ? 'won' : 'lost', at: at + u * 1e8, amountMinor: 1 } }]
}
