import { RUN_LENGTHS } from './run-length-table.ts'

/**
 * Periods between false alarms of `poissonCusum` while nothing changes and `expected` come per period: from the table that
 * `scripts/write-run-lengths.mjs` simulated (standard error 3 %), interpolated in log length over log rate and threshold, held at the
 * table's ends. The ratio is the nearest of .5, .7, 1.4 and 2.
 */
export function inControlRunLength(expected: number, { ratio, threshold }: { ratio: number; threshold: number }): number {
  const { rates, ratios, thresholds, logLength } = RUN_LENGTHS
  let nearest = 0
  for (const [i, one] of ratios.entries())
    if (Math.abs(Math.log(one / ratio)) < Math.abs(Math.log(ratios[nearest]! / ratio))) nearest = i
  const [lowRate, rateShare] = place(
    rates.map((rate) => Math.log(rate)),
    Math.log(expected),
  )
  const [lowThreshold, thresholdShare] = place(thresholds, threshold)
  const at = (rate: number, step: number): number => logLength[nearest]![rate]![step]!
  const along = (rate: number): number =>
    at(rate, lowThreshold) * (1 - thresholdShare) + at(rate, lowThreshold + 1) * thresholdShare
  return Math.exp(along(lowRate) * (1 - rateShare) + along(lowRate + 1) * rateShare)
}

/** The grid interval that holds the value and how far into it the value lies, 0 to 1. */
function place(grid: readonly number[], value: number): [below: number, share: number] {
  let below = 0
  while (below < grid.length - 2 && grid[below + 1]! <= value) below += 1
  const share = (value - grid[below]!) / (grid[below + 1]! - grid[below]!)
  return [below, Math.min(1, Math.max(0, share))]
}
