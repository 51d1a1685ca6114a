import { liveWeek, type DealNature, type DealState } from '../latent/deal-process.ts'
import { winPull } from '../latent/market.ts'
import type { Random } from '../random.ts'
import type { LatentCompany } from './latent-company.ts'

export const LONGEST_WEEKS = 200

/** Whole weeks from `day` until the deal is won, or lost as the complement (−1 − weeks), or LONGEST_WEEKS where neither comes. */
export function forwardLife(
  latent: LatentCompany,
  nature: DealNature,
  state: DealState,
  day: number,
  weeks: number,
  skillOn: (day: number) => number,
  shocks: readonly number[],
  random: Random,
): number {
  for (let week = 0; week < weeks; week++) {
    const at = day + 7 * week
    const pull = winPull(latent.market, at, shocks) + skillOn(at)
    const outcome = liveWeek(nature, state, pull, latent.settings, latent.market, random)
    if (outcome !== 'open') return outcome === 'won' ? week : -1 - week
  }
  return LONGEST_WEEKS
}
