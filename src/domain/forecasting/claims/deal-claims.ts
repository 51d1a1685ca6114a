import type { DealForecast } from '../deal-forecast.ts'
import { conceptName } from './concept-names.ts'
import { chanceClaim, CLOSE_CLAIM, reasonClaims, slipClaim, type SaidClaim } from './said-claims.ts'

/** A claim as it is made of a deal today, in words that stand by themselves; dates in them are ISO. */
export interface DealClaim extends SaidClaim {
  readonly statement: string
  /** What a reason is told under; null for other claims. */
  readonly concept: string | null
}

type Told = Pick<DealForecast, 'winChance' | 'winBy' | 'closeSets' | 'slip' | 'factors'>

/** Every claim of a deal's forecast. `until` is the day asked about, `due` the close date entered. */
export function dealClaims(forecast: Told, { until, due }: { until: string; due: string | null }): DealClaim[] {
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
  return claims
}

/** What kind of claim a key speaks of, whichever person of a deal it is about. */
export function kindOfClaim(key: string): string {
  return key.replace(/^person\/[^/]+\//, 'person/')
}
