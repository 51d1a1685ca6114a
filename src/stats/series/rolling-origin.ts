import type { Member } from './members.ts'
import type { SeriesForecast } from './series-forecast.ts'

/** What each member said at an earlier origin of the values that came after it. */
export interface Rehearsal {
  readonly origin: number
  /** How many values after the origin are known and asked for. */
  readonly steps: number
  readonly forecasts: readonly SeriesForecast[]
}

const MOST_ORIGINS = 6

/**
 * Forecasts made again from up to six earlier origins, a third of the horizon apart (at least one period), as long as half
 * the series and two cycles (with two values) stand before them. Each uses only what came before its origin.
 */
export function rehearse(y: Float64Array, frequency: number, horizon: number, members: readonly Member[]): Rehearsal[] {
  const n = y.length
  const step = Math.max(1, Math.round(horizon / 3))
  const least = Math.max(n / 2, frequency > 1 && n >= 3 * frequency ? 2 * frequency + 2 : 4)
  const found: Rehearsal[] = []
  for (let origin = n - step; origin >= least && found.length < MOST_ORIGINS; origin -= step) {
    const steps = Math.min(horizon, n - origin)
    const before = y.slice(0, origin)
    found.push({ origin, steps, forecasts: members.map((member) => member.forecast(before, steps)) })
  }
  return found
}

/** Origins that the equal weights count for. */
const PRIOR_ORIGINS = 4

/** Weights by the inverse square of the mean absolute error in rehearsal, drawn towards equal ones; they sum to 1. */
export function weightsOf(y: Float64Array, rehearsals: readonly Rehearsal[], members: number): number[] {
  const misses = Array.from({ length: members }, (_, member) => {
    let sum = 0
    let cases = 0
    for (const { origin, steps, forecasts } of rehearsals)
      for (let h = 0; h < steps; h++) {
        sum += Math.abs(y[origin + h]! - forecasts[member]!.mean[h]!)
        cases += 1
      }
    return cases > 0 ? sum / cases : 1
  })
  const worst = Math.max(...misses.filter(Number.isFinite))
  const inverse = misses.map((miss) => (Number.isFinite(miss) && worst > 0 ? (miss / worst + 0.05) ** -2 : worst > 0 ? 0 : 1))
  const total = inverse.reduce((sum, value) => sum + value, 0)
  const trust = rehearsals.length / (rehearsals.length + PRIOR_ORIGINS)
  return inverse.map((value) => (trust * value) / total + (1 - trust) / members)
}
