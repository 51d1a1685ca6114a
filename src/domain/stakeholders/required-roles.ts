import type { BuyingRole } from '../accounts/contact.ts'
import type { Segment } from '../opportunities/opportunity.ts'
import { STAGES, type Stage } from '../opportunities/stage.ts'
import type { RoleRule, ThreadingSettings } from '../settings/threading-settings.ts'

/** Of a deal as much as decides whom it needs. The amount is in minor units of the base currency. */
export interface DealNeeds {
  readonly segment: Segment | null
  readonly stage: Stage
  readonly amountMinor: number | null
}

/** A deal of an unknown segment is held against these. */
export const USUAL_SEGMENT: Segment = 'mid-market'

/** A seat that must be filled: any of its roles does. */
export interface RequiredRole {
  readonly anyOf: readonly BuyingRole[]
  readonly critical: boolean
}

/** The seats that a deal of this segment, stage and amount must fill; each once, critical where any rule says so. */
export function requiredRoles({ segment, stage, amountMinor }: DealNeeds, rules: readonly RoleRule[]): RequiredRole[] {
  const of = segment ?? USUAL_SEGMENT
  const seats = new Map<string, RequiredRole>()
  for (const { anyOf, critical, segments, fromStage, fromAmountMinor } of rules) {
    if (segments !== null && !segments.includes(of)) continue
    if (placeOf(stage) < placeOf(fromStage)) continue
    if (fromAmountMinor !== null && (amountMinor === null || amountMinor < fromAmountMinor)) continue
    const seat = anyOf.join(' ')
    seats.set(seat, { anyOf, critical: critical || seats.get(seat)?.critical === true })
  }
  return [...seats.values()]
}

/** The benchmark of a deal's segment. */
export function benchmarkOf(segment: Segment | null, settings: Pick<ThreadingSettings, 'segments'>) {
  return settings.segments[segment ?? USUAL_SEGMENT]
}

function placeOf(stage: Stage): number {
  return STAGES.indexOf(stage)
}
