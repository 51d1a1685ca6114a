import { STAGES, type Layout } from './coefficients.ts'
import { DUE_PARTS } from './due-parts.ts'
import { inTriangle, TRIANGLE, type HazardSums } from './hazard-sums.ts'
import { kindPlaces } from './kind-places.ts'
import { SHAPES, TRAIT_SHAPES } from './lead-steps.ts'
import { QUARTER_PARTS } from './quarter-weeks.ts'

/** Lays the sums out over the coefficients. */
export function layOutSums(sums: HazardSums, gradient: Float64Array, hessian: Float64Array): void {
  const { layout, rows } = sums
  const { size } = layout
  const { features } = rows
  const add = (i: number, j: number, value: number): void => {
    if (i >= j) hessian[i * size + j]! += value
    else hessian[j * size + i]! += value
  }
  for (let kind = 0; kind < sums.kindCount; kind++) {
    const places = kindPlaces(rows.kinds, kind, layout)
    const stage = rows.kinds[kind * 3]!
    for (const [p, [i, b]] of places.entries()) {
      gradient[i]! += sums.kindSlope[kind * SHAPES + b]!
      for (let q = 0; q <= p; q++) {
        const [j, c] = places[q]!
        add(i, j, sums.kindShape[kind * TRIANGLE + inTriangle(b, c)]!)
      }
      if (!sums.whole) continue
      for (let part = 1; part < QUARTER_PARTS; part++)
        add(i, layout.quarter + part - 1, sums.kindQuarter[(kind * QUARTER_PARTS + part) * SHAPES + b]!)
      for (let part = 1; part < DUE_PARTS; part++)
        add(i, layout.due + stage * (DUE_PARTS - 1) + part - 1, sums.kindDue[(kind * DUE_PARTS + part) * SHAPES + b]!)
      for (let j = 0; j < features; j++) {
        for (let c = 0; c < TRAIT_SHAPES; c++)
          add(layout.feature + j * TRAIT_SHAPES + c, i, sums.kindTrait[(kind * features + j) * TRIANGLE + inTriangle(b, c)]!)
      }
    }
  }
  if (!sums.whole) return
  for (let part = 1; part < QUARTER_PARTS; part++) {
    const i = layout.quarter + part - 1
    gradient[i]! += sums.quarterSlope[part]!
    add(i, i, sums.quarterLevel[part]!)
    for (let stage = 0; stage < STAGES; stage++) {
      for (let d = 1; d < DUE_PARTS; d++)
        add(layout.due + stage * (DUE_PARTS - 1) + d - 1, i, sums.quarterDue[(part * STAGES + stage) * DUE_PARTS + d]!)
    }
    spreadTraits(sums.quarterTrait, part, i, features, layout, add)
  }
  for (let stage = 0; stage < STAGES; stage++) {
    for (let part = 1; part < DUE_PARTS; part++) {
      const i = layout.due + stage * (DUE_PARTS - 1) + part - 1
      const own = stage * DUE_PARTS + part
      gradient[i]! += sums.dueSlope[own]!
      add(i, i, sums.dueLevel[own]!)
      spreadTraits(sums.dueTrait, own, i, features, layout, add)
    }
  }
  for (let i = 0; i < features; i++) {
    for (let b = 0; b < TRAIT_SHAPES; b++) {
      const row = layout.feature + i * TRAIT_SHAPES + b
      gradient[row]! += sums.traitSlope[i * TRAIT_SHAPES + b]!
      for (let j = 0; j <= i; j++) {
        for (let c = 0; c < (i === j ? b + 1 : TRAIT_SHAPES); c++)
          hessian[row * size + layout.feature + j * TRAIT_SHAPES + c]! += sums.grams[inTriangle(b, c)]![i * features + j]!
      }
    }
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
