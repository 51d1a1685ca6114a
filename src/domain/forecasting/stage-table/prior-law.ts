import { LEAD_EDGES, LEAD_INTERVALS } from '../lead-grid.ts'
import type { CauseRates } from '../../../stats/survival/competing-risks.ts'

/**
 * What is assumed of a deal before a company has closed any: 28 % of deals are won (17 to 30 % is usual), half are
 * decided within ten weeks (a median B2B cycle is near 84 days), and a deal that has been open for a year closes at
 * half the rate of a fresh one. Secondary industry figures, so they count for thirty deals and no more.
 */
export const PRIOR = { winShare: 0.28, closingPerDay: 0.0095, halvesAfterDays: 365 } as const

export function priorRates(): CauseRates {
  const win = new Float64Array(LEAD_INTERVALS)
  const loss = new Float64Array(LEAD_INTERVALS)
  const decay = Math.LN2 / PRIOR.halvesAfterDays
  for (let k = 0; k < LEAD_INTERVALS; k++) {
    const rate = (PRIOR.closingPerDay / decay) * (Math.exp(-decay * LEAD_EDGES[k]!) - Math.exp(-decay * LEAD_EDGES[k + 1]!))
    win[k] = rate * PRIOR.winShare
    loss[k] = rate * (1 - PRIOR.winShare)
  }
  return { win, loss }
}

/** How much faster deals of a stage close than the average open deal, where the stage has its usual name. */
const STAGE_FACTORS: Readonly<Record<string, { win: number; loss: number }>> = {
  discovery: { win: 0.55, loss: 1.05 },
  qualification: { win: 0.8, loss: 1.05 },
  proposal: { win: 1.5, loss: 0.95 },
  negotiation: { win: 2.6, loss: 0.8 },
}

export function stageFactor(stage: string): { win: number; loss: number } {
  return STAGE_FACTORS[stage.toLowerCase()] ?? { win: 1, loss: 1 }
}
