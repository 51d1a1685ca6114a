/**
 * How far a forecast must reach so that a new case, exchangeable with the past ones, is missed with chance at most `alpha`: the
 * ceil((n + 1)(1 - alpha))-th smallest of the past `scores` (distances from what came; any unit). Infinity where the past is too
 * short to promise that: fewer than 1 / alpha - 1 cases. V. Vovk et al.; J. Lei et al., JASA 113 (2018) 1094.
 */
export function conformalReach(scores: ArrayLike<number>, alpha: number): number {
  const sorted = Float64Array.from(scores).sort()
  // The product is meant exactly: 99 cases at .1 are the 90th, not the 91st by the last bit of .9.
  const rank = Math.ceil((sorted.length + 1) * (1 - alpha) - 1e-9)
  return rank <= sorted.length ? sorted[Math.max(0, rank - 1)]! : Infinity
}
