import type { DealForecast } from '../deal-forecast.ts'
import type { SimilarDeals } from '../win-model/similar-deals.ts'
import type { WhatIf } from '../win-model/what-if.ts'
import { conceptName } from './concept-names.ts'
import { chanceClaim, CLOSE_CLAIM, reasonClaims, similarClaim, slipClaim, whatIfClaim, type SaidClaim } from './said-claims.ts'

/** A claim as it is made of a deal today, in words that stand by themselves; dates in them are ISO. */
export interface DealClaim extends SaidClaim {
  readonly statement: string
  /** What a reason is told under; null for other claims. */
  readonly concept: string | null
}

type Told = Pick<DealForecast, 'winChance' | 'winBy' | 'closeSets' | 'slip' | 'factors'>

interface SaidBeside {
  /** The day asked about. */
  readonly until: string
  /** The close date entered. */
  readonly due: string | null
  readonly whatIfs: readonly Pick<WhatIf, 'name' | 'words' | 'chance'>[]
  readonly similar: Pick<SimilarDeals, 'deals' | 'wins' | 'shrunkRate'> | null
}

/** Every claim of a deal's forecast, and of what is said beside it. */
export function dealClaims(forecast: Told, { until, due, whatIfs, similar }: SaidBeside): DealClaim[] {
  const { winChance, winBy, closeSets, slip, factors } = forecast
  const percent = (chance: number) => `${Math.round(100 * chance)}%`
  const claims: DealClaim[] = [
    {
      ...chanceClaim(winChance),
      statement: `${percent(winChance)} chance to win at all, ${percent(winBy)} by ${until}`,
      concept: null,
    },
  ]
  for (const { concept, words, points, ...claim } of reasonClaims(factors, winChance))
    claims.push({
      subject: claim.subject,
      key: claim.key,
      counted: claim.counted,
      statement: `${conceptName(concept)}: ${words}, ${points > 0 ? `+${points}` : `−${-points}`} points`,
      concept,
    })
  if (closeSets) {
    const spans = closeSets.most.map(({ from, to }) => `${from} to ${to}`).join(', ')
    claims.push({ ...CLOSE_CLAIM, statement: `Closes ${spans}, if it is won (80% of the chance)`, concept: null })
  }
  if (slip && due !== null)
    claims.push({
      ...slipClaim(slip.notByThen),
      statement: `${percent(slip.notByThen)} not to be won within 14 days after ${due}`,
      concept: null,
    })
  for (const { name, words, chance } of whatIfs)
    claims.push({ ...whatIfClaim(name), statement: `${words}: ${percent(chance)} win`, concept: null })
  if (similar && similar.deals.length > 0)
    claims.push({
      ...similarClaim(similar.shrunkRate),
      statement: `Of the ${similar.deals.length} deals most like it ${similar.wins} were won`,
      concept: null,
    })
  return claims
}

/** What kind of claim a key speaks of, whichever person of a deal it is about. */
export function kindOfClaim(key: string): string {
  return key.replace(/^person\/[^/]+\//, 'person/')
}
