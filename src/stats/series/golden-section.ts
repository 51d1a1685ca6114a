const RATIO = (Math.sqrt(5) - 1) / 2

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
  let a = low + Math.max(0, best - 1) * step
  let b = low + Math.min(looks - 1, best + 1) * step
  let c = b - RATIO * (b - a)
  let d = a + RATIO * (b - a)
  let atC = cost(c)
  let atD = cost(d)
  while (b - a > tolerance) {
    if (atC <= atD) {
      b = d
      d = c
      atD = atC
      c = b - RATIO * (b - a)
      atC = cost(c)
    } else {
      a = c
      c = d
      atC = atD
      d = a + RATIO * (b - a)
      atD = cost(d)
    }
  }
  const inner = (a + b) / 2
  return least < cost(inner) ? low + best * step : inner
}
