import type { CompanyBook } from '../landmarks/company-book.ts'
import type { DealTrack } from '../landmarks/deal-track.ts'
import type { LandmarkTable } from '../landmarks/landmark-table.ts'
import { landmarkTable } from '../landmarks/training-rows.ts'
import { factoryBelief, PRIOR_SCALE, priorLayout } from './factory-prior.ts'
import { fitHazards, hazardModel, refit, type HazardFit, type HazardModel } from './hazard-model.ts'
import { hazardRows, type HazardRows } from './hazard-rows.ts'
import type { Span } from './lead-steps.ts'

/** From the fewest own deals to the most: what the mixture is made of. */
export const MEMBERS = ['industry prior', 'prior with own levels', 'own fit', 'stage table'] as const
export type Member = (typeof MEMBERS)[number]

/** How firmly the prior is held in the own fit, in units of what companies differ by; the past decides. */
export const FIRMNESS = [0.3, 1, 3, 10, 30] as const
const MIDDLE = 3

/** Two years back count for half: companies change. */
const HALF_LIFE_WEEKS = 104
const MS_PER_WEEK = 604_800_000

/** The models that landmarks give: the prior as it is, with the company's own levels, and fitted with each firmness. */
export interface LandmarkModels {
  prior: HazardModel
  levels: HazardModel
  own: HazardModel[]
  /** What the own fits were made from, and where they ended. */
  rows: HazardRows
  table: LandmarkTable
  fit: HazardFit
}

export interface LandmarkSetting {
  cut: number
  span: Span
  fiscalStartMonth: number
  mostRows: number
  /** Only these of FIRMNESS; left out, all. */
  firmness?: readonly number[]
  /** Models of nearly the same deals: where the search begins. */
  near?: LandmarkModels
}

/** Learns from what was recorded before `cut`. */
export function landmarkModels(tracks: readonly DealTrack[], book: CompanyBook, setting: LandmarkSetting): LandmarkModels {
  const { cut, span, fiscalStartMonth } = setting
  const table = landmarkTable(tracks, cut, { most: setting.mostRows, seed: 1 }, book)
  const layout = priorLayout(table.stageNames.length)
  const rows = hazardRows(table, PRIOR_SCALE, fiscalStartMonth)
  for (let row = 0; row < rows.rows; row++) rows.weight[row]! *= 0.5 ** ((cut - table.at[row]!) / MS_PER_WEEK / HALF_LIFE_WEEKS)
  const rest = {
    span,
    fiscalStartMonth,
    scale: PRIOR_SCALE,
    layout,
    stageNames: table.stageNames,
    days: rows.days,
  }
  const believed = factoryBelief(layout, 1)
  const prior = hazardModel({ win: believed.win.mean, loss: believed.loss.mean }, rest)
  const near = setting.near && sameNames(setting.near.table, table) ? setting.near : null
  const levels = fitHazards(rows, layout, believed, {
    span,
    scope: 'levels',
    ...(near && { start: { win: near.levels.win, loss: near.levels.loss } }),
  })
  const tried = setting.firmness ?? FIRMNESS
  const from = factoryBelief(layout, tried.length === 1 ? tried[0]! : MIDDLE)
  const fit = fitHazards(rows, layout, from, {
    span,
    ...(near && { start: { win: near.fit.win.coefficients, loss: near.fit.loss.coefficients } }),
  })
  return {
    prior,
    levels: hazardModel({ win: levels.win.coefficients, loss: levels.loss.coefficients }, rest),
    own: tried.map((firmness) => {
      const to = factoryBelief(layout, firmness)
      return hazardModel({ win: refit(fit.win, from.win, to.win), loss: refit(fit.loss, from.loss, to.loss) }, rest)
    }),
    rows,
    table,
    fit,
  }
}

function sameNames(a: LandmarkTable, b: LandmarkTable): boolean {
  return a.stageNames.length === b.stageNames.length && a.stageNames.every((name, i) => name === b.stageNames[i])
}
