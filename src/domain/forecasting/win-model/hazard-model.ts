import { factorise, solveFactored } from '../../../stats/regression/cholesky.ts'
import { ridgeNewton, type NormalPrior, type RidgeFit } from '../../../stats/regression/newton.ts'
import type { DayFactors } from './close-days.ts'
import { levels, type Layout } from './coefficients.ts'
import { hazardObjective, type Scope } from './hazard-objective.ts'
import type { HazardRows, Scale } from './hazard-rows.ts'
import { SHAPES, TRAIT_SHAPES, type Span } from './lead-steps.ts'

/** Rates of winning and losing from every state a deal may be in: plain data. */
export interface HazardModel {
  span: Span
  fiscalStartMonth: number
  scale: Scale
  layout: Layout
  /** Stage names that have coefficients of their own, by index. */
  stageNames: readonly string[]
  win: Float64Array
  loss: Float64Array
  /** On which days of the week deals are won and lost. */
  days: { win: DayFactors; loss: DayFactors }
}

/** Coefficients believed before a company's own rows, and how firmly: one precision each, in units of the strength. */
export interface HazardBelief {
  win: NormalPrior
  loss: NormalPrior
}

/** A fit with what is needed to refit it under another strength of belief. */
export interface HazardFit {
  win: RidgeFit
  loss: RidgeFit
}

/** Levels are believed fifty times less firmly than the rest: companies differ in how many they win more than in why. */
const LEVEL_FREEDOM = 50

/**
 * Belief of a given strength around coefficients laid out for `features` and no stage names; those of a company's stage
 * names are drawn to nothing, that is to the canonical stage.
 */
export function beliefAround(
  coefficients: { win: ArrayLike<number>; loss: ArrayLike<number> },
  layout: Layout,
  strength: number,
): HazardBelief {
  return { win: around(coefficients.win, layout, strength), loss: around(coefficients.loss, layout, strength) }
}

function around(coefficients: ArrayLike<number>, layout: Layout, strength: number): NormalPrior {
  const mean = new Float64Array(layout.size)
  for (let i = 0; i < Math.min(coefficients.length, layout.name); i++) mean[i] = coefficients[i]!
  const precision = new Float64Array(layout.size).fill(strength)
  for (const i of levels(layout)) precision[i] = strength / LEVEL_FREEDOM
  return { mean, precision }
}

export interface HazardSetting {
  span: Span
  scope?: Scope
  start?: { win: Float64Array; loss: Float64Array }
  mostSteps?: number
}

/** Larger tables are first fitted on every so many of their blocks; one or two steps on all rows are then enough. */
const LEAST_WARM = 4_000
const WARM_ROWS = 2_000
/** A step that moves no coefficient by more ends within 1e-4 of the whole way: Newton's error is squared by each. */
const NEAR_ENOUGH = 0.02
const TOLERANCE = 1e-5

/** Fits both causes apart: their likelihoods factor. */
export function fitHazards(rows: HazardRows, layout: Layout, belief: HazardBelief, setting: HazardSetting): HazardFit {
  return {
    win: fitCause(rows, 1, layout, belief.win, setting, setting.start?.win),
    loss: fitCause(rows, 2, layout, belief.loss, setting, setting.start?.loss),
  }
}

function fitCause(
  rows: HazardRows,
  cause: 1 | 2,
  layout: Layout,
  prior: NormalPrior,
  setting: HazardSetting,
  start: Float64Array | undefined,
): RidgeFit {
  const scope = setting.scope ?? 'all'
  const objective = (every: number) => hazardObjective(rows, cause, layout, setting.span, scope, every)
  const most = setting.mostSteps ?? 12
  if (start === undefined && rows.rows < LEAST_WARM)
    return ridgeNewton(objective(1), prior, { mostSteps: most, tolerance: TOLERANCE })
  const near =
    start ?? ridgeNewton(objective(Math.floor(rows.rows / WARM_ROWS)), prior, { mostSteps: 8, tolerance: 1e-2 }).coefficients
  return ridgeNewton(objective(1), prior, { start: near, mostSteps: most, tolerance: NEAR_ENOUGH })
}

/**
 * The coefficients under another belief, by the fit's own quadratic: exact where the likelihood is quadratic between the
 * two, and one Newton step from it otherwise. Spares walking the rows again for every strength that is tried.
 */
export function refit(fit: RidgeFit, from: NormalPrior, to: NormalPrior): Float64Array {
  const size = fit.coefficients.length
  const hessian = fit.curvature.slice()
  const target = new Float64Array(size)
  // At the old mode the likelihood's slope is -from.precision * (theta - from.mean); the new mode solves
  // (H + to.precision) (theta' - theta) = from.precision (theta - from.mean) - to.precision (theta - to.mean).
  for (let i = 0; i < size; i++) {
    hessian[i * size + i]! += to.precision[i]! - from.precision[i]!
    const theta = fit.coefficients[i]!
    target[i] = from.precision[i]! * (theta - from.mean[i]!) - to.precision[i]! * (theta - to.mean[i]!)
  }
  if (!factorise(hessian, size)) return fit.coefficients.slice()
  solveFactored(hessian, size, target)
  return target.map((step, i) => fit.coefficients[i]! + step)
}

/** The model of given coefficients; those of stage names that the coefficients do not reach are 0. */
export function hazardModel(
  coefficients: { win: ArrayLike<number>; loss: ArrayLike<number> },
  rest: Omit<HazardModel, 'win' | 'loss'>,
): HazardModel {
  const laidOut = (values: ArrayLike<number>): Float64Array => {
    const all = new Float64Array(rest.layout.size)
    for (let i = 0; i < Math.min(values.length, all.length); i++) all[i] = values[i]!
    return all
  }
  return { ...rest, win: laidOut(coefficients.win), loss: laidOut(coefficients.loss) }
}

/** Coefficients of one deal's kind by shape: what its stage, segment, their cell and the stage's own name add up to. */
export function kindLevels(
  { layout }: HazardModel,
  coefficients: Float64Array,
  stage: number,
  segment: number,
  name: number,
  out: Float64Array,
): void {
  for (let b = 0; b < SHAPES; b++)
    out[b] = coefficients[layout.stage + stage * SHAPES + b]! + coefficients[layout.segment + segment * SHAPES + b]!
  out[0]! += coefficients[layout.cell + stage * 4 + segment]!
  if (name >= 0) for (let b = 0; b < TRAIT_SHAPES; b++) out[b]! += coefficients[layout.name + name * TRAIT_SHAPES + b]!
}
