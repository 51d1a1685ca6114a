import { epochMs, MS_PER_DAY, type Instant } from '../values/instant.ts'
import { quantileOfSorted } from '../../stats/quantile.ts'
import type { Interaction } from './interactions.ts'

/** An unanswered turn counts as left unanswered only after so many days. */
export const ANSWER_WITHIN_DAYS = 14

/** How one side answers what the other writes. Days are exact, not whole. */
export interface Answers {
  /** Turns of the other side: what it wrote until this side spoke again. */
  readonly turns: number
  readonly answered: number
  /** Answered among those that were answered or had the time to be; null without any. */
  readonly rate: number | null
  readonly medianDays: number | null
  readonly p90Days: number | null
  /** The first message of the other side that still waits for an answer. */
  readonly waiting: { readonly since: Instant; readonly days: number; readonly evidence: readonly string[] } | null
}

/**
 * Who answers whom, and how soon, in mails and calls. Messages of one side in a row are one turn, waited for from its first
 * message; a meeting answers whatever was open on either side.
 */
export function answersBetween(
  interactions: readonly Interaction[],
  asOf: Instant,
): { readonly theirs: Answers; readonly ours: Answers } {
  const inOrder = interactions.toSorted((a, b) => epochMs(a.at) - epochMs(b.at) || (a.activityId < b.activityId ? -1 : 1))
  return {
    theirs: answersTo(
      inOrder,
      asOf,
      ({ outbound }) => outbound,
      ({ inbound }) => inbound,
    ),
    ours: answersTo(
      inOrder,
      asOf,
      ({ inbound }) => inbound,
      ({ outbound }) => outbound,
    ),
  }
}

type Says = (one: Interaction) => boolean

function answersTo(inOrder: readonly Interaction[], asOf: Instant, asks: Says, answers: Says): Answers {
  const waits: number[] = []
  let open: Interaction[] = []
  let met = 0
  for (const one of inOrder) {
    if (open.length > 0 && answers(one)) {
      if (one.kind === 'meeting') met += 1
      else waits.push(daysFrom(open, one.at))
      open = []
    }
    if (asks(one) && one.kind !== 'meeting' && !answers(one)) open.push(one)
  }
  const answered = waits.length + met
  const waited = open.length > 0 ? daysFrom(open, asOf) : null
  const due = answered + (waited !== null && waited > ANSWER_WITHIN_DAYS ? 1 : 0)
  const sorted = waits.toSorted((a, b) => a - b)
  return {
    turns: answered + (waited === null ? 0 : 1),
    answered,
    rate: due === 0 ? null : answered / due,
    medianDays: sorted.length === 0 ? null : quantileOfSorted(sorted, 0.5),
    p90Days: sorted.length === 0 ? null : quantileOfSorted(sorted, 0.9),
    waiting:
      waited === null || !open[0]
        ? null
        : { since: open[0].at, days: waited, evidence: open.map(({ activityId }) => activityId) },
  }
}

function daysFrom([first]: readonly Interaction[], to: Instant): number {
  return first ? (epochMs(to) - epochMs(first.at)) / MS_PER_DAY : 0
}
