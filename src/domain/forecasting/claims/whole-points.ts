/**
 * Parts of a chance as whole points that add up to the whole in whole points: each part is rounded down, and the points that
 * are missing go to those that lost most by it (largest remainder).
 */
export function wholePoints(parts: readonly number[], whole: number): number[] {
  const points = parts.map((part) => Math.floor(100 * part + 1e-9))
  const lost = parts.map((part, i) => ({ i, rest: 100 * part - points[i]! })).sort((a, b) => b.rest - a.rest || a.i - b.i)
  const missing = Math.round(100 * whole) - points.reduce((sum, value) => sum + value, 0)
  for (let n = 0; n < missing; n++) points[lost[n % Math.max(1, lost.length)]!.i]! += 1
  for (let n = 0; n > missing; n--) points[lost.at(n - 1)!.i]! -= 1
  return points
}
