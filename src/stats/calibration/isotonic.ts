/** A step function: from `from[i]` (ascending) up to the next step the chance is `chance[i]`; below the first, `chance[0]`. */
export interface IsotonicCalibration {
  kind: 'isotonic'
  from: Float64Array
  chance: Float64Array
}

/**
 * Least-squares rising step function of what happened on stated chances, by pooling adjacent violators (R. Barlow et al.,
 * Statistical Inference under Order Restrictions (1972)), in n log n. Equal chances share one value. Its values at the
 * given chances agree with scikit-learn 1.2 `IsotonicRegression` to 1e-12; between them it is continuous from the right.
 */
export function fitIsotonic(
  chances: ArrayLike<number>,
  happened: ArrayLike<boolean | number>,
  weights: ArrayLike<number> | null = null,
): IsotonicCalibration {
  const order = Uint32Array.from(chances, (_, i) => i).sort((a, b) => chances[a]! - chances[b]!)
  const from = new Float64Array(order.length)
  const mean = new Float64Array(order.length)
  const mass = new Float64Array(order.length)
  let blocks = 0
  for (let at = 0; at < order.length;) {
    const start = chances[order[at]!]!
    let weight = 0
    let sum = 0
    for (; at < order.length && chances[order[at]!] === start; at++) {
      const w = weights === null ? 1 : weights[order[at]!]!
      weight += w
      sum += happened[order[at]!] ? w : 0
    }
    if (weight <= 0) continue
    from[blocks] = start
    mean[blocks] = sum / weight
    mass[blocks] = weight
    blocks += 1
    for (; blocks > 1 && mean[blocks - 2]! >= mean[blocks - 1]!; blocks--) {
      const total = mass[blocks - 2]! + mass[blocks - 1]!
      mean[blocks - 2] = (mean[blocks - 2]! * mass[blocks - 2]! + mean[blocks - 1]! * mass[blocks - 1]!) / total
      mass[blocks - 2] = total
    }
  }
  return { kind: 'isotonic', from: from.slice(0, blocks), chance: mean.slice(0, blocks) }
}

/** Without any row behind it, the chance as it was stated. */
export function isotonicChance({ from, chance }: IsotonicCalibration, stated: number): number {
  if (from.length === 0) return stated
  let low = 0
  let high = from.length - 1
  while (low < high) {
    const middle = (low + high + 1) >> 1
    if (from[middle]! <= stated) low = middle
    else high = middle - 1
  }
  return chance[low]!
}
