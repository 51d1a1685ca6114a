import type { Segment } from '../../domain/opportunities/opportunity.ts'
import type { OutreachPurpose, OutreachState } from '../../domain/sponsors/outreach-guard.ts'
import type { Alignment, Standing } from '../../domain/sponsors/sponsor-account.ts'
import type { SponsorCause } from '../../domain/sponsors/sponsor-alerts.ts'
import type { SponsorLevel, SponsorRisk } from '../../domain/sponsors/sponsor-levels.ts'
import type { PlainDate } from '../../domain/values/plain-date.ts'
import { countText } from '../deals/deal-words.ts'
import { dateText } from '../ui/date-text.ts'
import type { Tone } from '../ui/status.tsx'

export const LEVEL_TONES = {
  champion: 'good',
  engaged: 'good',
  passive: 'warn',
  disengaged: 'risk',
  unknown: 'mute',
} as const satisfies Record<SponsorLevel, Tone>

/** What a level means, as the framework says it. */
export const LEVEL_MEANINGS = {
  champion: 'Speaks for us inside, joins QBRs, brings others in',
  engaged: 'Meets us regularly, answers, says what they think',
  passive: 'Delegates, seldom in contact',
  disengaged: 'No direct contact, does not answer',
  unknown: 'New, or nobody has been in contact',
} as const satisfies Record<SponsorLevel, string>

export const RISKS = {
  low: { tone: 'good', label: 'Low' },
  medium: { tone: 'warn', label: 'Medium' },
  high: { tone: 'risk', label: 'High' },
  critical: { tone: 'risk', label: 'Critical' },
} as const satisfies Record<SponsorRisk, { tone: Tone; label: string }>

export const STANDING_LABELS = {
  primary: 'Primary sponsor',
  backup: 'Backup',
  sponsor: 'Sponsor',
  'not-executive': 'No executive',
} as const satisfies Record<Standing, string>

export const ALIGNMENT_LABELS = { high: 'High', medium: 'Medium', low: 'Low' } as const satisfies Record<Alignment, string>

export const CADENCE_LABELS = {
  enterprise: 'Monthly',
  'mid-market': 'Quarterly',
  smb: 'Half-yearly',
} as const satisfies Record<Segment, string>

export const PURPOSE_LABELS = {
  relationship: 'Relationship',
  'strategic-review': 'Strategic review',
  goals: 'Their goals',
  renewal: 'Renewal',
  expansion: 'Expansion',
  'change-at-the-top': 'Change at the top',
  support: 'Support',
  billing: 'Billing',
  scheduling: 'Scheduling',
  'technical-issue': 'Technical issue',
  paperwork: 'Paperwork',
  training: 'Training',
} as const satisfies Record<OutreachPurpose, string>

export const OUTREACH_LABELS = {
  proposed: { tone: 'info', label: 'Waits for the account team' },
  agreed: { tone: 'good', label: 'Agreed' },
  refused: { tone: 'mute', label: 'Declined' },
  sent: { tone: 'good', label: 'Sent' },
  withdrawn: { tone: 'mute', label: 'Withdrawn' },
} as const satisfies Record<OutreachState, { tone: Tone; label: string }>

interface DueParts {
  readonly dueOn: PlainDate
  readonly overdueDays: number
  readonly state: 'on-time' | 'due' | 'overdue'
}

/** When somebody is to be met, as shape and word: "12 days overdue", "due by 4 Dec", "by 20 Jan". */
export function dueText({ dueOn, overdueDays, state }: DueParts, today: PlainDate): string {
  if (state === 'overdue') return `${countText(overdueDays, 'day')} overdue`
  return `${state === 'due' ? 'Due by' : 'By'} ${dateText(dueOn, today)}`
}

export const DUE_TONES = { 'on-time': 'good', due: 'warn', overdue: 'risk' } as const satisfies Record<DueParts['state'], Tone>

/** Where somebody stands among the executives of an account. */
export const PLACE_LABELS = { primary: 'Primary', backup: 'Backup', bench: 'Bench', left: 'Left' } as const

export const DUE_LABELS = { 'on-time': 'On time', due: 'Due', overdue: 'Overdue' } as const satisfies Record<
  DueParts['state'],
  string
>

export const CAUSE_LABELS = {
  'sponsor-left': 'Sponsor left',
  'no-executive-contact': 'No executive contact',
  'no-backup-sponsor': 'No backup',
  'organisational-change': 'Change at the top',
} as const satisfies Record<SponsorCause, string>
