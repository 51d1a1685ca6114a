/** How the level is steered. `target` is the share of misses that is wanted. */
export interface AdaptiveSetting {
  target: number
  /** Step; .05 forgets in some twenty periods. */
  rate: number
  least: number
  most: number
}

/**
 * The miss rate to ask for next, after a period that was missed or held: alpha + rate · (target - missed), kept within [least,
 * most]. I. Gibbs and E. Candès, "Adaptive conformal inference under distribution shift", NeurIPS (2021). Without the bounds the share
 * of misses over T periods is within (max(alpha_1, 1 - alpha_1) + rate) / (T · rate) of the target, whatever happens (their proposition 4.1);
 * with them it is as long as the bounds are not met.
 */
export function adaptedLevel(alpha: number, missed: boolean, { target, rate, least, most }: AdaptiveSetting): number {
  return Math.min(most, Math.max(least, alpha + rate * (target - (missed ? 1 : 0))))
}
