import { addGram } from '../../../stats/regression/gram.ts'
import { DAYS } from './close-days.ts'
import { STAGES } from './coefficients.ts'
import { BLOCK, crossTraits } from './cross-traits.ts'
import { DUE_PARTS, duePart } from './due-parts.ts'
import { TRAIT_TRIANGLE, TRIANGLE, type HazardSums } from './hazard-sums.ts'
import { levelsByKind } from './kind-places.ts'
import { SHAPES, STEP_ENDS, STEP_SHAPES, stepsOf, TRAIT_SHAPES, type Span } from './lead-steps.ts'
import { QUARTER_PARTS } from './quarter-weeks.ts'

/** Rates are per week and never leave these bounds: one in a million weeks, and five a day. */
export const LEAST_LOG_RATE = -14
export const MOST_LOG_RATE = 3.6

export interface Walk {
  span: Span
  /** Only every so manyth block of rows, which then counts for as many. */
  every: number
  /** Takes each row's gradient by shape and by parts of the quarter and of the due date; nothing is summed then. */
  onRow?: (row: number, shapes: Float64Array, quarter: Float64Array, due: Float64Array) => void
}

/**
 * Adds up all rows under given coefficients and answers minus their log-likelihood. The steps of lead are the inner loop;
 * it is written out without arrays where these would cost a third of the time.
 */
export function walkRows(sums: HazardSums, theta: Float64Array, cause: 1 | 2, { span, every, onRow }: Walk): number {
  const { rows, layout } = sums
  // What another module exports is slow to reach from the inner loops of a test run.
  const [shapes, traitShapes, triangle, traitTriangle] = [SHAPES, TRAIT_SHAPES, TRIANGLE, TRAIT_TRIANGLE]
  const [stages, quarterParts, dueParts, days] = [STAGES, QUARTER_PARTS, DUE_PARTS, DAYS]
  const partOf = duePart
  const { features } = rows
  const steps = stepsOf(span)
  const allSteps = STEP_ENDS.length
  const dayRates = Float64Array.from(rows.days[cause === 1 ? 'win' : 'loss'], Math.log)
  const levels = levelsByKind(rows.kinds, layout, theta)
  const dueRates = new Float64Array(dueParts)
  const quarterRates = new Float64Array(quarterParts)
  for (let part = 1; part < quarterParts; part++) quarterRates[part] = theta[layout.quarter + part - 1]!
  const w = new Float64Array(triangle)
  const g = new Float64Array(shapes)
  const byQuarter = new Float64Array(quarterParts * traitShapes)
  const byDue = new Float64Array(dueParts * traitShapes)
  const byQuarterLast = new Float64Array(quarterParts)
  const byDueLast = new Float64Array(dueParts)
  const quarterSlope = new Float64Array(quarterParts)
  const dueSlope = new Float64Array(dueParts)
  const ends = STEP_ENDS
  const stepShapes = STEP_SHAPES
  const { quarterAhead } = rows
  const { quarterDue } = sums
  const blockWeights = Array.from({ length: traitTriangle }, () => new Float64Array(BLOCK))
  const quarterWeights = new Float64Array(quarterParts * traitShapes * BLOCK)
  const dueWeights = new Float64Array(dueParts * traitShapes * BLOCK)
  const places = Int32Array.from({ length: BLOCK }, (_, place) => place)
  const datedIn = Array.from({ length: stages }, () => new Int32Array(BLOCK))
  const datedCount = new Int32Array(stages)
  let loss = 0

  for (let from = 0; from < rows.rows; from += BLOCK * every) {
    const to = Math.min(rows.rows, from + BLOCK)
    datedCount.fill(0)
    for (let row = from; row < to; row++) {
      const weight = rows.weight[row]! * every
      const kind = rows.kind[row]!
      const stage = rows.kinds[kind * 3]!
      const zAt = row * features
      let a0 = levels[kind * shapes]!
      let a1 = levels[kind * shapes + 1]!
      let a2 = levels[kind * shapes + 2]!
      const a3 = levels[kind * shapes + 3]!
      for (let j = 0, t = layout.feature; j < features; j++, t += traitShapes) {
        const z = rows.z[zAt + j]!
        if (z === 0) continue
        a0 += z * theta[t]!
        a1 += z * theta[t + 1]!
        a2 += z * theta[t + 2]!
      }
      const dueWeeks = rows.due[row]!
      const dated = dueWeeks === dueWeeks
      if (dated) {
        for (let part = 1; part < dueParts; part++) dueRates[part] = theta[layout.due + stage * (dueParts - 1) + part - 1]!
      }
      g.fill(0)
      byQuarter.fill(0)
      byQuarterLast.fill(0)
      quarterSlope.fill(0)
      if (dated) {
        byDue.fill(0)
        byDueLast.fill(0)
      }
      dueSlope.fill(0)

      const followed = rows.followed[row]!
      const quarterAt = rows.instant[row]! * allSteps
      const happened = rows.cause[row] === cause
      let w0 = 0
      let w1 = 0
      let w2 = 0
      let w3 = 0
      let w4 = 0
      let w5 = 0
      let w6 = 0
      let w7 = 0
      let w8 = 0
      let w9 = 0
      for (let k = 0, start = 0; k < steps; k++) {
        const end = ends[k]!
        const shape = k * shapes
        const s1 = stepShapes[shape + 1]!
        const s2 = stepShapes[shape + 2]!
        const s3 = stepShapes[shape + 3]!
        const quarter = quarterAhead[quarterAt + k]!
        const part = dated ? partOf(dueWeeks, (start + end) / 2) : 0
        let eta = a0 + a1 * s1 + a2 * s2 + a3 * s3 + quarterRates[quarter]! + (dated ? dueRates[part]! : 0)
        if (k < days) eta += dayRates[k]!
        if (eta > MOST_LOG_RATE) eta = MOST_LOG_RATE
        else if (eta < LEAST_LOG_RATE) eta = LEAST_LOG_RATE
        const here = followed <= end
        const m = weight * Math.exp(eta) * ((here ? followed : end) - start)
        loss += m
        const m1 = m * s1
        const m2 = m * s2
        w0 += m
        w1 += m1
        w2 += m1 * s1
        w3 += m2
        w4 += m2 * s1
        w5 += m2 * s2
        w6 += m * s3
        w7 += m1 * s3
        w8 += m2 * s3
        w9 += m * s3 * s3
        if (quarter > 0) {
          const q = quarter * traitShapes
          byQuarter[q]! += m
          byQuarter[q + 1]! += m1
          byQuarter[q + 2]! += m2
          byQuarterLast[quarter]! += m * s3
          if (part > 0) quarterDue[(quarter * stages + stage) * dueParts + part]! += m
        }
        if (part > 0) {
          const d = part * traitShapes
          byDue[d]! += m
          byDue[d + 1]! += m1
          byDue[d + 2]! += m2
          byDueLast[part]! += m * s3
        }
        if (here) {
          if (happened) {
            loss -= weight * eta
            g[0]! -= weight
            g[1]! -= weight * s1
            g[2]! -= weight * s2
            g[3]! -= weight * s3
            quarterSlope[quarter]! -= weight
            dueSlope[part]! -= weight
          }
          break
        }
        start = end
      }
      w[0] = w0
      w[1] = w1
      w[2] = w2
      w[3] = w3
      w[4] = w4
      w[5] = w5
      w[6] = w6
      w[7] = w7
      w[8] = w8
      w[9] = w9
      g[0]! += w0
      g[1]! += w1
      g[2]! += w3
      g[3]! += w6
      for (let part = 1; part < quarterParts; part++) quarterSlope[part]! += byQuarter[part * traitShapes]!
      if (dated) for (let part = 1; part < dueParts; part++) dueSlope[part]! += byDue[part * traitShapes]!
      if (onRow) {
        onRow(row, g, quarterSlope, dueSlope)
        continue
      }

      for (let b = 0; b < shapes; b++) sums.kindSlope[kind * shapes + b]! += g[b]!
      for (let t = 0; t < triangle; t++) sums.kindShape[kind * triangle + t]! += w[t]!
      if (!sums.whole) continue
      for (let t = 0; t < traitTriangle; t++) blockWeights[t]![row - from] = w[t]!
      for (let part = 1; part < quarterParts; part++) {
        sums.quarterSlope[part]! += quarterSlope[part]!
        const q = part * traitShapes
        const m = byQuarter[q]!
        const m1 = byQuarter[q + 1]!
        const m2 = byQuarter[q + 2]!
        quarterWeights[q * BLOCK + row - from] = m
        quarterWeights[(q + 1) * BLOCK + row - from] = m1
        quarterWeights[(q + 2) * BLOCK + row - from] = m2
        if (m === 0) continue
        sums.quarterLevel[part]! += m
        const at = (kind * quarterParts + part) * shapes
        sums.kindQuarter[at]! += m
        sums.kindQuarter[at + 1]! += m1
        sums.kindQuarter[at + 2]! += m2
        sums.kindQuarter[at + 3]! += byQuarterLast[part]!
      }
      if (dated) {
        datedIn[stage]![datedCount[stage]!++] = row - from
        for (let part = 1; part < dueParts; part++) {
          const own = stage * dueParts + part
          sums.dueSlope[own]! += dueSlope[part]!
          const d = part * traitShapes
          const m = byDue[d]!
          const m1 = byDue[d + 1]!
          const m2 = byDue[d + 2]!
          dueWeights[d * BLOCK + row - from] = m
          dueWeights[(d + 1) * BLOCK + row - from] = m1
          dueWeights[(d + 2) * BLOCK + row - from] = m2
          if (m === 0) continue
          sums.dueLevel[own]! += m
          const at = (kind * dueParts + part) * shapes
          sums.kindDue[at]! += m
          sums.kindDue[at + 1]! += m1
          sums.kindDue[at + 2]! += m2
          sums.kindDue[at + 3]! += byDueLast[part]!
        }
      }
      const g0 = g[0]!
      const g1 = g[1]!
      const g2 = g[2]!
      const kindAt = kind * triangle * features
      for (let j = 0; j < features; j++) {
        const z = rows.z[zAt + j]!
        if (z === 0) continue
        const t = j * traitShapes
        sums.traitSlope[t]! += z * g0
        sums.traitSlope[t + 1]! += z * g1
        sums.traitSlope[t + 2]! += z * g2
        // The last entry, the square of the last shape, meets no trait.
        const into = kindAt + j * triangle
        for (let i = 0; i < triangle - 1; i++) sums.kindTrait[into + i]! += z * w[i]!
      }
    }
    if (!sums.whole || onRow) continue
    for (let t = 0; t < traitTriangle; t++) addGram(rows.z, features, from, to, blockWeights[t]!, sums.grams[t]!)
    for (let part = 1; part < quarterParts; part++) {
      const at = part * traitShapes * BLOCK
      crossTraits(sums.quarterTrait, part, rows.z, features, from, places, to - from, quarterWeights, at)
    }
    for (let stage = 0; stage < stages; stage++) {
      const [dated, count] = [datedIn[stage]!, datedCount[stage]!]
      for (let part = 1; part < dueParts; part++) {
        const at = part * traitShapes * BLOCK
        crossTraits(sums.dueTrait, stage * dueParts + part, rows.z, features, from, dated, count, dueWeights, at)
      }
    }
  }
  return loss
}
