import { TRAIT_SHAPES } from './lead-steps.ts'

/** Rows that are walked before what they add up to with their features is worked out. */
export const BLOCK = 256

/**
 * Adds, for one part of the quarter or of the due date, what each row of a block weighs in it times the row's features:
 * into[(part * features + feature) * TRAIT_SHAPES + b] += m[b] * z. Of a weight, [b * BLOCK + place in the block] from `mAt`
 * on; `places` are the rows that the part is about, ascending. Four rows at a time, each sum in the order of the rows.
 */
export function crossTraits(
  into: Float64Array,
  part: number,
  z: Float64Array,
  features: number,
  from: number,
  places: Int32Array,
  count: number,
  m: Float64Array,
  mAt: number,
): void {
  const first = part * features * TRAIT_SHAPES
  const atB = mAt + BLOCK
  const atC = atB + BLOCK
  let i = 0
  for (; i + 4 <= count; i += 4) {
    const p0 = places[i]!
    const p1 = places[i + 1]!
    const p2 = places[i + 2]!
    const p3 = places[i + 3]!
    const a0 = m[mAt + p0]!
    const a1 = m[mAt + p1]!
    const a2 = m[mAt + p2]!
    const a3 = m[mAt + p3]!
    // Weights are never negative.
    if (a0 + a1 + a2 + a3 === 0) continue
    const b0 = m[atB + p0]!
    const b1 = m[atB + p1]!
    const b2 = m[atB + p2]!
    const b3 = m[atB + p3]!
    const c0 = m[atC + p0]!
    const c1 = m[atC + p1]!
    const c2 = m[atC + p2]!
    const c3 = m[atC + p3]!
    const z0 = (from + p0) * features
    const z1 = (from + p1) * features
    const z2 = (from + p2) * features
    const z3 = (from + p3) * features
    for (let j = 0, at = first; j < features; j++, at += TRAIT_SHAPES) {
      const x0 = z[z0 + j]!
      const x1 = z[z1 + j]!
      const x2 = z[z2 + j]!
      const x3 = z[z3 + j]!
      into[at] = into[at]! + x0 * a0 + x1 * a1 + x2 * a2 + x3 * a3
      into[at + 1] = into[at + 1]! + x0 * b0 + x1 * b1 + x2 * b2 + x3 * b3
      into[at + 2] = into[at + 2]! + x0 * c0 + x1 * c1 + x2 * c2 + x3 * c3
    }
  }
  for (; i < count; i++) {
    const place = places[i]!
    const a = m[mAt + place]!
    if (a === 0) continue
    const b = m[atB + place]!
    const c = m[atC + place]!
    const zAt = (from + place) * features
    for (let j = 0, at = first; j < features; j++, at += TRAIT_SHAPES) {
      const value = z[zAt + j]!
      into[at]! += value * a
      into[at + 1]! += value * b
      into[at + 2]! += value * c
    }
  }
}
