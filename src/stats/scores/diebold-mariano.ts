import { studentCdf } from '../incomplete-beta.ts'

export interface DieboldMariano {
  /** Mean loss of the first less that of the second: below 0 the first is better. */
  difference: number
  statistic: number
  /** Two-sided. */
  pValue: number
}

/**
 * Whether two forecasts of the same series differ in their losses by more than chance (F. Diebold and R. Mariano, JBES 13
 * (1995) 253), with the small-sample correction and Student's law of D. Harvey, S. Leybourne and P. Newbold (IJF 13 (1997) 281).
 *
 * `horizon` is how many steps ahead the forecasts were made, 1 or more: their losses are correlated over horizon - 1 steps.
 * Where that long-run variance is not positive, Bartlett's weights make it so. Agrees with both estimators of R
 * `forecast::dm.test` (8.20) to 1e-8. Equal losses throughout give statistic 0 and p 1. In the order of time, at least 3.
 */
export function dieboldMariano(first: ArrayLike<number>, second: ArrayLike<number>, horizon = 1): DieboldMariano {
  const n = first.length
  const gaps = Float64Array.from(first, (loss, i) => loss - second[i]!)
  const difference = gaps.reduce((sum, gap) => sum + gap, 0) / n
  if (gaps.every((gap) => gap === 0)) return { difference: 0, statistic: 0, pValue: 1 }
  const covariance = (lag: number): number => {
    let sum = 0
    for (let i = lag; i < n; i++) sum += (gaps[i]! - difference) * (gaps[i - lag]! - difference)
    return sum / n
  }
  const longRun = (weight: (lag: number) => number): number => {
    let sum = covariance(0)
    for (let lag = 1; lag < horizon; lag++) sum += 2 * weight(lag) * covariance(lag)
    return sum / n
  }
  let variance = longRun(() => 1)
  if (variance <= 0) variance = longRun((lag) => 1 - lag / horizon)
  const correction = Math.sqrt((n + 1 - 2 * horizon + (horizon * (horizon - 1)) / n) / n)
  const statistic = (difference / Math.sqrt(variance)) * correction
  return { difference, statistic, pValue: 2 * studentCdf(-Math.abs(statistic), n - 1) }
}
