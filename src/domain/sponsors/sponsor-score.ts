import { answersBetween, ANSWER_WITHIN_DAYS } from '../stakeholders/turns.ts'
import type { Factor, Score } from '../values/score.ts'
import { MS_PER_DAY, epochMs, instantOf, type Instant } from '../values/instant.ts'
import { ALIGNMENTS, type AccountContext, type Alignment } from './sponsor-account.ts'
import type { Review, Touch } from './executive-touches.ts'

/** Points of each of the four parts. */
export const PART_POINTS = 25
/** How far back touches, answers and reviews are looked at. */
export const SCORED_DAYS = 365

/** Days of the median answer up to which, inclusive, an answer earns these points. */
const ANSWER_POINTS: readonly (readonly [days: number, points: number])[] = [
  [1, 25],
  [2, 20],
  [4, 15],
  [7, 10],
  [ANSWER_WITHIN_DAYS, 5],
]

const ALIGNMENT_SHARE = { high: 1, medium: 0.5, low: 0.2 } as const satisfies Record<Alignment, number>

export interface Scored {
  readonly touches: readonly Touch[]
  readonly reviews: readonly Review[]
  readonly records: ReadonlySet<string>
  readonly knownSince: Instant
  readonly priorities: readonly string[]
  readonly context: AccountContext
  readonly cadenceDays: number
  readonly asOf: Instant
}

/**
 * How engaged an executive is, four parts of 25. A part of which nothing is known is left out and the rest is scaled to 100,
 * which the note says; without any contact, or with one part alone, there is no score.
 */
export function sponsorScore(scored: Scored): Score {
  if (scored.touches.length === 0) return { value: null, factors: [], note: 'No contact' }
  const factors = [meetingFrequency(scored), responsiveness(scored), reviewAttendance(scored), strategicAlignment(scored)]
  const known = factors.filter(({ value }) => value !== null)
  const unknown = factors
    .filter(({ value }) => value === null)
    .map(({ name }) => name.replace(/^[A-Z](?=[a-z])/, (letter) => letter.toLowerCase()))
  if (known.length < 2) return { value: null, factors, note: `Too little is known to score: no ${unknown.join(', no ')}` }
  const points = known.reduce((sum, { value }) => sum + (value ?? 0), 0)
  const value = Math.round((points / (known.length * PART_POINTS)) * 100)
  return unknown.length === 0
    ? { value, factors }
    : {
        value,
        factors,
        note: `${round(points)} of ${known.length * PART_POINTS} points, scaled to 100: nothing is known of ${unknown.join(' and ')}`,
      }
}

/** Whole cadence periods of the last year, back from `asOf`, since the executive was known: at least one. */
export function periodsOf({ knownSince, cadenceDays, asOf }: Pick<Scored, 'knownSince' | 'cadenceDays' | 'asOf'>): number {
  const known = (epochMs(asOf) - epochMs(knownSince)) / MS_PER_DAY
  return Math.max(1, Math.min(Math.floor(SCORED_DAYS / cadenceDays), Math.floor(known / cadenceDays)))
}

/** In how many of these periods there was a meeting or a call, and which. */
export function metPeriods(scored: Pick<Scored, 'touches' | 'knownSince' | 'cadenceDays' | 'asOf'>): {
  met: number
  of: number
  evidence: string[]
} {
  const of = periodsOf(scored)
  const live = scored.touches.filter(({ kind }) => kind !== 'email')
  const met = new Set<number>()
  const evidence = live.flatMap(({ at, activityId }) => {
    const period = Math.floor((epochMs(scored.asOf) - epochMs(at)) / (scored.cadenceDays * MS_PER_DAY))
    if (period < 0 || period >= of) return []
    met.add(period)
    return [activityId]
  })
  return { met: met.size, of, evidence }
}

function meetingFrequency(scored: Scored): Factor {
  const { met, of, evidence } = metPeriods(scored)
  const input = `${of} in the year, one every ${scored.cadenceDays} days: met in ${met} of ${of} ${of === 1 ? 'period' : 'periods'}`
  return { name: 'Meeting frequency', value: round((PART_POINTS * met) / of), weight: PART_POINTS, input, evidence }
}

function responsiveness({ touches, asOf }: Scored): Factor {
  const from = instantOf(epochMs(asOf) - SCORED_DAYS * MS_PER_DAY)
  const year = touches.filter(({ at }) => at >= from)
  const { theirs } = answersBetween(year, asOf)
  const evidence = [
    ...year.filter(({ kind, inbound }) => inbound && kind !== 'meeting').map(({ activityId }) => activityId),
    ...(theirs.waiting?.evidence ?? []),
  ]
  const part = { name: 'Responsiveness', weight: PART_POINTS, evidence }
  if (theirs.rate === null) return { ...part, value: null, input: 'Nothing of ours called for an answer' }
  if (theirs.medianDays === null)
    return theirs.answered > 0
      ? { ...part, value: null, input: 'Answered in meetings only' }
      : { ...part, value: 0, input: `No answer for ${Math.floor(theirs.waiting?.days ?? 0)} days` }
  const points = ANSWER_POINTS.find(([days]) => (theirs.medianDays ?? Number.POSITIVE_INFINITY) <= days)?.[1] ?? 0
  const input = `Answers in ${round(theirs.medianDays)} days at the median, ${theirs.answered} of ${theirs.turns} answered`
  return { ...part, value: round(points * theirs.rate), input }
}

function reviewAttendance({ reviews, records, knownSince }: Scored): Factor {
  const held = reviews.filter(({ at }) => at >= knownSince)
  const attended = held.filter((review) => [...records].some((record) => review.attended.has(record)))
  return {
    name: 'QBR attendance',
    value: held.length === 0 ? null : round((PART_POINTS * attended.length) / held.length),
    weight: PART_POINTS,
    input: held.length === 0 ? 'No QBR was held' : `${attended.length} of ${held.length} QBRs`,
    evidence: attended.map(({ activityId }) => activityId),
  }
}

function strategicAlignment({ priorities, context }: Scored): Factor {
  const part = { name: 'Strategic alignment', weight: PART_POINTS, evidence: [] }
  const theirs = priorities.length > 0 ? [...priorities] : context.goals.map(({ goal }) => goal)
  if (theirs.length === 0) return { ...part, value: null, input: 'None of their goals is known' }
  if (context.initiatives.length === 0)
    return { ...part, value: null, input: 'Nobody has said which of our initiatives serve their goals' }
  const best = theirs.map((goal) => alignmentWith(goal, context))
  const share = best.reduce((sum, one) => sum + (one === null ? 0 : ALIGNMENT_SHARE[one]), 0) / best.length
  const counts = ALIGNMENTS.map((one) => `${best.filter((other) => other === one).length} ${one}`).join(', ')
  return {
    ...part,
    value: round(PART_POINTS * share),
    input: `${counts}, ${best.filter((one) => one === null).length} without an initiative of ours`,
    evidence: context.initiatives.flatMap(({ evidence }) => evidence ?? []),
  }
}

/** How well the best of our initiatives serves a goal; null where none does. */
export function alignmentWith(goal: string, { initiatives }: Pick<AccountContext, 'initiatives'>): Alignment | null {
  const serving = initiatives.filter(({ priority }) => sameWords(priority, goal))
  return ALIGNMENTS.find((one) => serving.some(({ alignment }) => alignment === one)) ?? null
}

function sameWords(a: string, b: string): boolean {
  const plain = (text: string) =>
    text
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N}]+/gu, ' ')
      .trim()
  return plain(a) === plain(b)
}

function round(value: number): number {
  return Math.round(value * 10) / 10
}
