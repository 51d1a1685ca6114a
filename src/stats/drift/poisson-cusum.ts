/** What the sums watch for: the rate having become `ratio` times the expected one, told once a sum reaches `threshold`. */
export interface CusumSetting {
  /** Below 1 watches for fewer, above 1 for more. */
  ratio: number
  /** In nats of log-likelihood; 4 to 5. */
  threshold: number
}

export interface Cusum {
  /** The sum after each period. */
  path: Float64Array
  /** `at` is the period whose sum reached the threshold, `since` the first of the run that led there: the likeliest onset. */
  alarms: { at: number; since: number }[]
}

/**
 * Poisson CUSUM: S = max(0, S + x ln r + expected (1 - r)), the log-likelihood ratio of r times the expected counts against them
 * (J. Lucas, Technometrics 27 (1985) 129). After an alarm the sum starts again at 0. `expected[t]` is what period t should bring.
 */
export function poissonCusum(counts: ArrayLike<number>, expected: ArrayLike<number>, { ratio, threshold }: CusumSetting): Cusum {
  const log = Math.log(ratio)
  const path = new Float64Array(counts.length)
  const alarms: Cusum['alarms'] = []
  let sum = 0
  let since = 0
  for (let t = 0; t < counts.length; t++) {
    if (sum === 0) since = t
    sum = Math.max(0, sum + counts[t]! * log + expected[t]! * (1 - ratio))
    path[t] = sum
    if (sum < threshold) continue
    alarms.push({ at: t, since })
    sum = 0
  }
  return { path, alarms }
}

/**
 * Periods from a change to its alarm, on average and to first order: threshold over the sum's drift when the true rate is `truth`
 * (by default the watched ratio) times `expected` per period. Infinity where the sum does not climb then. Within 30 % of simulation
 * for sizeable counts; it leaves out the overshoot.
 */
export function expectedDelay(expected: number, { ratio, threshold }: CusumSetting, truth = ratio): number {
  const drift = expected * (1 - ratio + truth * Math.log(ratio))
  return drift > 0 ? threshold / drift : Infinity
}
