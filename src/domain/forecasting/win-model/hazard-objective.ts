import { addGram } from '../../../stats/regression/gram.ts'
import type { Objective } from '../../../stats/regression/newton.ts'
import { SEGMENTS, STAGES, type Layout } from './coefficients.ts'
import { DUE_PARTS } from './due-parts.ts'
import { dueAhead, type HazardRows } from './hazard-rows.ts'
import { SHAPES, STEP_ENDS, STEP_SHAPES, stepsOf, TRAIT_SHAPES, type Span } from './lead-steps.ts'
import { QUARTER_PARTS } from './quarter-weeks.ts'

/** Rates are per week and never leave these bounds: one in a million weeks, and five a day. */
export const LEAST_LOG_RATE = -14
export const MOST_LOG_RATE = 3.6

/** Which coefficients the rows speak on; the others stay where they are. */
export type Scope = 'all' | 'levels'

/**
 * Minus the log-likelihood of one cause's rate, piecewise constant over the steps of lead (Poisson with the exposure as
 * offset): sum of weight * (rate * exposure - event * log rate). Landmarks followed beyond the span count as censored there.
 *
 * What is known at a landmark stays the same over its leads, and a lead enters through SHAPES numbers. So all leads of a
 * row meet in one SHAPES-by-SHAPES matrix W = sum of rate * exposure * shapes * shapes', and the row adds W (x) z z' to the
 * Hessian. Rows are never expanded by lead, and none has to be left out. Parts of the quarter and of the due date change
 * along the leads and get sums of their own.
 */
export function hazardObjective(
  rows: HazardRows,
  cause: 1 | 2,
  layout: Layout,
  span: Span,
  scope: Scope,
  every: number,
): Objective {
  const sums = new Sums(rows, layout, scope)
  return {
    size: layout.size,
    evaluate: (theta, gradient, hessian) => {
      sums.clear()
      const loss = sums.walk(theta, cause, span, every)
      sums.spread(gradient, hessian)
      return loss
    },
  }
}

/** The score of each deal: minus the gradient of its rows, [deal * layout.size]. */
export function dealScores(rows: HazardRows, cause: 1 | 2, layout: Layout, span: Span, theta: Float64Array): Float64Array {
  const scores = new Float64Array(rows.deals * layout.size)
  const sums = new Sums(rows, layout, 'all')
  sums.onRow = (row, g, quarter, due) => {
    const at = rows.deal[row]! * layout.size
    const [stage, segment, name] = sums.kindAt(row)
    for (let b = 0; b < SHAPES; b++) {
      scores[at + layout.stage + stage * SHAPES + b]! -= g[b]!
      scores[at + layout.segment + segment * SHAPES + b]! -= g[b]!
    }
    scores[at + layout.cell + stage * SEGMENTS + segment]! -= g[0]!
    for (let b = 0; b < TRAIT_SHAPES; b++) scores[at + layout.name + name * TRAIT_SHAPES + b]! -= g[b]!
    for (let part = 1; part < QUARTER_PARTS; part++) scores[at + layout.quarter + part - 1]! -= quarter[part]!
    for (let part = 1; part < DUE_PARTS; part++) scores[at + layout.due + stage * (DUE_PARTS - 1) + part - 1]! -= due[part]!
    for (let j = 0, t = at + layout.feature; j < rows.features; j++) {
      const z = rows.z[row * rows.features + j]!
      for (let b = 0; b < TRAIT_SHAPES; b++) scores[t++]! -= z * g[b]!
    }
  }
  sums.walk(theta, cause, span, 1)
  return scores
}

/** Symmetric SHAPES by SHAPES, by its lower triangle: (b, c) with c <= b at b (b + 1) / 2 + c. */
const TRIANGLE = (SHAPES * (SHAPES + 1)) / 2
const TRAIT_TRIANGLE = (TRAIT_SHAPES * (TRAIT_SHAPES + 1)) / 2
const BLOCK = 256

const inTriangle = (b: number, c: number): number => (b >= c ? (b * (b + 1)) / 2 + c : (c * (c + 1)) / 2 + b)

class Sums {
  readonly rows: HazardRows
  readonly layout: Layout
  readonly whole: boolean
  onRow: ((row: number, g: Float64Array, quarter: Float64Array, due: Float64Array) => void) | null = null
  readonly kindCount: number
  /** By kind: gradient of the shapes, W, W times z, and W's rows met with the parts of the quarter and of the due date. */
  readonly kindSlope: Float64Array
  readonly kindShape: Float64Array
  readonly kindTrait: Float64Array
  readonly kindQuarter: Float64Array
  readonly kindDue: Float64Array
  /** Gradients and curvatures of the parts; due parts by stage. */
  readonly quarterSlope = new Float64Array(QUARTER_PARTS)
  readonly quarterLevel = new Float64Array(QUARTER_PARTS)
  readonly dueSlope = new Float64Array(STAGES * DUE_PARTS)
  readonly dueLevel = new Float64Array(STAGES * DUE_PARTS)
  readonly quarterDue = new Float64Array(QUARTER_PARTS * STAGES * DUE_PARTS)
  /** Features: gradient [feature * TRAIT_SHAPES + b], crossings with the parts, and one Gram matrix per pair of shapes. */
  readonly traitSlope: Float64Array
  readonly quarterTrait: Float64Array
  readonly dueTrait: Float64Array
  readonly grams: Float64Array[]

  constructor(rows: HazardRows, layout: Layout, scope: Scope) {
    this.rows = rows
    this.layout = layout
    this.whole = scope === 'all'
    this.kindCount = rows.kinds.length / 3
    const { features } = rows
    const kinds = this.kindCount
    this.kindSlope = new Float64Array(kinds * SHAPES)
    this.kindShape = new Float64Array(kinds * TRIANGLE)
    this.kindTrait = new Float64Array(kinds * TRIANGLE * features)
    this.kindQuarter = new Float64Array(kinds * QUARTER_PARTS * SHAPES)
    this.kindDue = new Float64Array(kinds * DUE_PARTS * SHAPES)
    this.traitSlope = new Float64Array(features * TRAIT_SHAPES)
    this.quarterTrait = new Float64Array(QUARTER_PARTS * TRAIT_SHAPES * features)
    this.dueTrait = new Float64Array(STAGES * DUE_PARTS * TRAIT_SHAPES * features)
    this.grams = Array.from({ length: TRAIT_TRIANGLE }, () => new Float64Array(features * features))
  }

  clear(): void {
    const all = [this.kindSlope, this.kindShape, this.kindTrait, this.kindQuarter, this.kindDue, this.quarterSlope]
    all.push(this.quarterLevel, this.dueSlope, this.dueLevel, this.quarterDue, this.traitSlope, this.quarterTrait, this.dueTrait)
    for (const sum of [...all, ...this.grams]) sum.fill(0)
  }

  kindAt(row: number): [stage: number, segment: number, name: number] {
    const at = this.rows.kind[row]! * 3
    return [this.rows.kinds[at]!, this.rows.kinds[at + 1]!, this.rows.kinds[at + 2]!]
  }

  walk(theta: Float64Array, cause: 1 | 2, span: Span, every: number): number {
    const { rows, layout } = this
    const { features } = rows
    const steps = stepsOf(span)
    const allSteps = STEP_ENDS.length
    const levels = this.kindLevels(theta)
    const due = new Uint8Array(steps)
    const dueRates = new Float64Array(DUE_PARTS)
    const quarterRates = new Float64Array(QUARTER_PARTS)
    for (let part = 1; part < QUARTER_PARTS; part++) quarterRates[part] = theta[layout.quarter + part - 1]!
    const w = new Float64Array(TRIANGLE)
    const g = new Float64Array(SHAPES)
    const a = new Float64Array(SHAPES)
    const byQuarter = new Float64Array(QUARTER_PARTS * TRAIT_SHAPES)
    const byDue = new Float64Array(DUE_PARTS * TRAIT_SHAPES)
    const byQuarterLast = new Float64Array(QUARTER_PARTS)
    const byDueLast = new Float64Array(DUE_PARTS)
    const quarterSlope = new Float64Array(QUARTER_PARTS)
    const dueSlope = new Float64Array(DUE_PARTS)
    const ends = STEP_ENDS
    const stepShapes = STEP_SHAPES
    const { quarterAhead } = rows
    const { quarterDue } = this
    const blockWeights = Array.from({ length: TRAIT_TRIANGLE }, () => new Float64Array(BLOCK))
    let loss = 0

    for (let from = 0; from < rows.rows; from += BLOCK * every) {
      const to = Math.min(rows.rows, from + BLOCK)
      for (let row = from; row < to; row++) {
        const weight = rows.weight[row]! * every
        const kind = rows.kind[row]!
        const stage = rows.kinds[kind * 3]!
        const zAt = row * features
        for (let b = 0; b < SHAPES; b++) a[b] = levels[kind * SHAPES + b]!
        for (let j = 0, t = layout.feature; j < features; j++, t += TRAIT_SHAPES) {
          const z = rows.z[zAt + j]!
          if (z === 0) continue
          a[0]! += z * theta[t]!
          a[1]! += z * theta[t + 1]!
          a[2]! += z * theta[t + 2]!
        }
        const dueWeeks = rows.due[row]!
        const dated = dueWeeks === dueWeeks
        if (dated) {
          dueAhead(dueWeeks, steps, due)
          for (let part = 1; part < DUE_PARTS; part++) dueRates[part] = theta[layout.due + stage * (DUE_PARTS - 1) + part - 1]!
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
        const a0 = a[0]!
        const a1 = a[1]!
        const a2 = a[2]!
        const a3 = a[3]!
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
          const shape = k * SHAPES
          const s1 = stepShapes[shape + 1]!
          const s2 = stepShapes[shape + 2]!
          const s3 = stepShapes[shape + 3]!
          const quarter = quarterAhead[quarterAt + k]!
          const part = dated ? due[k]! : 0
          let eta = a0 + a1 * s1 + a2 * s2 + a3 * s3 + quarterRates[quarter]! + (dated ? dueRates[part]! : 0)
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
            const q = quarter * TRAIT_SHAPES
            byQuarter[q]! += m
            byQuarter[q + 1]! += m1
            byQuarter[q + 2]! += m2
            byQuarterLast[quarter]! += m * s3
            if (part > 0) quarterDue[(quarter * STAGES + stage) * DUE_PARTS + part]! += m
          }
          if (part > 0) {
            const d = part * TRAIT_SHAPES
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
        for (let part = 1; part < QUARTER_PARTS; part++) quarterSlope[part]! += byQuarter[part * TRAIT_SHAPES]!
        if (dated) for (let part = 1; part < DUE_PARTS; part++) dueSlope[part]! += byDue[part * TRAIT_SHAPES]!
        if (this.onRow) {
          this.onRow(row, g, quarterSlope, dueSlope)
          continue
        }

        for (let b = 0; b < SHAPES; b++) this.kindSlope[kind * SHAPES + b]! += g[b]!
        for (let t = 0; t < TRIANGLE; t++) this.kindShape[kind * TRIANGLE + t]! += w[t]!
        if (!this.whole) continue
        for (let t = 0; t < TRAIT_TRIANGLE; t++) blockWeights[t]![row - from] = w[t]!
        for (let part = 1; part < QUARTER_PARTS; part++) {
          this.quarterSlope[part]! += quarterSlope[part]!
          const q = part * TRAIT_SHAPES
          const m = byQuarter[q]!
          if (m === 0) continue
          const m1 = byQuarter[q + 1]!
          const m2 = byQuarter[q + 2]!
          this.quarterLevel[part]! += m
          const at = (kind * QUARTER_PARTS + part) * SHAPES
          this.kindQuarter[at]! += m
          this.kindQuarter[at + 1]! += m1
          this.kindQuarter[at + 2]! += m2
          this.kindQuarter[at + 3]! += byQuarterLast[part]!
          crossTraits(this.quarterTrait, part, rows.z, zAt, features, m, m1, m2)
        }
        if (dated) {
          for (let part = 1; part < DUE_PARTS; part++) {
            const own = stage * DUE_PARTS + part
            this.dueSlope[own]! += dueSlope[part]!
            const d = part * TRAIT_SHAPES
            const m = byDue[d]!
            if (m === 0) continue
            const m1 = byDue[d + 1]!
            const m2 = byDue[d + 2]!
            this.dueLevel[own]! += m
            const at = (kind * DUE_PARTS + part) * SHAPES
            this.kindDue[at]! += m
            this.kindDue[at + 1]! += m1
            this.kindDue[at + 2]! += m2
            this.kindDue[at + 3]! += byDueLast[part]!
            crossTraits(this.dueTrait, own, rows.z, zAt, features, m, m1, m2)
          }
        }
        const g0 = g[0]!
        const g1 = g[1]!
        const g2 = g[2]!
        const kindAt = kind * TRIANGLE * features
        for (let j = 0; j < features; j++) {
          const z = rows.z[zAt + j]!
          if (z === 0) continue
          const t = j * TRAIT_SHAPES
          this.traitSlope[t]! += z * g0
          this.traitSlope[t + 1]! += z * g1
          this.traitSlope[t + 2]! += z * g2
          // The last entry, the square of the last shape, meets no trait.
          const into = kindAt + j * TRIANGLE
          for (let i = 0; i < TRIANGLE - 1; i++) this.kindTrait[into + i]! += z * w[i]!
        }
      }
      if (this.whole && !this.onRow)
        for (let t = 0; t < TRAIT_TRIANGLE; t++) addGram(rows.z, features, from, to, blockWeights[t]!, this.grams[t]!)
    }
    return loss
  }

  /** [kind * SHAPES + shape]: what stage, segment, their cell and the stage's name add up to. */
  private kindLevels(theta: Float64Array): Float64Array {
    const { rows } = this
    const levels = new Float64Array(this.kindCount * SHAPES)
    for (let kind = 0; kind < this.kindCount; kind++) {
      for (const [at, b] of this.kindPlaces(rows.kinds, kind)) levels[kind * SHAPES + b]! += theta[at]!
    }
    return levels
  }

  /** The coefficients that a kind has, each with its shape. */
  private kindPlaces(kinds: Int32Array, kind: number): [at: number, shape: number][] {
    const { layout } = this
    const stage = kinds[kind * 3]!
    const segment = kinds[kind * 3 + 1]!
    const name = kinds[kind * 3 + 2]!
    const places: [number, number][] = []
    for (let b = 0; b < SHAPES; b++) {
      places.push([layout.stage + stage * SHAPES + b, b], [layout.segment + segment * SHAPES + b, b])
    }
    places.push([layout.cell + stage * SEGMENTS + segment, 0])
    if (name >= 0 && name < layout.stageNames)
      for (let b = 0; b < TRAIT_SHAPES; b++) places.push([layout.name + name * TRAIT_SHAPES + b, b])
    return places
  }

  /** Lays the sums out over the coefficients. */
  spread(gradient: Float64Array, hessian: Float64Array): void {
    const { layout, rows } = this
    const { size } = layout
    const { features } = rows
    const add = (i: number, j: number, value: number): void => {
      if (i >= j) hessian[i * size + j]! += value
      else hessian[j * size + i]! += value
    }
    for (let kind = 0; kind < this.kindCount; kind++) {
      const places = this.kindPlaces(rows.kinds, kind)
      const stage = rows.kinds[kind * 3]!
      for (const [p, [i, b]] of places.entries()) {
        gradient[i]! += this.kindSlope[kind * SHAPES + b]!
        for (let q = 0; q <= p; q++) {
          const [j, c] = places[q]!
          add(i, j, this.kindShape[kind * TRIANGLE + inTriangle(b, c)]!)
        }
        if (!this.whole) continue
        for (let part = 1; part < QUARTER_PARTS; part++)
          add(i, layout.quarter + part - 1, this.kindQuarter[(kind * QUARTER_PARTS + part) * SHAPES + b]!)
        for (let part = 1; part < DUE_PARTS; part++)
          add(i, layout.due + stage * (DUE_PARTS - 1) + part - 1, this.kindDue[(kind * DUE_PARTS + part) * SHAPES + b]!)
        for (let j = 0; j < features; j++) {
          for (let c = 0; c < TRAIT_SHAPES; c++)
            add(layout.feature + j * TRAIT_SHAPES + c, i, this.kindTrait[(kind * features + j) * TRIANGLE + inTriangle(b, c)]!)
        }
      }
    }
    if (!this.whole) return
    for (let part = 1; part < QUARTER_PARTS; part++) {
      const i = layout.quarter + part - 1
      gradient[i]! += this.quarterSlope[part]!
      add(i, i, this.quarterLevel[part]!)
      for (let stage = 0; stage < STAGES; stage++) {
        for (let d = 1; d < DUE_PARTS; d++)
          add(layout.due + stage * (DUE_PARTS - 1) + d - 1, i, this.quarterDue[(part * STAGES + stage) * DUE_PARTS + d]!)
      }
      spreadTraits(this.quarterTrait, part, i, features, layout, add)
    }
    for (let stage = 0; stage < STAGES; stage++) {
      for (let part = 1; part < DUE_PARTS; part++) {
        const i = layout.due + stage * (DUE_PARTS - 1) + part - 1
        const own = stage * DUE_PARTS + part
        gradient[i]! += this.dueSlope[own]!
        add(i, i, this.dueLevel[own]!)
        spreadTraits(this.dueTrait, own, i, features, layout, add)
      }
    }
    for (let i = 0; i < features; i++) {
      for (let b = 0; b < TRAIT_SHAPES; b++) {
        const row = layout.feature + i * TRAIT_SHAPES + b
        gradient[row]! += this.traitSlope[i * TRAIT_SHAPES + b]!
        for (let j = 0; j <= i; j++) {
          for (let c = 0; c < (i === j ? b + 1 : TRAIT_SHAPES); c++)
            hessian[row * size + layout.feature + j * TRAIT_SHAPES + c]! += this.grams[inTriangle(b, c)]![i * features + j]!
        }
      }
    }
  }
}

function crossTraits(
  into: Float64Array,
  part: number,
  z: Float64Array,
  zAt: number,
  features: number,
  m: number,
  m1: number,
  m2: number,
): void {
  for (let j = 0, at = part * features * TRAIT_SHAPES; j < features; j++, at += TRAIT_SHAPES) {
    const value = z[zAt + j]!
    into[at]! += value * m
    into[at + 1]! += value * m1
    into[at + 2]! += value * m2
  }
}

function spreadTraits(
  from: Float64Array,
  part: number,
  at: number,
  features: number,
  layout: Layout,
  add: (i: number, j: number, value: number) => void,
): void {
  for (let t = 0; t < features * TRAIT_SHAPES; t++) add(layout.feature + t, at, from[part * features * TRAIT_SHAPES + t]!)
}
