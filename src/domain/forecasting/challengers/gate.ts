import { lossDifference } from '../../../stats/scores/loss-difference.ts'
import { logLoss } from '../../../stats/scores/log-loss.ts'
import type { PastCompany } from './past-instants.ts'
import type { PastChances } from './sequence-challengers.ts'

/** What it takes to be admitted: deals that the company must have, and by which share of the log loss to be better. */
export interface Threshold {
  deals: number
  share: number
}

/** A challenger beside the model in use. Log losses are means over forecasts in nats, of "won within 91 days". */
export interface Judgement {
  /** Deals and forecasts of them that both spoke of. */
  deals: number
  forecasts: number
  logLoss: number | null
  championLogLoss: number | null
  /** Challenger less champion, below 0 where the challenger is better, and its standard error, deals taken as the unit. */
  difference: number | null
  standardError: number | null
  admitted: boolean
  reason: string
}

/** @param known how many deals the company has. */
export function judged({ refits }: PastCompany, said: PastChances, known: number, threshold: Threshold): Judgement {
  const chances: number[] = []
  const champion: number[] = []
  const won: number[] = []
  const keys: string[] = []
  for (const [r, { instants }] of refits.entries()) {
    for (const [i, { open, champion: theirs, won: came }] of instants.entries()) {
      const ours = said[r]?.[i]
      if (!ours) continue
      for (let row = 0; row < open.rows; row++) {
        if (!Number.isFinite(theirs[row]!)) continue
        chances.push(clipped(ours[row]!))
        champion.push(clipped(theirs[row]!))
        won.push(came[row]!)
        keys.push(open.keys[open.deal[row]!]!)
      }
    }
  }
  const { length: forecasts } = won
  if (forecasts < LEAST_FORECASTS) return { ...NOTHING, reason: 'Too few past forecasts are over to compare.' }
  const loss = (of: readonly number[]): number[] => of.map((p, i) => -Math.log(won[i] === 1 ? p : 1 - p))
  const { difference, standardError, clusters } = lossDifference(loss(chances), loss(champion), keys)
  const championLogLoss = logLoss(champion, won)
  const enough = known >= threshold.deals
  const better = -difference > standardError && -difference >= threshold.share * championLogLoss
  return {
    deals: clusters,
    forecasts,
    logLoss: logLoss(chances, won),
    championLogLoss,
    difference,
    standardError,
    admitted: enough && better,
    reason: reasonOf({ enough, better, known, threshold, difference, standardError }),
  }
}

const LEAST_FORECASTS = 100
const NOTHING = {
  deals: 0,
  forecasts: 0,
  logLoss: null,
  championLogLoss: null,
  difference: null,
  standardError: null,
  admitted: false,
} as const

function clipped(chance: number): number {
  return Math.min(1 - 1e-6, Math.max(1e-6, chance))
}

function reasonOf(case_: {
  enough: boolean
  better: boolean
  known: number
  threshold: Threshold
  difference: number
  standardError: number
}): string {
  const { enough, better, known, threshold, difference, standardError } = case_
  const by = `${Math.abs(difference).toFixed(4)} nats, standard error ${standardError.toFixed(4)}`
  const side = difference < 0 ? `Better by ${by}` : `Worse by ${by}`
  const needed = threshold.deals.toLocaleString('en')
  if (!enough) return `${side}; off below ${needed} deals, there are ${known.toLocaleString('en')}.`
  if (better) return `${side}: ahead by more than chance shows.`
  if (difference >= 0) return `${side}: off.`
  if (-difference <= standardError) return `${side}: not more than one standard error, so off.`
  return `${side}: less than ${(100 * threshold.share).toFixed(1)}% of the log loss, so off.`
}
