/**
 * The posterior mean of a rate ratio: `observed` events where `expected` were, under a gamma prior of mean 1 and variance
 * 1 / `strength` (gamma-Poisson). `strength` is the number of expected events at which data and prior weigh the same.
 */
export function shrunkRatio(observed: number, expected: number, strength: number): number {
  return (strength + observed) / (strength + expected)
}

/**
 * The strength that the groups themselves suggest, by moments: Var(O/E) beyond Poisson noise is 1 / strength.
 * Groups that differ no more than chance give `most`; never below `least`.
 */
export function strengthByMoments(observed: readonly number[], expected: readonly number[], least: number, most: number): number {
  let excess = 0
  let scale = 0
  for (const [i, e] of expected.entries()) {
    excess += (observed[i]! - e) ** 2 - e
    scale += e * e
  }
  return excess <= 0 ? most : Math.min(most, Math.max(least, scale / excess))
}
