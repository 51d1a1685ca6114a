import { LANDMARK_FEATURES } from '../landmarks/landmark-features.ts'
import { layoutOf, type Layout } from './coefficients.ts'
import type { HazardBelief } from './hazard-model.ts'
import type { Scale } from './hazard-rows.ts'
import { SHIPPED_PRIOR } from './shipped-prior.ts'

/** What companies have in common, as it is shipped: written by a script of the project from drawn companies. */
export interface ShippedPrior {
  /** Stands on every prediction: made from how many companies, and a digest of all that follows. */
  version: string
  span: number
  companies: number
  features: readonly string[]
  means: readonly number[]
  deviations: readonly number[]
  win: readonly number[]
  loss: readonly number[]
  winPrecision: readonly number[]
  lossPrecision: readonly number[]
  /** [stage * features + feature]: the mean deal of each stage, in deviations from the mean of all. */
  typical: readonly number[]
}

export const PRIOR_VERSION = SHIPPED_PRIOR.version

/** Features are measured against the companies of the prior, so that its coefficients mean the same everywhere. */
export const PRIOR_SCALE: Scale = { means: SHIPPED_PRIOR.means, deviations: SHIPPED_PRIOR.deviations }

/** Own stage names are drawn to their canonical stage as firmly as a fifth of a log-rate is believed. */
const NAME_PRECISION = 25

/**
 * The prior laid out for a company of so many stage names. Every precision is multiplied by `firmness`: 1 takes a company
 * for one more of those the prior was made from.
 */
export function factoryBelief(layout: Layout, firmness: number): HazardBelief {
  const laidOut = (mean: readonly number[], precision: readonly number[]) => ({
    mean: Float64Array.from({ length: layout.size }, (_, i) => (i < layout.name ? mean[i]! : 0)),
    precision: Float64Array.from(
      { length: layout.size },
      (_, i) => firmness * (i < layout.name ? precision[i]! : NAME_PRECISION),
    ),
  })
  return {
    win: laidOut(SHIPPED_PRIOR.win, SHIPPED_PRIOR.winPrecision),
    loss: laidOut(SHIPPED_PRIOR.loss, SHIPPED_PRIOR.lossPrecision),
  }
}

export function priorLayout(stageNames: number): Layout {
  return layoutOf(LANDMARK_FEATURES.length, stageNames)
}

/** The mean deal of a stage, in deviations. */
export function typicalDeal(stage: number): readonly number[] {
  const features = LANDMARK_FEATURES.length
  return SHIPPED_PRIOR.typical.slice(stage * features, (stage + 1) * features)
}
