import { normalQuantile } from '../normal/normal-quantile.ts'

/** A survival curve: right after `times[i]` (ascending, only times with an event) the share `survival[i]` is left. */
export interface SurvivalCurve {
  times: Float64Array
  atRisk: Float64Array
  events: Float64Array
  survival: Float64Array
  /** Greenwood's variance of `survival`; 0 once nobody is left. */
  variance: Float64Array
}

/**
 * The product-limit estimate of Kaplan and Meier (1958) with Greenwood's variance. Members last seen at a time are still at
 * risk for events of that time. Agrees with R 4.2 `survfit` to 1e-12.
 */
export function kaplanMeier(times: ArrayLike<number>, happened: ArrayLike<boolean | number>): SurvivalCurve {
  const order = Uint32Array.from(times, (_, i) => i).sort((a, b) => times[a]! - times[b]!)
  const rows: [time: number, atRisk: number, events: number, survival: number, variance: number][] = []
  let left = 1
  let hazardVariance = 0
  for (let at = 0; at < order.length;) {
    const time = times[order[at]!]!
    const atRisk = order.length - at
    let events = 0
    for (; at < order.length && times[order[at]!] === time; at++) if (happened[order[at]!]) events += 1
    if (events === 0) continue
    left *= 1 - events / atRisk
    hazardVariance += events < atRisk ? events / (atRisk * (atRisk - events)) : 0
    rows.push([time, atRisk, events, left, left * left * hazardVariance])
  }
  const column = (index: 0 | 1 | 2 | 3 | 4): Float64Array => Float64Array.from(rows, (row) => row[index])
  return { times: column(0), atRisk: column(1), events: column(2), survival: column(3), variance: column(4) }
}

/**
 * The confidence interval of one survival share on the scale ln(-ln S), which never leaves [0, 1]; R's `conf.type = "log-log"`.
 * At 0 and 1 that scale has no value: both ends are the share itself.
 */
export function logLogInterval(survival: number, variance: number, level: number): { low: number; high: number } {
  if (survival <= 0 || survival >= 1) return { low: survival, high: survival }
  const log = Math.log(survival)
  const spread = (normalQuantile((1 + level) / 2) * Math.sqrt(variance)) / Math.abs(survival * log)
  return { low: survival ** Math.exp(spread), high: survival ** Math.exp(-spread) }
}

/** The share left right after `time`. */
export function survivalAt({ times, survival }: SurvivalCurve, time: number): number {
  let low = 0
  let high = times.length
  while (low < high) {
    const middle = (low + high) >> 1
    if (times[middle]! <= time) low = middle + 1
    else high = middle
  }
  return low === 0 ? 1 : survival[low - 1]!
}
