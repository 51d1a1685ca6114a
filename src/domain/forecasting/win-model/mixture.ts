import type { Incidence } from '../../../stats/survival/competing-risks.ts'
import { LEAD_GROUP } from '../stage-table/quarter-phase.ts'
import type { LeadParts } from './lead-parts.ts'

/** The chances of several members by their shares: mixing keeps won, lost and open adding up to one. */
export function mixed(parts: readonly Incidence[], shares: readonly number[]): Incidence {
  if (parts.length === 1) return parts[0]!
  const n = parts[0]!.win.length
  const mixture = { win: new Float64Array(n), loss: new Float64Array(n), open: new Float64Array(n) }
  const total = shares.reduce((sum, share) => sum + share, 0)
  for (const [m, { win, loss }] of parts.entries()) {
    const share = shares[m]! / total
    for (let k = 0; k < n; k++) {
      mixture.win[k]! += share * win[k]!
      mixture.loss[k]! += share * loss[k]!
    }
  }
  for (let k = 0; k < n; k++) mixture.open[k] = 1 - mixture.win[k]! - mixture.loss[k]!
  return mixture
}

/**
 * The chances with both rates multiplied by a factor, and by those of `parts` where there are any: whatever the factors,
 * every chance stays between 0 and 1, every curve rises, and the order of two horizons holds, which correcting each horizon
 * by itself would not promise.
 */
export function scaled(
  { win, loss, open }: Incidence,
  factor: { win: number; loss: number },
  parts: LeadParts | null,
): Incidence {
  if (factor.win === 1 && factor.loss === 1 && parts === null) return { win, loss, open }
  const n = win.length
  const result = { win: new Float64Array(n), loss: new Float64Array(n), open: new Float64Array(n) }
  let won = 0
  let lost = 0
  let left = 1
  for (let k = 0; k < n; k++) {
    const before = k === 0 ? 1 : open[k - 1]!
    const wins = win[k]! - (k === 0 ? 0 : win[k - 1]!)
    const losses = loss[k]! - (k === 0 ? 0 : loss[k - 1]!)
    const closing = wins + losses
    const part = LEAD_GROUP[k]!
    const winFactor = factor.win * (parts?.win[part] ?? 1)
    const lossFactor = factor.loss * (parts?.loss[part] ?? 1)
    if (before > 0 && winFactor === 1 && lossFactor === 1) {
      won += (left * wins) / before
      lost += (left * losses) / before
    } else if (closing > 0 && before > 0) {
      const rate = -Math.log(Math.max(1e-12, 1 - closing / before))
      const winRate = ((rate * wins) / closing) * winFactor
      const lossRate = ((rate * losses) / closing) * lossFactor
      const gone = left * -Math.expm1(-winRate - lossRate)
      const share = winRate + lossRate > 0 ? winRate / (winRate + lossRate) : 0
      won += gone * share
      lost += gone * (1 - share)
    }
    left = 1 - won - lost
    result.win[k] = won
    result.loss[k] = lost
    result.open[k] = left
  }
  return result
}
