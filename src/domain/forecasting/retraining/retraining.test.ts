import { expect, test } from 'vitest'
import { knownWorld } from '../../../../test/evaluate/known-world.ts'
import { fitForecast } from '../forecast-model.ts'
import { MS_PER_DAY } from '../lead-grid.ts'
import { heldOutLosses } from './held-out-losses.ts'
import { HELD_OUT_WEEKS, retrainingDue } from './retraining-due.ts'
import { verdictOn } from './verdict.ts'

const state = { today: '2026-06-01', closedDeals: 400, retrainAfter: 50 }

test('until enough deals have closed no model is held on to', () => {
  expect(retrainingDue({ ...state, champion: null, closedDeals: 120 })).toMatchObject({ due: false })
  expect(retrainingDue({ ...state, champion: null, closedDeals: 300 })).toMatchObject({ due: true })
})

test('another model is tried after fifty new outcomes or a tenth of those known, whichever is fewer', () => {
  const since = (closedDeals: number, known: number) =>
    retrainingDue({ ...state, closedDeals, champion: { asOf: '2026-01-05', closedDeals: known } }).due
  expect(since(449, 400)).toBe(true)
  expect(since(430, 400)).toBe(false)
  expect(since(1_050, 1_000)).toBe(true)
  expect(since(1_049, 1_000)).toBe(false)
})

test('not before there are weeks that neither model has learned from, and it says how many days are left', () => {
  const { due, next } = retrainingDue({ ...state, closedDeals: 900, champion: { asOf: '2026-05-04', closedDeals: 400 } })
  expect(due).toBe(false)
  expect(next).toContain('in 28 days')
})

const { histories } = knownWorld({ seed: 8, start: '2024-06-01', days: 640, dealsPerWeek: 12, shock: 0.02 })
const now = Date.parse('2026-02-09')
const from = now - HELD_OUT_WEEKS * 7 * MS_PER_DAY
const losses = (fitDay: number) => heldOutLosses(fitForecast(histories, fitDay), histories, { from, now })

test(
  'an early and a late model are judged on the same looks at the same deals, and the lead is the difference of their losses',
  { timeout: 60_000 },
  () => {
    const [young, grown] = [losses(Date.parse('2024-09-02')), losses(from)]
    expect(young.deals).toEqual(grown.deals)
    const { heldOut } = verdictOn(young, grown, '2025-12-15')
    expect(heldOut.looks).toBe(grown.losses.length)
    expect(heldOut.deals).toBeLessThan(heldOut.looks)
    expect(heldOut.difference).toBeCloseTo(heldOut.challenger - heldOut.champion, 10)
  },
)

test('the same model is not better than itself, and a lead within its error takes nothing over', () => {
  const deals = ['a', 'a', 'b', 'b', 'c', 'd']
  const champion = { deals, losses: Float64Array.of(0.4, 0.5, 0.3, 0.9, 0.2, 0.6) }
  expect(verdictOn(champion, champion, '2026-01-01').replaces).toBe(false)
  const lucky = { deals, losses: Float64Array.of(0.1, 0.2, 0.5, 1, 0.2, 0.6) }
  expect(verdictOn(champion, lucky, '2026-01-01')).toMatchObject({ replaces: false, heldOut: { difference: expect.any(Number) } })
  const better = { deals, losses: champion.losses.map((loss) => loss - 0.1) }
  expect(verdictOn(champion, better, '2026-01-01').replaces).toBe(true)
})

test('without a single look nothing is decided', () => {
  const none = { deals: [], losses: new Float64Array(0) }
  expect(verdictOn(none, none, '2026-01-01')).toMatchObject({
    replaces: false,
    heldOut: { looks: 0, difference: 0, standardError: 0 },
  })
})
