import { z } from 'zod'
import { USUAL_CERTAINTY } from '../stakeholders/champions/departure-sign.ts'

/** When somebody counts as gone, and how much of us one person gets. */
export const ChampionSettings = z.object({
  /** How sure the signs of a departure must be together before a plan to save the deal starts. */
  departureCertainty: z.number().min(0.1).max(1).default(USUAL_CERTAINTY),
  /** Messages, calls and meetings of ours to one person over all their deals within so many days. */
  touchBudget: z.int().min(1).max(200).default(8),
  touchWithinDays: z.int().min(1).max(365).default(30),
})
