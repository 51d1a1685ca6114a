import { expect, test } from 'vitest'
import { normalQuantile } from '../../../stats/normal/normal-quantile.ts'
import { stream, uniform } from '../../../stats/random/stream.ts'
import { spreadOver } from './belief-spread.ts'
import { layoutOf } from './coefficients.ts'
import { beliefAround } from './hazard-model.ts'
import { hazardRows } from './hazard-rows.ts'
import { SHAPES } from './lead-steps.ts'
import { plantedTable } from './planted-table.ts'

const COMPANIES = 40
const FEATURES = 2
/** The first effect differs by this much between companies, the second is the same in all. */
const DIFFERENCE = 0.3
const SAME = -0.8
const layout = layoutOf(FEATURES, 0)
const scale = { means: [0, 0], deviations: [1, 1] }

test('small companies together tell the mean that each alone hardly tells, and how far they differ', { timeout: 60_000 }, () => {
  const random = stream(5, 'effects')
  const effects = Array.from({ length: COMPANIES }, () => [1.2 + DIFFERENCE * normalQuantile(uniform(random)), SAME] as const)
  const companies = effects.map(([first, second], i) => {
    const table = plantedTable({
      seed: 100 + i,
      deals: 40,
      features: FEATURES,
      mostLooks: 1,
      rates: ({ x }) => [Math.exp(-4 + first * x[0]! + second * x[1]!), Math.exp(-3.5)],
    })
    return hazardRows({ ...table, stageName: table.stageName.map(() => 0), stageNames: [] }, scale, 1)
  })
  const nothing = { win: new Float64Array(layout.size), loss: new Float64Array(layout.size) }
  for (let stage = 0; stage < 4; stage++)
    nothing.win[layout.stage + stage * SHAPES] = nothing.loss[layout.stage + stage * SHAPES] = -4
  const belief = spreadOver(companies, layout, 39, beliefAround(nothing, layout, 4))

  // The effect a month ahead: three shapes over the lead share it.
  const effect = (feature: number): number =>
    [1, Math.log1p(4), 1 / 5].reduce((sum, shape, b) => sum + shape * belief.win.mean[layout.feature + feature * 3 + b]!, 0)
  const spread = (feature: number): number => 1 / Math.sqrt(belief.win.precision[layout.feature + feature * 3]!)
  const planted = effects.reduce((sum, [first]) => sum + first, 0) / COMPANIES
  expect(Math.abs(effect(0) - planted)).toBeLessThan(0.2)
  expect(Math.abs(effect(1) - SAME)).toBeLessThan(0.2)
  // Where companies differ is found, and where they are alike.
  expect(spread(0)).toBeGreaterThan(0.2)
  expect(spread(0)).toBeLessThan(0.4)
  expect(spread(1)).toBeLessThan(0.1)
})
