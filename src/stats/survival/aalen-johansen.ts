/** Cumulative incidence of each cause right after each time at which anything happened. */
export interface CauseIncidence {
  times: Float64Array
  /** One array per cause, causes numbered from 1. With `survival` they add up to 1 at every time. */
  incidence: Float64Array[]
  variance: Float64Array[]
  survival: Float64Array
}

/**
 * The estimate of Aalen and Johansen (1978) under competing causes. `cause[i]` is 0 for a member last seen at `times[i]`, else
 * 1 to `causes`. The variance is of Greenwood's type (multinomial increments, delta method; A. Allignol et al., Biometrical
 * Journal 52 (2010) 126). Agrees with the R package etm 1.1 to 1e-10. n log n.
 */
export function aalenJohansen(times: ArrayLike<number>, cause: ArrayLike<number>, causes: number): CauseIncidence {
  const order = Uint32Array.from(times, (_, i) => i).sort((a, b) => times[a]! - times[b]!)
  const at: number[] = []
  const survival: number[] = []
  const incidence: number[][] = Array.from({ length: causes }, () => [])
  const variance: number[][] = Array.from({ length: causes }, () => [])
  // For one cause, Var F(t) = c0 + c1 F(t) + c2 F(t)^2 with sums over the times up to t: no second loop over them.
  const sums = Array.from({ length: causes }, () => ({ reached: 0, c0: 0, c1: 0, c2: 0 }))
  let left = 1
  for (let next = 0; next < order.length;) {
    const time = times[order[next]!]!
    const atRisk = order.length - next
    const counts = new Float64Array(causes + 1)
    for (; next < order.length && times[order[next]!] === time; next++) counts[cause[order[next]!]!]! += 1
    const all = counts.reduce((sum, count) => sum + count, 0) - counts[0]!
    if (all === 0) continue
    const gone = all / atRisk
    const q = gone < 1 ? gone / (atRisk * (1 - gone)) : 0
    for (const [j, sum] of sums.entries()) {
      const share = counts[j + 1]! / atRisk
      sum.reached += left * share
      const f = sum.reached
      const slope = (2 * share * left) / atRisk
      sum.c0 += (left * left * share * (1 - share)) / atRisk + f * slope + f * f * q
      sum.c1 -= slope + 2 * f * q
      sum.c2 += q
      incidence[j]!.push(f)
      variance[j]!.push(Math.max(0, sum.c0 + f * (sum.c1 + f * sum.c2)))
    }
    left *= 1 - gone
    at.push(time)
    survival.push(left)
  }
  return {
    times: Float64Array.from(at),
    incidence: incidence.map((list) => Float64Array.from(list)),
    variance: variance.map((list) => Float64Array.from(list)),
    survival: Float64Array.from(survival),
  }
}
