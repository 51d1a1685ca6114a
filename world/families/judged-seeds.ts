/** Seeds from here on belong to companies on which forecasts are judged: nothing may be learnt from them beforehand. */
export const JUDGED_SEEDS = 900_000

/** Whether a forecast is to be judged on the company of this seed. */
export function isJudged(seed: number): boolean {
  return seed >= JUDGED_SEEDS
}
