import type { Activity, Participant } from '../../activities/activity.ts'
import { epochMs, MS_PER_DAY } from '../../values/instant.ts'
import type { OwnFeature } from './landmark-features.ts'

/** What a track reads of an activity. */
export type TrackActivity = Pick<
  Activity,
  'id' | 'kind' | 'direction' | 'sentiment' | 'state' | 'occurredAt' | 'recordedAt' | 'automated'
> & { readonly participants: readonly Pick<Participant, 'part' | 'contactId' | 'userId' | 'response'>[] }

const WEEK_MS = 7 * MS_PER_DAY
const FRESH = 0.3
const DECAY_PER_MS = Math.log(1 - FRESH) / WEEK_MS
/** One sign in two weeks: what is expected of somebody who has not yet shown a rhythm. */
const USUAL_GAP_WEEKS = 2
const LARGEST_SURPRISE = 6
const TONE = { positive: 1, neutral: 0, negative: -1 } as const

/** A running account of what happens on a deal: costs one look at each activity, however many weeks are asked for. */
export class EngagementSignals {
  /** When each person last wrote, called or met. */
  readonly lastSignBy = new Map<string, number>()
  readonly touched = new Set<string>()
  private at = -Infinity
  private inbound = 0
  private outbound = 0
  private meetings = 0
  private tone = 0
  private rated = 0
  private signs = 0
  private firstSign = Infinity
  private lastSign = -Infinity
  private any = false
  /** Known, but still to come. */
  private ahead: { at: number; one: TrackActivity }[] = []

  /** Moves on to an instant, with what was learnt since the last one. */
  learn(activities: readonly TrackActivity[], at: number): void {
    const kept = this.at === -Infinity ? 0 : Math.exp(DECAY_PER_MS * (at - this.at))
    this.inbound *= kept
    this.outbound *= kept
    this.meetings *= kept
    this.tone *= kept
    this.rated *= kept
    this.at = at
    if (this.ahead.length > 0) {
      const due = this.ahead.filter((planned) => planned.at < at)
      if (due.length > 0) this.ahead = this.ahead.filter((planned) => planned.at >= at)
      for (const { at: occurred, one } of due) this.count(one, occurred)
    }
    for (const one of activities) {
      this.any = true
      if (one.automated || one.state === 'cancelled' || one.direction === 'internal') continue
      if (one.kind === 'task' || one.kind === 'note') continue
      const occurred = epochMs(one.occurredAt)
      if (occurred >= at) this.ahead.push({ at: occurred, one })
      else this.count(one, occurred)
    }
  }

  private count(one: TrackActivity, occurred: number): void {
    const weight = FRESH * Math.exp(DECAY_PER_MS * (this.at - occurred))
    const meeting = one.kind === 'meeting' && isWithThem(one)
    const inbound = one.kind !== 'meeting' && directionOf(one) === 'inbound'
    if (meeting) this.meetings += weight
    else if (inbound) this.inbound += weight
    else if (directionOf(one) === 'outbound') this.outbound += weight
    if (one.sentiment !== null && (meeting || inbound)) {
      this.tone += weight * TONE[one.sentiment]
      this.rated += weight
    }
    if (meeting || inbound) {
      this.signs += 1
      this.firstSign = Math.min(this.firstSign, occurred)
      this.lastSign = Math.max(this.lastSign, occurred)
    }
    for (const { contactId, part, response } of one.participants) {
      if (contactId === null) continue
      this.touched.add(contactId)
      if (!(meeting && response !== 'declined') && !(inbound && part === 'from')) continue
      this.lastSignBy.set(contactId, Math.max(this.lastSignBy.get(contactId) ?? -Infinity, occurred))
    }
  }

  values(createdAt: number) {
    const since = Math.max(0, this.at - Math.max(this.lastSign, createdAt)) / WEEK_MS
    const active = this.signs > 1 ? (this.lastSign - this.firstSign) / WEEK_MS : 0
    return {
      inbound: Math.log1p(this.inbound),
      meetings: Math.log1p(this.meetings),
      outbound: Math.log1p(this.outbound),
      sentiment: this.tone / (this.rated + FRESH),
      sinceSign: Math.log1p(since),
      silence: Math.min(LARGEST_SURPRISE, Math.max(1, this.signs) * Math.log1p(since / (USUAL_GAP_WEEKS + active))),
      meetingAhead: this.ahead.some(({ one }) => one.kind === 'meeting') ? 1 : 0,
      noActivity: this.any ? 0 : 1,
    } satisfies Partial<Record<OwnFeature, number>>
  }
}

/** A meeting without any list of who was there counts as one with them. */
function isWithThem(one: TrackActivity): boolean {
  if (one.participants.length === 0) return true
  return one.participants.some(
    ({ contactId, userId, response }) => (contactId !== null || userId === null) && response !== 'declined',
  )
}

function directionOf(one: TrackActivity): 'inbound' | 'outbound' | null {
  if (one.direction === 'inbound' || one.direction === 'outbound') return one.direction
  const from = one.participants.find(({ part }) => part === 'from')
  if (!from) return null
  return from.userId !== null ? 'outbound' : from.contactId !== null ? 'inbound' : null
}
