import type { Activity } from '../activities/activity.ts'
import { epochMs, instantOf, MS_PER_DAY, type Instant } from '../values/instant.ts'
import type { Score } from '../values/score.ts'
import { interactionsOf, type Interaction } from './interactions.ts'
import { wholeDays } from './threads.ts'

/** Days that a trend looks back, and by how many points of 100 the score must differ to count as up or down. */
export const TREND = { days: 30, points: 5 } as const

/**
 * How engaged a person is, 0 to 100: recency 30 %, frequency 25 %, depth 25 %, sentiment 20 %. The latest interaction is
 * found by date; days are whole days before `asOf`, rounded down, and each step includes its last day. Sentiment is the
 * share of positive among what came in, 50 where nothing came in. Without any interaction the
 * score is 0 and its note says so: not the 25 of each component's lowest step.
 */
export function engagement(interactions: readonly Interaction[], asOf: Instant): Score {
  const last = latest(interactions)
  if (!last) return { value: 0, factors: [], note: 'No contact' }
  const ids = (some: readonly Interaction[]) => some.map((one) => one.activityId)
  const days = wholeDays(last.at, asOf)
  const meetings = interactions.filter((one) => one.kind === 'meeting')
  const calls = interactions.filter((one) => one.kind === 'call')
  const inbound = interactions.filter((one) => one.inbound)
  const positive = inbound.filter((one) => one.positive)
  const factors = [
    {
      name: 'Recency',
      value: recency(days),
      weight: 0.3,
      input: `Last touch ${days} ${days === 1 ? 'day' : 'days'} ago`,
      evidence: [last.activityId],
    },
    {
      name: 'Frequency',
      value: frequency(interactions.length),
      weight: 0.25,
      input: `${interactions.length} interactions`,
      evidence: ids(interactions),
    },
    {
      name: 'Depth',
      value: depth(meetings.length, calls.length),
      weight: 0.25,
      input: `${meetings.length} meetings, ${calls.length} calls`,
      evidence: ids([...meetings, ...calls]),
    },
    {
      name: 'Sentiment',
      value: sentiment(positive.length, inbound.length),
      weight: 0.2,
      input: inbound.length === 0 ? 'Nothing came in' : `${positive.length} positive of ${inbound.length} that came in`,
      evidence: ids(inbound),
    },
  ]
  // In whole percents, so that 100, 75 and 50 do not gather the dust of binary fractions.
  const value = factors.reduce((sum, factor) => sum + factor.value * Math.round(factor.weight * 100), 0) / 100
  return { value, factors }
}

/**
 * Whether a person's score rose or fell against the one of 30 days earlier, computed from what was recorded by then.
 * No contact then counts as 0; null where there is none now either. Less than 5 points either way is flat.
 */
export function engagementTrend(
  records: ReadonlySet<string>,
  activities: readonly Activity[],
  asOf: Instant,
): 'up' | 'flat' | 'down' | null {
  const earlier = trendBase(asOf)
  return trendBetween(
    interactionsOf(records, activities, asOf),
    interactionsOf(records, knownThen(activities, asOf), earlier),
    asOf,
  )
}

/** The instant that a trend looks back to. */
export function trendBase(asOf: Instant): Instant {
  return instantOf(epochMs(asOf) - TREND.days * MS_PER_DAY)
}

/** What was recorded by the instant that a trend looks back to. */
export function knownThen<Of extends Pick<Activity, 'recordedAt'>>(activities: readonly Of[], asOf: Instant): Of[] {
  const earlierMs = epochMs(trendBase(asOf))
  return activities.filter((activity) => epochMs(activity.recordedAt) < earlierMs)
}

/** The same from the interactions of both instants. */
export function trendBetween(
  interactions: readonly Interaction[],
  earlier: readonly Interaction[],
  asOf: Instant,
): 'up' | 'flat' | 'down' | null {
  if (interactions.length === 0) return null
  const by = (engagement(interactions, asOf).value ?? 0) - (engagement(earlier, trendBase(asOf)).value ?? 0)
  return by >= TREND.points ? 'up' : by <= -TREND.points ? 'down' : 'flat'
}

function latest(interactions: readonly Interaction[]): Interaction | undefined {
  return interactions.reduce<Interaction | undefined>(
    (last, one) => (last && epochMs(last.at) >= epochMs(one.at) ? last : one),
    undefined,
  )
}

function recency(days: number): number {
  return days <= 7 ? 100 : days <= 14 ? 75 : days <= 30 ? 50 : 25
}

function frequency(count: number): number {
  return count >= 10 ? 100 : count >= 5 ? 75 : count >= 2 ? 50 : 25
}

function depth(meetings: number, calls: number): number {
  if (meetings >= 2) return 100
  return meetings + calls >= 3 ? 75 : meetings + calls >= 1 ? 50 : 25
}

function sentiment(positive: number, inbound: number): number {
  return inbound === 0 ? 50 : Math.min(100, (positive / inbound) * 100)
}
