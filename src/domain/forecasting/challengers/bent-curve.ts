import type { Incidence } from '../../../stats/survival/competing-risks.ts'
import { logOdds } from '../../../stats/log-odds.ts'
import { leadInterval } from '../lead-grid.ts'
import { HORIZON_DAYS } from './challenger.ts'

const LAST = leadInterval(HORIZON_DAYS)
const REACH = 12
const ROUNDS = 60
const CLOSE_ENOUGH = 1e-10

/**
 * A curve whose chance to be won within the horizon is the one given: its rate of winning is multiplied by one factor until
 * then, and what is open afterwards goes on as before. So a model that answers one question keeps the shape, the calendar and
 * the losses of the curve. The factor is found on log-odds by regula falsi (Illinois), to 1e-10.
 */
export function bentTo(base: Incidence, chance: number): Incidence {
  const { win, loss, open } = base
  if (!(win[LAST]! > 0) || !(chance > 0)) return base
  const wins = new Float64Array(LAST + 1)
  const losses = new Float64Array(LAST + 1)
  for (let k = 0; k <= LAST; k++) {
    const before = k === 0 ? 1 : open[k - 1]!
    const won = win[k]! - (k === 0 ? 0 : win[k - 1]!)
    const lost = loss[k]! - (k === 0 ? 0 : loss[k - 1]!)
    const closing = won + lost
    if (closing <= 0 || before <= 0) continue
    const rate = -Math.log(Math.max(1e-12, 1 - closing / before))
    wins[k] = (rate * won) / closing
    losses[k] = (rate * lost) / closing
  }
  const target = logOdds(chance)
  const n = win.length
  const bent = { win: new Float64Array(n), loss: new Float64Array(n), open: new Float64Array(n) }
  const miss = (logFactor: number): number => follow(wins, losses, Math.exp(logFactor), bent) - target
  solve(miss)
  // What is still open has the rates of the curve itself.
  const left = open[LAST]! > 1e-12 ? bent.open[LAST]! / open[LAST]! : 0
  for (let k = LAST + 1; k < n; k++) {
    bent.win[k] = bent.win[LAST]! + left * (win[k]! - win[LAST]!)
    bent.loss[k] = bent.loss[LAST]! + left * (loss[k]! - loss[LAST]!)
    bent.open[k] = 1 - bent.win[k]! - bent.loss[k]!
  }
  return bent
}

/** Fills the curve up to the horizon; log-odds of having won by then. */
function follow(wins: Float64Array, losses: Float64Array, factor: number, into: Incidence): number {
  let won = 0
  let lost = 0
  for (let k = 0; k <= LAST; k++) {
    const rate = factor * wins[k]!
    const total = rate + losses[k]!
    const closing = (1 - won - lost) * -Math.expm1(-total)
    if (total > 0) {
      won += (closing * rate) / total
      lost += (closing * losses[k]!) / total
    }
    into.win[k] = won
    into.loss[k] = lost
    into.open[k] = 1 - won - lost
  }
  return logOdds(won)
}

/** Leaves the curve as it was followed last: at the root, or at the end of the reach that is nearer to it. */
function solve(miss: (logFactor: number) => number): void {
  if (Math.abs(miss(0)) < CLOSE_ENOUGH) return
  let [low, high] = [-REACH, REACH]
  let below = miss(low)
  if (below >= 0) return
  let above = miss(high)
  if (above <= 0) return
  let side = 0
  for (let round = 0; round < ROUNDS; round++) {
    const middle = (low * above - high * below) / (above - below)
    const at = miss(middle)
    if (Math.abs(at) < CLOSE_ENOUGH || high - low < CLOSE_ENOUGH) return
    if (at < 0) {
      low = middle
      below = at
      if (side === -1) above /= 2
      side = -1
    } else {
      high = middle
      above = at
      if (side === 1) below /= 2
      side = 1
    }
  }
}
