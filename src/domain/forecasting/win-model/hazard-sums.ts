import { STAGES, type Layout } from './coefficients.ts'
import { DUE_PARTS } from './due-parts.ts'
import type { HazardRows } from './hazard-rows.ts'
import { SHAPES, TRAIT_SHAPES } from './lead-steps.ts'
import { QUARTER_PARTS } from './quarter-weeks.ts'

/** Symmetric SHAPES by SHAPES, by its lower triangle: (b, c) with c <= b at b (b + 1) / 2 + c. */
export const TRIANGLE = (SHAPES * (SHAPES + 1)) / 2
export const TRAIT_TRIANGLE = (TRAIT_SHAPES * (TRAIT_SHAPES + 1)) / 2

export function inTriangle(b: number, c: number): number {
  return b >= c ? (b * (b + 1)) / 2 + c : (c * (c + 1)) / 2 + b
}

/** What all rows add up to: gradient and Hessian of one cause's likelihood before they are laid out over the coefficients. */
export class HazardSums {
  readonly rows: HazardRows
  readonly layout: Layout
  /** Whether more than the levels is learned. */
  readonly whole: boolean
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

  constructor(rows: HazardRows, layout: Layout, whole: boolean) {
    this.rows = rows
    this.layout = layout
    this.whole = whole
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
}
