import { expect, test } from 'vitest'
import { logLoss } from '../../../stats/scores/log-loss.ts'
import type { Incidence } from '../../../stats/survival/competing-risks.ts'
import { viewsAt, type DealHistory } from '../deal-history.ts'
import { forecastDeals } from '../deal-forecast.ts'
import { fitForecast, type ForecastModel } from '../forecast-model.ts'
import { laterModel } from '../later-model.ts'
import { atLead, LEAD_INTERVALS, MS_PER_DAY } from '../lead-grid.ts'
import { openChances } from '../open-chances.ts'
import { bentTo } from './bent-curve.ts'
import { HORIZON_DAYS } from './challenger.ts'
import { planted, PLANTED_DAY } from './planted-company.ts'

/** What was fitted a quarter ago is judged on what came since. */
const then = PLANTED_DAY - 13 * 7 * MS_PER_DAY
const longer = { timeout: 60_000 }

function heldOutLoss(model: ForecastModel, histories: readonly DealHistory[]): number {
  const open = viewsAt(histories, then).filter(({ outcome }) => outcome === null)
  const chances = openChances(model, open, then).map(({ win }) => atLead(win, HORIZON_DAYS))
  const won = open.map(({ history: { outcome } }) => (outcome?.kind === 'won' && outcome.at <= PLANTED_DAY ? 1 : 0))
  return logLoss(chances, won)
}

test('trees that tell what no sum can are part of the forecast, and what they had not seen is told better', longer, () => {
  const { histories } = planted(700, 62, 'pair')
  const without = fitForecast(histories, then)
  const model = fitForecast(histories, then, 1, ['boosted trees'])
  const { admitted } = model.ladder!
  expect(admitted!.fits.map(({ name }) => name)).toEqual(['boosted trees'])
  expect(admitted!.shares[1]).toBeGreaterThan(0.4)
  expect(admitted!.shares[0]! + admitted!.shares[1]!).toBeCloseTo(1, 12)
  expect(heldOutLoss(model, histories)).toBeLessThan(heldOutLoss(without, histories) - 0.1)
  // What was recorded later changes nothing; the same deals in another order give the same bytes.
  const known = histories.filter(({ createdAt }) => createdAt < then)
  expect(JSON.stringify(fitForecast(known.toReversed(), then, 1, ['boosted trees']))).toBe(JSON.stringify(model))
  // Reasons add up to the chance, and the trees have their own line.
  const [first] = forecastDeals(model, histories, '2026-01-05')
  const effects = first!.factors.map(({ effect }) => effect).reduce((sum, effect) => sum + effect, 0)
  expect(effects).toBeCloseTo(first!.winChance, 12)
  const trees = first!.factors.find(({ name }) => name === 'boosted trees')!
  expect(Math.abs(trees.effect)).toBeGreaterThan(0.05)
  expect(trees.input).toMatch(/^what comes together, .*(meeting|next step)/)
  // Carried on to a later day, the trees are read from the rows of that day.
  const later = laterModel(model, histories, then + 14 * MS_PER_DAY)
  expect(later.ladder!.admitted!.shares).toEqual(admitted!.shares)
})

test('where they tell nothing more, an admitted challenger gets little and harms little', longer, () => {
  const { histories } = planted(500, 62, 'nothing')
  const without = fitForecast(histories, then)
  const model = fitForecast(histories, then, 1, ['boosted trees'])
  expect(model.ladder!.admitted!.shares[0]).toBeGreaterThan(0.9)
  expect(heldOutLoss(model, histories)).toBeLessThan(heldOutLoss(without, histories) + 0.01)
  expect('admitted' in without.ladder!).toBe(false)
})

test('the order of two events and who knows whom reach the forecast through the network and the graph', longer, () => {
  const order = planted(900, 70, 'order').histories
  const network = fitForecast(order, then, 1, ['recurrent network'])
  expect(heldOutLoss(network, order)).toBeLessThan(heldOutLoss(fitForecast(order, then), order) - 0.05)
  const { histories, ties } = planted(1_500, 88, 'people')
  const tied = histories.map((history, i) => ({ ...history, ties: ties[i]!.ties }))
  const graph = fitForecast(tied, then, 1, ['graph of contacts'])
  expect(graph.ladder!.admitted!.shares[1]).toBeGreaterThan(0.3)
  expect(heldOutLoss(graph, tied)).toBeLessThan(heldOutLoss(fitForecast(tied, then), tied) - 0.01)
})

const lastHazard = ({ win, open }: Incidence) => (win.at(-1)! - win.at(-2)!) / open.at(-2)!

test('a bent curve says the chance it was bent to within the quarter, and goes on as before after it', () => {
  const n = LEAD_INTERVALS
  const base = { win: new Float64Array(n), loss: new Float64Array(n), open: new Float64Array(n).fill(1) }
  for (let k = 0; k < n; k++) {
    const left = k === 0 ? 1 : base.open[k - 1]!
    base.win[k] = (k === 0 ? 0 : base.win[k - 1]!) + 0.01 * left
    base.loss[k] = (k === 0 ? 0 : base.loss[k - 1]!) + 0.02 * left
    base.open[k] = 1 - base.win[k]! - base.loss[k]!
  }
  for (const chance of [0.001, 0.1, atLead(base.win, HORIZON_DAYS), 0.6, 0.99]) {
    const bent = bentTo(base, chance)
    expect(atLead(bent.win, HORIZON_DAYS)).toBeCloseTo(chance, 8)
    for (let k = 0; k < n; k++) {
      expect(bent.win[k]! + bent.loss[k]! + bent.open[k]!).toBeCloseTo(1, 12)
      if (k > 0) expect(bent.win[k]! >= bent.win[k - 1]! && bent.loss[k]! >= bent.loss[k - 1]!).toBe(true)
    }
    if (chance < 0.9) expect(lastHazard(bent)).toBeCloseTo(lastHazard(base), 10)
  }
})
