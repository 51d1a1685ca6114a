import { lossDifference } from '../../../stats/scores/loss-difference.ts'
import type { HeldOutLosses } from './held-out-losses.ts'

/** A champion and its challenger on the same looks at deals, in weeks that neither has learned from. */
export interface HeldOut {
  /** First day of those weeks. */
  from: string
  looks: number
  deals: number
  /** Mean log losses in nats; less is better. */
  champion: number
  challenger: number
  difference: number
  standardError: number
}

export interface Verdict {
  replaces: boolean
  heldOut: HeldOut
}

/** The challenger takes over only where it is better by more than the error of the difference, whole deals at a time. */
export function verdictOn(champion: HeldOutLosses, challenger: HeldOutLosses, from: string): Verdict {
  const looks = champion.losses.length
  const mean = (losses: Float64Array): number => losses.reduce((sum, loss) => sum + loss, 0) / Math.max(1, looks)
  const { difference, standardError, clusters } = lossDifference(challenger.losses, champion.losses, champion.deals)
  return {
    replaces: looks > 0 && difference < -standardError,
    heldOut: {
      from,
      looks,
      deals: clusters,
      champion: mean(champion.losses),
      challenger: mean(challenger.losses),
      difference: looks > 0 ? difference : 0,
      standardError: Number.isFinite(standardError) ? standardError : 0,
    },
  }
}
