import { LANDMARK_FEATURES, RECORDED_FEATURES, type FeatureGroup } from '../landmarks/landmark-features.ts'
import type { LandmarkTable } from '../landmarks/landmark-table.ts'
import { patternEffects, type PatternEffects } from '../landmarks/patterns.ts'
import { LEAD_INTERVALS } from '../lead-grid.ts'
import { SEGMENTS, STAGES } from './coefficients.ts'
import { typicalDeal } from './factory-prior.ts'
import { calendarAhead, daysAhead, logRates, nameIndex, shapesHeld, type LogRates } from './hazard-incidence.ts'
import type { HazardModel } from './hazard-model.ts'
import { standardised } from './hazard-rows.ts'
import { SHAPES, TRAIT_SHAPES } from './lead-steps.ts'
import { winSlopes } from './win-slopes.ts'

/** What a contribution is told under: a group of features, or the time of the quarter. */
export type Concept = FeatureGroup | 'time of quarter'

export interface Contributions {
  /** The chance to win the typical deal of this stage and segment, at no particular time of the quarter. */
  reference: number
  /** The chance to win this deal: the reference and all effects add up to it. */
  chance: number
  /** Chance points by feature, in the order of LANDMARK_FEATURES; what a pattern of them says is told under each of them. */
  byFeature: Float64Array
  byConcept: Map<Concept, number>
}

/** Nodes and weights of Gauss and Legendre on (0, 1), eight of them: exact to 1e-10 on these curves. */
const NODES = [0.0198550718, 0.1016667613, 0.237233795, 0.4082826788, 0.5917173212, 0.762766205, 0.8983332387, 0.9801449282]
const WEIGHTS = [0.0506142681, 0.1111905172, 0.1568533229, 0.1813418917, 0.1813418917, 0.1568533229, 0.1111905172, 0.0506142681]

/**
 * Why the chance of one deal is not that of the typical deal of its stage and segment: integrated gradients (Sundararajan et
 * al., ICML 2017) of the chance ever to win along the straight line between the two, through both causes and all leads.
 * Rates are log-linear in the features, so the line is straight in them and every slope has a closed form. What the eight
 * nodes miss (below 1e-6) is shared out by size, so that the effects add up exactly. Patterns are a straight line's features
 * like the rest; what each recorded feature has in them is its Shapley value.
 */
export function contributionsOf(
  model: HazardModel,
  table: LandmarkTable,
  asOf: number,
  patterns: (row: number) => PatternEffects = patternEffects(table),
): (row: number) => Contributions {
  const ahead = calendarAhead(model, asOf)
  const names = nameIndex(model, table)
  const plain = daysAhead(model, asOf)
  const here = { win: new Float64Array(LEAD_INTERVALS), loss: new Float64Array(LEAD_INTERVALS) }
  const there = { win: new Float64Array(LEAD_INTERVALS), loss: new Float64Array(LEAD_INTERVALS) }
  const at = { win: new Float64Array(LEAD_INTERVALS), loss: new Float64Array(LEAD_INTERVALS) }
  const slopes = { win: new Float64Array(LEAD_INTERVALS), loss: new Float64Array(LEAD_INTERVALS) }
  const means = { win: new Float64Array(LEAD_INTERVALS), loss: new Float64Array(LEAD_INTERVALS) }
  const shapes = shapesHeld(model.span)
  const typical = Array.from({ length: STAGES }, (_, stage) => typicalDeal(stage))

  return (row) => {
    const stage = Math.min(STAGES - 1, table.stage[row]!)
    logRates(model, table, row, names, ahead, here)
    logRates(model, typicalRow(table, row, typical[stage]!, model), 0, names, plain, there)
    means.win.fill(0)
    means.loss.fill(0)
    for (const [i, node] of NODES.entries()) {
      between(there, here, node, at)
      winSlopes(at, slopes)
      for (let k = 0; k < LEAD_INTERVALS; k++) {
        means.win[k]! += WEIGHTS[i]! * slopes.win[k]!
        means.loss[k]! += WEIGHTS[i]! * slopes.loss[k]!
      }
    }
    const reference = winSlopes(there, slopes)
    const chance = winSlopes(here, slopes)

    const byFeature = new Float64Array(model.layout.features)
    const z = Float64Array.from(
      byFeature,
      (_, j) => standardised(table.x[row * model.layout.features + j]!, j, model.scale) - typical[stage]![j]!,
    )
    const inPatterns = Object.values(patterns(row)).map((effects, p) =>
      sharedOut(effects, z[RECORDED + p]! * model.scale.deviations[RECORDED + p]!),
    )
    const total = { all: 0, quarter: 0 }
    for (const cause of ['win', 'loss'] as const) {
      const slope = means[cause]
      const shaped = [0, 0, 0]
      for (let k = 0; k < LEAD_INTERVALS; k++) {
        for (let b = 0; b < TRAIT_SHAPES; b++) shaped[b]! += slope[k]! * shapes[k * SHAPES + b]!
        total.all += slope[k]! * (here[cause][k]! - there[cause][k]!)
        total.quarter += slope[k]! * (ahead[cause][k]! - plain[cause][k]!)
      }
      const theta = model[cause]
      const perDeviation = (j: number): number => {
        const t = model.layout.feature + j * TRAIT_SHAPES
        return shaped[0]! * theta[t]! + shaped[1]! * theta[t + 1]! + shaped[2]! * theta[t + 2]!
      }
      for (let j = 0; j < RECORDED; j++) byFeature[j]! += z[j]! * perDeviation(j)
      for (const [p, effects] of inPatterns.entries()) {
        const perUnit = perDeviation(RECORDED + p) / model.scale.deviations[RECORDED + p]!
        for (let j = 0; j < RECORDED; j++) byFeature[j]! += effects[j]! * perUnit
      }
    }
    // What neither features nor the quarter explain is the close date: it alone is left.
    const due = total.all - total.quarter - byFeature.reduce((sum, value) => sum + value, 0)
    return settled(reference, chance, byFeature, total.quarter, due)
  }
}

const RECORDED = RECORDED_FEATURES.length

/**
 * Effects on a pattern that add up to `whole`: stage and segment, which the typical deal has too, work only together with the
 * rest, and what they add is shared out over it by size. The last entry is the close date's.
 */
function sharedOut(effects: Float64Array, whole: number): Float64Array {
  const size = effects.reduce((sum, value) => sum + Math.abs(value), 0)
  const rest = whole - effects.reduce((sum, value) => sum + value, 0)
  return size > 0 ? effects.map((value) => value + (rest * Math.abs(value)) / size) : effects
}

function settled(reference: number, chance: number, byFeature: Float64Array, quarter: number, due: number): Contributions {
  const size = byFeature.reduce((sum, value) => sum + Math.abs(value), Math.abs(quarter) + Math.abs(due))
  const sum = byFeature.reduce((all, value) => all + value, quarter + due)
  const rest = chance - reference - sum
  const whole = (value: number): number => (size > 0 ? value + (rest * Math.abs(value)) / size : value)
  const exact = byFeature.map(whole)
  const byConcept = new Map<Concept, number>()
  const add = (concept: Concept, value: number): void => void byConcept.set(concept, (byConcept.get(concept) ?? 0) + value)
  for (const [j, { group }] of LANDMARK_FEATURES.entries()) add(group, exact[j]!)
  add('close date', whole(due))
  add('time of quarter', whole(quarter))
  return { reference, chance, byFeature: exact, byConcept }
}

function between(from: LogRates, to: LogRates, share: number, out: LogRates): void {
  for (const cause of ['win', 'loss'] as const)
    for (let k = 0; k < LEAD_INTERVALS; k++) out[cause][k] = from[cause][k]! + share * (to[cause][k]! - from[cause][k]!)
}

/** A table of one row: the same stage, segment and stage name with the features of the typical deal and no close date. */
function typicalRow(table: LandmarkTable, row: number, typical: readonly number[], { scale }: HazardModel): LandmarkTable {
  return {
    ...table,
    rows: 1,
    stage: table.stage.subarray(row, row + 1),
    segment: Uint8Array.of(Math.min(SEGMENTS - 1, table.segment[row]!)),
    stageName: table.stageName.subarray(row, row + 1),
    dueWeeks: Float64Array.of(NaN),
    x: Float64Array.from(typical, (z, j) => scale.means[j]! + z * scale.deviations[j]!),
  }
}
