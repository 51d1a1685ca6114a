export interface LevelCoverage {
  level: number
  /** The share of actuals inside, ends included, and its binomial standard error if the cases are independent. */
  covered: number
  standardError: number
  /** The shares below and above: a biased forecast misses on one side. */
  below: number
  above: number
  meanWidth: number
}

/** Nominal beside realised: how often the central intervals of each level held what came. One row of ends per case and level. */
export function intervalCoverage(
  levels: readonly number[],
  intervals: readonly (readonly { low: number; high: number }[])[],
  actuals: ArrayLike<number>,
): LevelCoverage[] {
  return levels.map((level, k) => {
    let below = 0
    let above = 0
    let width = 0
    for (const [i, { low, high }] of intervals[k]!.entries()) {
      below += actuals[i]! < low ? 1 : 0
      above += actuals[i]! > high ? 1 : 0
      width += high - low
    }
    const cases = intervals[k]!.length
    const covered = 1 - (below + above) / cases
    return {
      level,
      covered,
      standardError: Math.sqrt((covered * (1 - covered)) / cases),
      below: below / cases,
      above: above / cases,
      meanWidth: width / cases,
    }
  })
}
