/** What revenue may come to, in US dollars. */
export interface RevenueLaw {
  readonly mean: number
  readonly sd: number
  readonly p10: number
  readonly p50: number
  readonly p90: number
}

/** The law of which these totals are draws; at least two of them. */
export function lawOfDraws(draws: ArrayLike<number>): RevenueLaw {
  const sorted = Float64Array.from(draws).sort()
  const n = sorted.length
  const mean = sorted.reduce((sum, value) => sum + value, 0) / n
  const sd = Math.sqrt(sorted.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (n - 1))
  const quantile = (level: number) => {
    const place = level * (n - 1)
    const below = Math.floor(place)
    const low = sorted[below] ?? 0
    return low + (place - below) * ((sorted[below + 1] ?? low) - low)
  }
  return { mean, sd, p10: quantile(0.1), p50: quantile(0.5), p90: quantile(0.9) }
}
