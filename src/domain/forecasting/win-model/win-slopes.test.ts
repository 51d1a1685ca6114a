import { expect, test } from 'vitest'
import { LEAD_INTERVALS } from '../lead-grid.ts'
import { fromLogRates } from './hazard-incidence.ts'
import { winSlopes } from './win-slopes.ts'

const rates = {
  win: Float64Array.from({ length: LEAD_INTERVALS }, (_, k) => -3.5 + Math.sin(k)),
  loss: Float64Array.from({ length: LEAD_INTERVALS }, (_, k) => -3 + 0.5 * Math.cos(k)),
}

test('slopes of the chance to win are those of small changes', () => {
  const slopes = { win: new Float64Array(LEAD_INTERVALS), loss: new Float64Array(LEAD_INTERVALS) }
  const chance = winSlopes(rates, slopes)
  expect(chance).toBeCloseTo(fromLogRates(rates).win[LEAD_INTERVALS - 1]!, 12)
  for (const cause of ['win', 'loss'] as const) {
    for (const k of [0, 3, 30, 60, 80, 99]) {
      const moved = { win: rates.win.slice(), loss: rates.loss.slice() }
      moved[cause][k]! += 1e-6
      const change = fromLogRates(moved).win[LEAD_INTERVALS - 1]! - chance
      expect(slopes[cause][k]!).toBeCloseTo(change / 1e-6, 5)
    }
  }
})
