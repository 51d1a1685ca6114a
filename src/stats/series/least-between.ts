import { highestPoint } from '../golden-section.ts'

/**
 * Where `cost` is least between `low` and `high`, to `tolerance`: a look at `looks` even places, because the cost of a
 * smoothing weight often has two valleys, then golden section (Kiefer 1953) around the best.
 */
export function leastBetween(
  low: number,
  high: number,
  cost: (x: number) => number,
  { looks = 9, tolerance = 1e-5 }: { looks?: number; tolerance?: number } = {},
): number {
  const step = (high - low) / (looks - 1)
  let best = 0
  let least = Infinity
  for (let i = 0; i < looks; i++) {
    const found = cost(low + i * step)
    if (found < least) {
      least = found
      best = i
    }
  }
  const peak = highestPoint(
    (x) => -cost(x),
    low + Math.max(0, best - 1) * step,
    low + Math.min(looks - 1, best + 1) * step,
    tolerance,
  )
  return least < cost(peak) ? low + best * step : peak
}
