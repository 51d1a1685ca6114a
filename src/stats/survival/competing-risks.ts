import { shareGone } from './share-gone.ts'

/** Counts of one group by interval of time since its landmark: how many were won, lost, or last seen open in each. */
export interface RiskCounts {
  win: Float64Array
  loss: Float64Array
  censored: Float64Array
}

/** Cumulative rates that an interval adds for each cause: P(survives it) = exp(-(win + loss)). */
export interface CauseRates {
  win: Float64Array
  loss: Float64Array
}

/** Cumulative incidence at the end of each interval. `win[k] + loss[k] + open[k]` is 1. */
export interface Incidence {
  win: Float64Array
  loss: Float64Array
  open: Float64Array
}

export function emptyCounts(intervals: number): RiskCounts {
  return { win: new Float64Array(intervals), loss: new Float64Array(intervals), censored: new Float64Array(intervals) }
}

/**
 * Cause-specific rates of a group, shrunk towards those of its parent in two steps.
 *
 * 1. Level, per cause: the parent's rates times (a + observed) / (a + expected), a = `levelStrength` events (gamma-Poisson).
 *    It reaches the intervals that nobody has been watched in, so a group that never wins does not start to win there.
 * 2. Shape: `shapeStrength` imaginary members that follow the scaled parent are added to the counts: the posterior mean
 *    of a beta-Stacy process (Walker and Muliere, Ann. Statist. 25 (1997) 1762). With strength 0 this is the
 *    Aalen-Johansen estimator on the intervals, members last seen inside one counting half (actuarial).
 *
 * `weight` scales all counts: below 1 where the group holds one deal several times over.
 */
export function shrunkRates(
  counts: RiskCounts,
  parent: CauseRates,
  weight: number,
  levelStrength: { win: number; loss: number },
  shapeStrength: number,
): CauseRates {
  const intervals = counts.win.length
  const atRisk = exposure(counts)
  const events = eventsAgainst(counts, parent)
  const winLevel = levelRatio(events.observedWins * weight, events.expectedWins * weight, levelStrength.win)
  const lossLevel = levelRatio(events.observedLosses * weight, events.expectedLosses * weight, levelStrength.loss)

  const win = new Float64Array(intervals)
  const loss = new Float64Array(intervals)
  let open = 1
  for (let k = 0; k < intervals; k++) {
    const parentWin = parent.win[k]! * winLevel
    const parentLoss = parent.loss[k]! * lossLevel
    const parentTotal = parentWin + parentLoss
    const gone = -Math.expm1(-parentTotal)
    const imaginary = shapeStrength * open
    const there = weight * atRisk[k]! + imaginary
    if (there <= 1e-9) {
      win[k] = parentWin
      loss[k] = parentLoss
    } else {
      const share = parentTotal > 0 ? gone / parentTotal : 0
      const winShare = (weight * counts.win[k]! + imaginary * parentWin * share) / there
      const lossShare = (weight * counts.loss[k]! + imaginary * parentLoss * share) / there
      const closing = Math.min(1 - 1e-9, winShare + lossShare)
      const rate = closing > 1e-12 ? -Math.log1p(-closing) / (winShare + lossShare) : 1
      win[k] = winShare * rate
      loss[k] = lossShare * rate
    }
    open *= 1 - gone
  }
  return { win, loss }
}

/** Wins and losses of a group, and how many the parent's rates lead to expect of it. */
export function eventsAgainst(
  counts: RiskCounts,
  parent: CauseRates,
): { observedWins: number; expectedWins: number; observedLosses: number; expectedLosses: number } {
  const atRisk = exposure(counts)
  let observedWins = 0
  let observedLosses = 0
  let expectedWins = 0
  let expectedLosses = 0
  for (let k = 0; k < atRisk.length; k++) {
    observedWins += counts.win[k]!
    observedLosses += counts.loss[k]!
    // A rate counts while one is still there: exposure to it ends with the event, hence the share of the interval survived.
    const total = parent.win[k]! + parent.loss[k]!
    const survived = total > 1e-12 ? -Math.expm1(-total) / total : 1
    expectedWins += atRisk[k]! * parent.win[k]! * survived
    expectedLosses += atRisk[k]! * parent.loss[k]! * survived
  }
  return { observedWins, expectedWins, observedLosses, expectedLosses }
}

/** Cumulative incidence from rates, each cause's scaled by a factor per interval (proportional hazards). */
export function incidence(rates: CauseRates, winFactor: (k: number) => number, lossFactor: (k: number) => number): Incidence {
  return incidenceOf({
    win: rates.win.map((rate, k) => rate * winFactor(k)),
    loss: rates.loss.map((rate, k) => rate * lossFactor(k)),
  })
}

/** Cumulative incidence from rates. */
export function incidenceOf(rates: CauseRates): Incidence {
  const intervals = rates.win.length
  const win = new Float64Array(intervals)
  const loss = new Float64Array(intervals)
  const open = new Float64Array(intervals)
  let won = 0
  let lost = 0
  let left = 1
  for (let k = 0; k < intervals; k++) {
    const winRate = rates.win[k]!
    const total = winRate + rates.loss[k]!
    const closing = left * shareGone(total)
    const wins = total > 0 ? (closing * winRate) / total : 0
    won += wins
    lost += closing - wins
    left = 1 - won - lost
    win[k] = won
    loss[k] = lost
    open[k] = left
  }
  return { win, loss, open }
}

/** Members at risk in each interval; one last seen open inside it counts half. */
function exposure(counts: RiskCounts): Float64Array {
  const intervals = counts.win.length
  const atRisk = new Float64Array(intervals)
  let there = 0
  for (let k = intervals - 1; k >= 0; k--) {
    atRisk[k] = there + counts.win[k]! + counts.loss[k]! + counts.censored[k]! / 2
    there += counts.win[k]! + counts.loss[k]! + counts.censored[k]!
  }
  return atRisk
}

function levelRatio(observed: number, expected: number, strength: number): number {
  return strength + expected > 0 ? (strength + observed) / (strength + expected) : 1
}
