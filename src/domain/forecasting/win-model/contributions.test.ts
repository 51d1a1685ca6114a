import { expect, test } from 'vitest'
import { LANDMARK_FEATURES, RECORDED_FEATURES } from '../landmarks/landmark-features.ts'
import { fillPatterns } from '../landmarks/patterns.ts'
import { LEAD_INTERVALS } from '../lead-grid.ts'
import { contributionsOf } from './contributions.ts'
import { factoryBelief, PRIOR_SCALE, priorLayout } from './factory-prior.ts'
import { incidences } from './hazard-incidence.ts'
import { hazardModel } from './hazard-model.ts'
import { plantedTable } from './planted-table.ts'

const asOf = Date.parse('2026-02-02')
const features = LANDMARK_FEATURES.length
const raw = plantedTable({ seed: 1, deals: 60, features, rates: () => [0.01, 0.02] })
const table = {
  ...raw,
  x: raw.x.map((z, i) => PRIOR_SCALE.means[i % features]! + z * PRIOR_SCALE.deviations[i % features]!),
}
const layout = priorLayout(4)
const { win, loss } = factoryBelief(layout, 1)
const model = hazardModel(
  { win: win.mean, loss: loss.mean },
  {
    span: 39,
    fiscalStartMonth: 1,
    scale: PRIOR_SCALE,
    layout,
    stageNames: table.stageNames,
    days: { win: [1, 1, 1, 1, 1, 1, 1], loss: [2, 1, 1, 1, 1, 0.9, 0.1] },
  },
)
const explain = contributionsOf(model, table, asOf)

test('reasons add up exactly to the chance less that of the typical deal', () => {
  const chances = incidences(model, table, asOf)
  for (let row = 0; row < table.rows; row++) {
    const { reference, chance, byConcept } = explain(row)
    expect(chance).toBeCloseTo(chances[row]!.win[LEAD_INTERVALS - 1]!, 10)
    expect(reference + [...byConcept.values()].reduce((sum, value) => sum + value, 0)).toBeCloseTo(chance, 10)
  }
})

test('a feature without a coefficient explains nothing but what it has in patterns', () => {
  const silent = { ...model, win: model.win.slice(), loss: model.loss.slice() }
  silent.win.fill(0, layout.feature + 9, layout.feature + 12)
  silent.loss.fill(0, layout.feature + 9, layout.feature + 12)
  expect(contributionsOf(silent, table, asOf)(0).byFeature[3]!).not.toBe(0)
  const patterns = layout.feature + RECORDED_FEATURES.length * 3
  silent.win.fill(0, patterns, layout.name)
  silent.loss.fill(0, patterns, layout.name)
  expect(contributionsOf(silent, table, asOf)(0).byFeature[3]!).toBe(0)
})

test('what raises the chance when it changes alone has a positive effect', () => {
  // Of two deals that differ in one feature, the reasons differ in that feature's favour.
  const champion = LANDMARK_FEATURES.findIndex(({ name }) => name === 'champion')
  const better = { ...table, x: table.x.slice() }
  better.x[champion] = table.x[champion]! + PRIOR_SCALE.deviations[champion]!
  const before = explain(0)
  const after = contributionsOf(model, better, asOf)(0)
  expect(Math.sign(after.byFeature[champion]! - before.byFeature[champion]!)).toBe(Math.sign(after.chance - before.chance))
})

test('a pattern is told under the features that make it', () => {
  const patterns = LANDMARK_FEATURES.map((_, j) => j).slice(RECORDED_FEATURES.length)
  const only = { ...model, win: model.win.slice(), loss: model.loss.slice() }
  only.win.fill(0, layout.feature, layout.feature + RECORDED_FEATURES.length * 3)
  only.loss.fill(0, layout.feature, layout.feature + RECORDED_FEATURES.length * 3)
  const real = { ...table, x: table.x.slice() }
  fillPatterns(real)
  const { byFeature } = contributionsOf(only, real, asOf)(0)
  expect(patterns.map((j) => byFeature[j])).toEqual([0, 0])
  expect(byFeature.filter((effect) => effect !== 0).length).toBeGreaterThan(5)
})
