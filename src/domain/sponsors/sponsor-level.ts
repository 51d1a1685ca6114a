import { answersBetween } from '../stakeholders/turns.ts'
import { epochMs, MS_PER_DAY } from '../values/instant.ts'
import type { Executive } from './executives.ts'
import { RISK_OF, type SponsorLevel, type SponsorRisk } from './sponsor-levels.ts'
import { metPeriods, SCORED_DAYS, type Scored } from './sponsor-score.ts'

export interface Indicator {
  readonly name: string
  readonly met: boolean
  readonly why: string
  readonly evidence: string[]
}

export interface Level {
  readonly level: SponsorLevel
  readonly risk: SponsorRisk
  /** One sentence: what decided. */
  readonly because: string
  readonly indicators: Indicator[]
  /** What the records say, where somebody of ours said otherwise. */
  readonly overridden: {
    readonly derived: SponsorLevel
    readonly reason: string
    readonly by: string
    readonly at: string
  } | null
}

/** Answers slower than this at the median are not responsive. */
const RESPONSIVE_DAYS = 7
/** Messages of ours without an answer from which somebody counts as unresponsive. */
const UNANSWERED = 3
/** No contact for so many days, or two cadence periods if that is longer, is none. */
const QUIET_DAYS = 90

/** Days without direct contact after which an executive counts as disengaged. */
export function quietDays(cadenceDays: number): number {
  return Math.max(QUIET_DAYS, 2 * cadenceDays)
}

/**
 * The level of an executive from what happened. Unknown: never a contact. Disengaged: no direct contact for `quietDays`, or
 * three of our messages left without an answer and no meeting. Engaged: met in half of the cadence periods of the year, the
 * last within two of them, and answers within a week at the median. Champion: engaged, and two of: at half of the QBRs, acts
 * for us inside, brings others in. Passive: anything else. What somebody of ours entered, with a reason, overrides.
 */
export function sponsorLevel(executive: Pick<Executive, 'entered' | 'person' | 'left'>, scored: Scored): Level {
  const indicators = indicatorsOf(executive, scored)
  const derived = derive(executive, scored, indicators)
  const entered = executive.entered?.level
  if (!entered) return { ...derived, risk: RISK_OF[derived.level], indicators, overridden: null }
  const { level, reason, by, at } = entered
  return {
    level,
    risk: RISK_OF[level],
    because: `${by} set it: ${reason}`,
    indicators,
    overridden: { derived: derived.level, reason, by, at },
  }
}

function derive(
  { left }: Pick<Executive, 'left'>,
  scored: Scored,
  indicators: readonly Indicator[],
): { level: SponsorLevel; because: string } {
  const is = (name: string) => indicators.some((one) => one.name === name && one.met)
  const why = (name: string) => indicators.find((one) => one.name === name)?.why ?? ''
  if (left) return { level: 'disengaged', because: `Is no longer there: ${left.source}.` }
  if (scored.touches.length === 0) return { level: 'unknown', because: 'No contact so far.' }
  if (!is('Direct contact')) return { level: 'disengaged', because: why('Direct contact') }
  if (is('Unresponsive')) return { level: 'disengaged', because: why('Unresponsive') }
  if (!is('Regular meetings')) return { level: 'passive', because: why('Regular meetings') }
  if (!is('Responsive')) return { level: 'passive', because: why('Responsive') }
  const acts = indicators.filter(({ name, met }) => met && CHAMPION.includes(name))
  return acts.length >= 2
    ? { level: 'champion', because: acts.map((one) => one.why).join(' ') }
    : { level: 'engaged', because: `${why('Regular meetings')} ${why('Responsive')}` }
}

const CHAMPION: readonly string[] = ['Joins QBRs', 'Advocates internally', 'Brings others in']

function indicatorsOf({ person }: Pick<Executive, 'person'>, scored: Scored): Indicator[] {
  const { touches, cadenceDays, asOf, reviews, records, knownSince } = scored
  const fromMs = epochMs(asOf) - SCORED_DAYS * MS_PER_DAY
  const year = touches.filter(({ at }) => epochMs(at) >= fromMs)
  const live = touches.filter(({ kind }) => kind !== 'email')
  const direct = touches.filter(({ inbound }) => inbound)
  const days = (last: { at: string } | undefined) => (last ? Math.floor((epochMs(asOf) - epochMs(last.at)) / MS_PER_DAY) : null)
  const [sinceDirect, sinceLive] = [days(direct.at(-1)), days(live.at(-1))]
  const { met, of, evidence } = metPeriods(scored)
  const { theirs } = answersBetween(year, asOf)
  const waiting = [...(theirs.waiting?.evidence ?? [])]
  const held = reviews.filter(({ at }) => at >= knownSince)
  const attended = held.filter((review) => [...records].some((record) => review.attended.has(record)))
  const brought = year.filter((one) => one.broughtIn.length > 0)
  const inbound = year.filter((one) => one.inbound && one.kind !== 'meeting')
  const positive = inbound.filter((one) => one.positive)
  const warm = inbound.length >= 3 && positive.length * 2 >= inbound.length
  return [
    {
      name: 'Direct contact',
      met: sinceDirect !== null && sinceDirect <= quietDays(cadenceDays),
      why: sinceDirect === null ? 'Nothing ever came from them.' : `Last heard from or met ${sinceDirect} days ago.`,
      evidence: direct.slice(-1).map(({ activityId }) => activityId),
    },
    {
      name: 'Unresponsive',
      met: waiting.length >= UNANSWERED && (sinceLive === null || sinceLive > quietDays(cadenceDays)),
      why: `${waiting.length} messages of ours are without an answer.`,
      evidence: waiting,
    },
    {
      name: 'Regular meetings',
      met: met * 2 >= of && sinceLive !== null && sinceLive <= 2 * cadenceDays,
      why: `Met in ${met} of ${of} periods of ${cadenceDays} days${sinceLive === null ? '' : `, last ${sinceLive} days ago`}.`,
      evidence,
    },
    {
      name: 'Responsive',
      met: waiting.length < UNANSWERED && (theirs.medianDays === null || theirs.medianDays <= RESPONSIVE_DAYS),
      why:
        theirs.medianDays === null
          ? 'No answer by mail was called for.'
          : `Answers in ${theirs.medianDays.toFixed(1)} days at the median.`,
      evidence: inbound.map(({ activityId }) => activityId),
    },
    {
      name: 'Joins QBRs',
      met: attended.length > 0 && attended.length * 2 >= held.length,
      why: `Came to ${attended.length} of ${held.length} QBRs.`,
      evidence: attended.map(({ activityId }) => activityId),
    },
    {
      name: 'Advocates internally',
      met: person.championOnDeal || warm,
      why: person.championOnDeal
        ? 'Champions one of our deals.'
        : `${positive.length} of ${inbound.length} messages of theirs are positive.`,
      evidence: positive.map(({ activityId }) => activityId),
    },
    {
      name: 'Brings others in',
      met: brought.length > 0,
      why: brought.length > 0 ? `Brought others in, in ${brought.length} messages.` : 'Brought nobody in.',
      evidence: brought.map(({ activityId }) => activityId),
    },
  ]
}
