import type { Segment } from '../../domain/opportunities/opportunity.ts'
import type { SponsorLevel } from '../../domain/sponsors/sponsor-levels.ts'
import type { ForecastCategory, Stage } from '../../domain/opportunities/stage.ts'

/**
 * What filters may name in the address. Written out because the lists of the domain bring their schemas along, which would make the
 * shell a third larger; route-values.test.ts holds them to the domain's.
 */
export const STAGE_VALUES = [
  'discovery',
  'qualification',
  'proposal',
  'negotiation',
  'closed_won',
  'closed_lost',
] as const satisfies readonly Stage[]
export const CATEGORY_VALUES = ['commit', 'best_case', 'pipeline', 'omitted'] as const satisfies readonly ForecastCategory[]
export const SEGMENT_VALUES = ['enterprise', 'mid-market', 'smb'] as const satisfies readonly Segment[]
export const LEVEL_VALUES = ['champion', 'engaged', 'passive', 'disengaged', 'unknown'] as const satisfies readonly SponsorLevel[]
