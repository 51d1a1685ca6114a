/** Which components a model of the family has: error, trend and season, as in Hyndman, Koehler, Ord and Snyder (2008). */
export interface EtsForm {
  readonly error: 'A' | 'M'
  readonly trend: 'N' | 'A' | 'Ad'
  readonly season: 'N' | 'A' | 'M'
}

/** Where each parameter stands in a vector of parameters; the first seasonal states follow, by place in the cycle. */
export const ALPHA = 0
export const BETA = 1
export const GAMMA = 2
export const PHI = 3
export const LEVEL = 4
export const SLOPE = 5
export const SEASON = 6

/** How many parameters are estimated, the first states and the variance among them, as AICc counts them. */
export function parameterCount({ trend, season }: EtsForm, frequency: number): number {
  return 3 + (trend === 'N' ? 0 : trend === 'A' ? 2 : 3) + (season === 'N' ? 0 : frequency)
}
