import { expect, test } from 'vitest'
import { covarianceOf } from '../../../stats/regression/newton.ts'
import { fitRidgePoisson } from '../../../stats/regression/ridge-poisson.ts'
import { LEAD_INTERVALS, MS_PER_DAY } from '../lead-grid.ts'
import { layoutOf } from './coefficients.ts'
import { DUE_PARTS, duePart } from './due-parts.ts'
import { incidences } from './hazard-incidence.ts'
import { beliefAround, fitHazards, hazardModel, refit } from './hazard-model.ts'
import { dealScores } from './deal-scores.ts'
import { hazardObjective } from './hazard-objective.ts'
import { hazardRows } from './hazard-rows.ts'
import { SHAPES, STEP_ENDS, STEP_SHAPES, stepsOf } from './lead-steps.ts'
import { plantedTable, type PlantedRates } from './planted-table.ts'
import { quarterPart } from './quarter-weeks.ts'

const rates: PlantedRates = ({ stage, x, dueWeeks, at }, lead) => [
  Math.exp(
    -4.2 +
      0.5 * stage +
      0.5 * x[0]! -
      0.3 * Math.log1p(lead) +
      (quarterPart(at, 1) === 10 ? 0.8 : 0) +
      (duePart(dueWeeks, lead) === 1 ? 0.7 : 0),
  ),
  Math.exp(-3.4 - 0.2 * stage - 0.4 * x[1]!),
]
const FEATURES = 3
const scale = { means: [0, 0, 0], deviations: [1, 1, 1] }
const layout = layoutOf(FEATURES, 4)
const company = plantedTable({ seed: 3, deals: 5_000, features: FEATURES, rates })
const companyRows = hazardRows(company, scale, 1)
const none = { win: new Float64Array(layout.size), loss: new Float64Array(layout.size) }

test('the fit is that of a Poisson regression on rows laid out by lead', { timeout: 20_000 }, () => {
  const table = plantedTable({ seed: 1, deals: 250, features: FEATURES, mostLooks: 2, rates })
  const rows = hazardRows(table, scale, 1)
  const belief = beliefAround(none, layout, 2)
  const fit = fitHazards(rows, layout, belief, { span: 39 })

  // The plain way: one row per landmark and step, one column per coefficient.
  const x: number[] = []
  const events: number[] = []
  const offset: number[] = []
  const weights: number[] = []
  for (let row = 0; row < table.rows; row++) {
    for (let k = 0; k < stepsOf(39); k++) {
      const start = k === 0 ? 0 : STEP_ENDS[k - 1]!
      const end = STEP_ENDS[k]!
      const followed = table.followed[row]!
      if (followed <= start) break
      const line = Array.from({ length: layout.size }, () => 0)
      const stage = table.stage[row]!
      const middle = (start + end) / 2
      for (let b = 0; b < SHAPES; b++) {
        const shape = STEP_SHAPES[k * SHAPES + b]!
        line[layout.stage + stage * SHAPES + b] = shape
        line[layout.segment + table.segment[row]! * SHAPES + b] = shape
        if (b === 3) continue
        line[layout.name + stage * 3 + b] = shape
        for (let j = 0; j < FEATURES; j++) line[layout.feature + j * 3 + b] = shape * rows.z[row * FEATURES + j]!
      }
      line[layout.cell + stage * 4 + table.segment[row]!] = 1
      const quarter = quarterPart(table.at[row]! + middle * 7 * MS_PER_DAY, 1)
      if (quarter > 0) line[layout.quarter + quarter - 1] = 1
      const due = duePart(table.dueWeeks[row]!, middle)
      if (due > 0) line[layout.due + stage * (DUE_PARTS - 1) + due - 1] = 1
      x.push(...line)
      weights.push(rows.weight[row]!)
      offset.push(Math.log(Math.min(followed, end) - start) + (k < 7 ? Math.log(rows.days.win[k]!) : 0))
      events.push(followed <= end && table.cause[row] === 1 ? 1 : 0)
    }
  }
  const plain = fitRidgePoisson({ x: Float64Array.from(x), rows: events.length, columns: layout.size, weights, offset }, events, {
    prior: belief.win,
  })
  const [ours, theirs] = [covarianceOf(fit.win), covarianceOf(plain)]
  for (let i = 0; i < layout.size; i++) {
    expect(fit.win.coefficients[i]!).toBeCloseTo(plain.coefficients[i]!, 5)
    expect(ours[i * layout.size + i]!).toBeCloseTo(theirs[i * layout.size + i]!, 6)
  }
})

test('slopes by deal add up to the slope of all', () => {
  const rows = hazardRows(plantedTable({ seed: 2, deals: 300, features: FEATURES, mostLooks: 3, rates }), scale, 1)
  const theta = Float64Array.from({ length: layout.size }, (_, i) => Math.sin(i) / 5 - (i === 0 ? 2 : 0))
  const gradient = new Float64Array(layout.size)
  hazardObjective(rows, 2, layout, 39, 'all', 1).evaluate(theta, gradient, new Float64Array(layout.size ** 2))
  const scores = dealScores(rows, 2, layout, 39, theta)
  for (let i = 0; i < layout.size; i++) {
    let sum = 0
    for (let deal = 0; deal < 300; deal++) sum += scores[deal * layout.size + i]!
    expect(sum).toBeCloseTo(-gradient[i]!, 8)
  }
})

test('what was planted is found again', () => {
  const { win, loss } = fitHazards(companyRows, layout, beliefAround(none, layout, 1), { span: 39 })
  const level = (theta: Float64Array, j: number): number =>
    theta[layout.feature + j * 3]! + 0.5 * theta[layout.feature + j * 3 + 2]!
  expect(Math.abs(level(win.coefficients, 0) - 0.5)).toBeLessThan(0.15)
  expect(Math.abs(level(loss.coefficients, 1) + 0.4)).toBeLessThan(0.12)
  expect(Math.abs(level(win.coefficients, 2))).toBeLessThan(0.12)
  expect(Math.abs(win.coefficients[layout.quarter + 9]! - 0.8)).toBeLessThan(0.25)
})

test('another strength of belief costs one linear solve and ends where a new fit does', () => {
  const rows = hazardRows(plantedTable({ seed: 4, deals: 2_000, features: FEATURES, rates }), scale, 1)
  const from = beliefAround(none, layout, 30)
  const to = beliefAround(none, layout, 100)
  const fit = fitHazards(rows, layout, from, { span: 39 })
  const quick = refit(fit.win, from.win, to.win)
  const slow = fitHazards(rows, layout, to, { span: 39 }).win.coefficients
  for (let i = 0; i < layout.size; i++) expect(Math.abs(quick[i]! - slow[i]!)).toBeLessThan(0.06)
})

test('won, lost and open add up to one, and the chances are those planted', () => {
  const fit = fitHazards(companyRows, layout, beliefAround(none, layout, 1), { span: 39 })
  const model = hazardModel(
    { win: fit.win.coefficients, loss: fit.loss.coefficients },
    {
      span: 39,
      fiscalStartMonth: 1,
      scale,
      layout,
      stageNames: company.stageNames,
      days: companyRows.days,
    },
  )
  const asOf = Date.parse('2025-01-06')
  const now = plantedTable({ seed: 6, deals: 400, features: FEATURES, rates })
  const chances = incidences(model, { ...now, at: now.at.fill(asOf) }, asOf)
  const miss: number[] = []
  for (const [row, { win, loss, open }] of chances.entries()) {
    for (let k = 0; k < LEAD_INTERVALS; k++) expect(Math.abs(win[k]! + loss[k]! + open[k]! - 1)).toBeLessThan(1e-12)
    const deal = { stage: now.stage[row]!, x: now.x.slice(row * FEATURES, (row + 1) * FEATURES), dueWeeks: now.dueWeeks[row]! }
    let left = 1
    let won = 0
    for (let day = 0; day < 182; day++) {
      const [w, l] = rates({ ...deal, at: asOf + day * MS_PER_DAY }, day / 7)
      const closing = left * (1 - Math.exp(-(w + l) / 7))
      won += (closing * w) / (w + l)
      left -= closing
    }
    // 26 weeks end interval 28 + 22.
    if (deal.x.every((value) => value === value)) miss.push(win[49]! - won)
  }
  expect(Math.sqrt(miss.reduce((sum, d) => sum + d * d, 0) / miss.length)).toBeLessThan(0.05)
  expect(Math.abs(miss.reduce((sum, d) => sum + d, 0) / miss.length)).toBeLessThan(0.015)
})

test.each([
  ['only wins', (cause: number) => (cause === 2 ? 0 : cause)],
  ['only losses', (cause: number) => (cause === 1 ? 0 : cause)],
  ['nothing closed', () => 0],
])('with %s a fit near a belief stays sane', (_, change) => {
  const table = plantedTable({ seed: 7, deals: 200, features: FEATURES, rates })
  const rows = hazardRows({ ...table, cause: table.cause.map(change), x: table.x.map(() => NaN) }, scale, 1)
  const centre = none.win.slice()
  for (let s = 0; s < 4; s++) centre[layout.stage + s * SHAPES] = -3.5
  const fit = fitHazards(rows, layout, beliefAround({ win: centre, loss: centre }, layout, 100), { span: 39 })
  for (const value of [...fit.win.coefficients, ...fit.loss.coefficients]) expect(Math.abs(value)).toBeLessThan(8)
})

test('a company without deals keeps its belief', () => {
  const rows = hazardRows(plantedTable({ seed: 8, deals: 0, features: FEATURES, rates }), scale, 1)
  const belief = beliefAround({ win: none.win.map((_, i) => i / 100), loss: none.loss }, layout, 10)
  expect(fitHazards(rows, layout, belief, { span: 39 }).win.coefficients).toEqual(belief.win.mean)
})
