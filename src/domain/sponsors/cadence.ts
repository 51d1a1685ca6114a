import type { Segment } from '../opportunities/opportunity.ts'
import type { SponsorSettings } from '../settings/sponsor-settings.ts'
import { addDays, daysBetween, type PlainDate } from '../values/plain-date.ts'

export const TOUCHPOINTS = ['one-to-one', 'qbr', 'executive-dinner', 'strategic-check-in', 'business-review'] as const
export type Touchpoint = (typeof TOUCHPOINTS)[number]

export const TOUCHPOINT_LABELS = {
  'one-to-one': '1:1',
  qbr: 'QBR',
  'executive-dinner': 'Executive dinner',
  'strategic-check-in': 'Strategic check-in',
  'business-review': 'Business review',
} as const satisfies Record<Touchpoint, string>

/** What each tier's executives are met for. */
export const TOUCHPOINTS_OF = {
  enterprise: ['one-to-one', 'qbr', 'executive-dinner'],
  'mid-market': ['qbr', 'strategic-check-in'],
  smb: ['business-review'],
} as const satisfies Record<Segment, readonly Touchpoint[]>

export interface Cadence {
  readonly everyDays: number
  readonly touchpoints: Touchpoint[]
  /** Day of the latest meeting or call; null before the first. */
  readonly lastOn: PlainDate | null
  readonly dueOn: PlainDate
  /** Days since it was due; 0 on the day itself and before. */
  readonly overdueDays: number
  readonly state: 'on-time' | 'due' | 'overdue'
}

/** Within so many days of its day a meeting is due: time to set a date. */
const DUE_WITHIN_DAYS = 14

/**
 * When somebody is to be met next: `cadenceDays` of the tier after they were last met, or after they were first known. Due in
 * the two weeks before that day and on it, overdue from the day after.
 */
export function cadenceOf(
  tier: Segment,
  { lastOn, knownOn, today }: { readonly lastOn: PlainDate | null; readonly knownOn: PlainDate; readonly today: PlainDate },
  settings: SponsorSettings,
): Cadence {
  const everyDays = settings.cadenceDays[tier]
  const dueOn = addDays(lastOn ?? knownOn, everyDays)
  const overdueDays = Math.max(0, daysBetween(dueOn, today))
  const state = overdueDays > 0 ? 'overdue' : daysBetween(today, dueOn) <= DUE_WITHIN_DAYS ? 'due' : 'on-time'
  return { everyDays, touchpoints: [...TOUCHPOINTS_OF[tier]], lastOn, dueOn, overdueDays, state }
}

const TIERS: readonly (readonly [Segment, RegExp])[] = [
  ['enterprise', /enterprise|strategic|global|corporate|key account|gro(ss|ß)|\blarge|tier[ -]?1|platinum/i],
  ['mid-market', /mid|medium|commercial|mittel|growth|tier[ -]?2|gold/i],
  ['smb', /smb|sme|small|klein|kmu|pme|pyme|startup|tier[ -]?3|silver|bronze/i],
]

export interface Tier {
  readonly tier: Segment
  readonly because: string
}

/** The tier of an account: what its own field says, else its segment, else what the settings take it for. */
export function tierOf(
  account: { readonly tier: string | null; readonly segment: Segment | null },
  settings: SponsorSettings,
): Tier {
  const said = account.tier === null ? undefined : TIERS.find(([, pattern]) => pattern.test(account.tier ?? ''))?.[0]
  if (said) return { tier: said, because: `Its tier is "${account.tier}".` }
  if (account.segment) return { tier: account.segment, because: 'By its segment.' }
  return { tier: settings.tierUnlessKnown, because: 'Neither tier nor segment is known; the settings say what it counts as.' }
}
