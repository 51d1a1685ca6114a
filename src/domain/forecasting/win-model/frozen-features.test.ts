import { expect, test } from 'vitest'
import { fitRidgePoisson } from '../../../stats/regression/ridge-poisson.ts'
import { stream, uniform } from '../../../stats/random/stream.ts'
import type { LandmarkTable } from '../landmarks/landmark-table.ts'
import { LEAD_INTERVALS, MS_PER_DAY } from '../lead-grid.ts'
import { layoutOf } from './coefficients.ts'
import { incidences } from './hazard-incidence.ts'
import { beliefAround, fitHazards, hazardModel } from './hazard-model.ts'
import { hazardRows } from './hazard-rows.ts'

/** Deals pass four stages and are won from the last alone: the stage is the feature that changes. */
const ADVANCE = 0.2
const WIN = 0.2
const LOSS = 0.03
const WEEKS = 150
const start = Date.parse('2022-01-03')
const source = stream(3, 'frozen')

interface Life {
  from: number
  /** Stage at the start of each week of its life. */
  stages: number[]
  won: boolean
}

const lives = Array.from({ length: 900 }, (): Life => {
  const life: Life = { from: Math.floor(uniform(source) * WEEKS), stages: [], won: false }
  for (let stage = 0; ;) {
    life.stages.push(stage)
    if (uniform(source) < LOSS) return life
    if (stage === 3 && uniform(source) < WIN) return { ...life, won: true }
    if (stage < 3 && uniform(source) < ADVANCE) stage += 1
  }
})

function tableOf(rows: { deal: number; week: number; stage: number; cause: number; followed: number }[]): LandmarkTable {
  return {
    rows: rows.length,
    keys: lives.map((_, i) => `D${i}`),
    deal: Int32Array.from(rows, (row) => row.deal),
    at: Float64Array.from(rows, (row) => start + row.week * 7 * MS_PER_DAY),
    stage: Uint8Array.from(rows, (row) => row.stage),
    stageName: new Int32Array(rows.length),
    stageNames: ['any'],
    segment: new Uint8Array(rows.length),
    x: new Float64Array(rows.length),
    features: 1,
    dueWeeks: new Float64Array(rows.length).fill(NaN),
    amount: new Float64Array(rows.length).fill(NaN),
    cause: Uint8Array.from(rows, (row) => row.cause),
    followed: Float64Array.from(rows, (row) => row.followed),
  }
}

test('rolling next week’s rates ahead with the stage frozen misses most wins; looking from landmarks does not', () => {
  const cut = 100
  const weeks = lives.flatMap(({ from, stages, won }, deal) =>
    stages.map((stage, age) => {
      const closes = from + stages.length
      const known = closes <= cut
      const cause = known ? (won ? 1 : 2) : 0
      return { deal, week: from + age, stage, cause, followed: (known ? closes : cut) - from - age }
    }),
  )
  const past = tableOf(weeks.filter(({ week }) => week < cut))
  const now = weeks.filter(({ week }) => week === cut)
  const open = tableOf(now.map((row) => ({ ...row, cause: 0, followed: 0 })))
  const truly = now.filter(({ deal }) => lives[deal]!.won).length

  // The wrong way: what happens within one week, by the stage of that week, rolled ahead as if the stage stayed.
  const nextWeek = weeks.filter(({ week }) => week < cut)
  const x = Float64Array.from(nextWeek.flatMap(({ stage }) => [0, 1, 2, 3].map((s) => (s === stage ? 1 : 0))))
  const prior = { mean: [-4, -4, -4, -4], precision: [0.1, 0.1, 0.1, 0.1] }
  const weekly = (cause: 1 | 2) =>
    fitRidgePoisson(
      { x, rows: nextWeek.length, columns: 4 },
      nextWeek.map((row) => (row.cause === cause && row.followed === 1 ? 1 : 0)),
      { prior },
    ).coefficients.map(Math.exp)
  const [win, loss] = [weekly(1), weekly(2)]
  const frozen = now.reduce((sum, { stage }) => {
    const rate = win[stage]! + loss[stage]!
    return sum + (win[stage]! / rate) * (1 - Math.exp(-39 * rate))
  }, 0)

  const layout = layoutOf(1, 1)
  const none = { win: new Float64Array(layout.size), loss: new Float64Array(layout.size) }
  const rows = hazardRows(past, { means: [0], deviations: [1] }, 1)
  const fit = fitHazards(rows, layout, beliefAround(none, layout, 1), { span: 39 })
  const model = hazardModel(
    { win: fit.win.coefficients, loss: fit.loss.coefficients },
    {
      span: 39,
      fiscalStartMonth: 1,
      scale: { means: [0], deviations: [1] },
      layout,
      stageNames: ['any'],
      days: rows.days,
    },
  )
  const chances = incidences(model, open, start + cut * 7 * MS_PER_DAY)
  const landmark = chances.reduce((sum, { win: won }) => sum + won[LEAD_INTERVALS - 1]!, 0)

  expect(truly).toBeGreaterThan(30)
  expect(frozen / truly).toBeLessThan(0.6)
  expect(landmark / truly).toBeGreaterThan(0.8)
  expect(landmark / truly).toBeLessThan(1.2)
})
