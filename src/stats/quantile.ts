/**
 * The quantile of ascending numbers by linear interpolation between order statistics: type 7 of Hyndman and Fan (1996),
 * the default of R and numpy. No numbers give NaN.
 *
 * @example quantileOfSorted([1, 2, 3, 4], 0.5) // 2.5
 */
export function quantileOfSorted(sorted: ArrayLike<number>, p: number): number {
  if (sorted.length === 0) return NaN
  const position = (sorted.length - 1) * Math.min(1, Math.max(0, p))
  const below = Math.floor(position)
  const low = sorted[below]!
  return low + (position - below) * ((sorted[below + 1] ?? low) - low)
}
