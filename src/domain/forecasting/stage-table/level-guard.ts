/** Wins and losses of one past quarter among the deals open at its start, and what the forecast of then expected. */
export interface QuarterOutcome {
  wins: number
  expectedWins: number
  losses: number
  expectedLosses: number
  /** Closed deals that forecast rested on, over those known today. */
  knowledge: number
}

/**
 * Before any quarter has been compared, a forecast's level is taken to be right as far as a quarter moves by itself. Wins of
 * simulated companies kept for tuning are off by up to a twelfth over eight quarters, whereas the first quarters of a young
 * company, each forecast from one or two before it, are off by much and say little of today.
 */
const PRIOR_VARIANCE = 0.18 ** 2
/** What the fate of a quarter moves by itself: nearly a fifth (one standard deviation), and no fault of the forecast. */
const QUARTER_VARIANCE = 0.18 ** 2
/** A quarter two back says half as much: companies drift. */
const HALF_LIFE = 2

/**
 * One factor for the win rates and one for the loss rates: how past forecasts, made with what was known then, came out.
 * The posterior mean of the logarithm under a normal prior around "right", the last quarter first in `quarters`. A factor
 * on the rates keeps every chance between 0 and 1 and every curve rising, which correcting each horizon would not. A
 * forecast made with a tenth of today's knowledge says a tenth about today's.
 */
export function levelGuard(quarters: readonly QuarterOutcome[]): { win: number; loss: number } {
  return {
    win: factor(quarters.map((q) => [q.wins, q.expectedWins, q.knowledge])),
    loss: factor(quarters.map((q) => [q.losses, q.expectedLosses, q.knowledge])),
  }
}

function factor(quarters: readonly (readonly [observed: number, expected: number, knowledge: number])[]): number {
  let precision = 1 / PRIOR_VARIANCE
  let sum = 0
  for (const [back, [observed, expected, knowledge]] of quarters.entries()) {
    if (expected <= 0) continue
    const weight = (knowledge * 0.5 ** (back / HALF_LIFE)) / (QUARTER_VARIANCE + 1 / expected)
    precision += weight
    sum += weight * Math.log((observed + 0.5) / (expected + 0.5))
  }
  return Math.exp(sum / precision)
}
