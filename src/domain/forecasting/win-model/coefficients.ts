import { DUE_PARTS } from './due-parts.ts'
import { SHAPES, TRAIT_SHAPES } from './lead-steps.ts'
import { QUARTER_PARTS } from './quarter-weeks.ts'

export const STAGES = 4
export const SEGMENTS = 4

/** Where each kind of coefficient stands in the vector of one cause. */
export interface Layout {
  features: number
  stageNames: number
  /** stage * SHAPES + shape */
  stage: number
  /** segment * SHAPES + shape */
  segment: number
  /** stage * SEGMENTS + segment: a level only */
  cell: number
  /** part - 1 of the quarter; part 0 has none */
  quarter: number
  /** stage * (DUE_PARTS - 1) + part - 1 */
  due: number
  /** feature * TRAIT_SHAPES + shape */
  feature: number
  /** stage name * TRAIT_SHAPES + shape: how a company's own stage departs from its canonical one */
  name: number
  size: number
}

export function layoutOf(features: number, stageNames: number): Layout {
  const stage = 0
  const segment = stage + STAGES * SHAPES
  const cell = segment + SEGMENTS * SHAPES
  const quarter = cell + STAGES * SEGMENTS
  const due = quarter + QUARTER_PARTS - 1
  const feature = due + STAGES * (DUE_PARTS - 1)
  const name = feature + features * TRAIT_SHAPES
  return { features, stageNames, stage, segment, cell, quarter, due, feature, name, size: name + stageNames * TRAIT_SHAPES }
}

/** Coefficients of the levels: a company's own are learned most freely. */
export function levels(layout: Layout): number[] {
  return [
    ...Array.from({ length: STAGES }, (_, s) => layout.stage + s * SHAPES),
    ...Array.from({ length: SEGMENTS }, (_, g) => layout.segment + g * SHAPES),
    ...Array.from({ length: STAGES * SEGMENTS }, (_, c) => layout.cell + c),
    ...Array.from({ length: layout.stageNames }, (_, n) => layout.name + n * TRAIT_SHAPES),
  ]
}
