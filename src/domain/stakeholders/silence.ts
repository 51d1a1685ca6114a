import { quantileOfSorted } from '../../stats/quantile.ts'
import { epochMs, MS_PER_DAY, type Instant } from '../values/instant.ts'
import type { Interaction } from './interactions.ts'
import type { Answers } from './turns.ts'

/** Fewer gaps or answers tell no habit. */
const GAPS_FOR_HABIT = 4
const ANSWERS_FOR_HABIT = 3
/** Nobody is called silent within a working week, however quick they usually are. */
const LEAST_DAYS = 7

export interface Silence {
  readonly silent: boolean
  /** Whole days since something came from them; null where nothing ever did. */
  readonly days: number | null
  /** Beyond how many days they count as silent, and what that rests on. */
  readonly limitDays: number
  readonly basis: 'gaps' | 'answers' | 'setting'
  /** Days between signs of them: median and 90th percentile; null before a habit shows. */
  readonly gaps: { readonly median: number; readonly p90: number; readonly count: number } | null
  /** "Silent for 24 days, usually answers within 3." */
  readonly sentence: string
  readonly evidence: readonly string[]
}

/**
 * Whether somebody is quiet for longer than they ever are. Their habit is the time between their signs (mails, calls,
 * meetings), 9 in 10 of which are shorter than the limit, or, while something of ours waits, the time that 9 in 10 of their
 * answers take; twice the median where that is longer. Somebody whose habit is not known yet is measured by `fixedDays`.
 */
export function silenceOf(
  interactions: readonly Interaction[],
  answers: Answers,
  { asOf, fixedDays }: { readonly asOf: Instant; readonly fixedDays: number },
): Silence {
  const signs = interactions.filter(({ inbound }) => inbound).toSorted((a, b) => epochMs(a.at) - epochMs(b.at))
  const gaps = signs.slice(1).map((one, i) => daysBetween(signs[i]?.at ?? one.at, one.at))
  const sorted = gaps.toSorted((a, b) => a - b)
  const [median, p90] = [quantileOfSorted(sorted, 0.5), quantileOfSorted(sorted, 0.9)]
  const habit = sorted.length >= GAPS_FOR_HABIT ? { median, p90, count: sorted.length } : null
  const last = signs.at(-1)
  const quiet = last ? daysBetween(last.at, asOf) : null
  const { waiting, medianDays, p90Days } = answers
  const answering =
    answers.answered >= ANSWERS_FOR_HABIT && medianDays !== null && p90Days !== null ? { median: medianDays, p90: p90Days } : null
  const limits = [
    ...(waiting && answering ? [{ basis: 'answers' as const, days: limitOf(answering), waited: waiting.days }] : []),
    ...(habit && quiet !== null ? [{ basis: 'gaps' as const, days: limitOf(habit), waited: quiet }] : []),
  ]
  const measured = limits.find(({ days, waited }) => waited > days) ?? limits[0]
  const { basis, days: limitDays } = measured ?? { basis: 'setting' as const, days: fixedDays }
  const waited = measured ? measured.waited : (quiet ?? waiting?.days ?? 0)
  const silent = Math.floor(waited) > limitDays
  const days = quiet === null ? null : Math.floor(quiet)
  return {
    silent,
    days,
    limitDays,
    basis,
    gaps: habit,
    sentence: sentenceOf({
      silent,
      days,
      waiting,
      basis,
      usual: basis === 'answers' ? answering?.median : habit?.median,
      fixedDays,
    }),
    evidence: [...(last ? [last.activityId] : []), ...(waiting?.evidence ?? [])],
  }
}

function limitOf({ median, p90 }: { readonly median: number; readonly p90: number }): number {
  return Math.max(LEAST_DAYS, p90, 2 * median)
}

interface Said extends Pick<Silence, 'silent' | 'days' | 'basis'> {
  readonly waiting: Answers['waiting']
  readonly usual: number | undefined
  readonly fixedDays: number
}

function sentenceOf({ silent, days, waiting, basis, usual, fixedDays }: Said): string {
  const asked = waiting ? Math.floor(waiting.days) : null
  if (days === null) return asked === null ? 'No contact.' : `Has not answered for ${counted(asked)}.`
  if (!silent) return days === 0 ? 'Heard from today.' : `Heard from ${counted(days)} ago.`
  if (basis === 'answers' && usual !== undefined && asked !== null)
    return `Silent for ${counted(asked)}, usually answers within ${usual <= 1 ? 'a day' : counted(Math.ceil(usual))}.`
  if (basis === 'gaps' && usual !== undefined)
    return `Silent for ${counted(days)}, usually heard from every ${usual <= 1 ? 'day' : counted(Math.ceil(usual))}.`
  return `Silent for ${counted(days)}, more than the ${fixedDays} that are set.`
}

function counted(days: number): string {
  return days === 1 ? '1 day' : `${days} days`
}

function daysBetween(from: Instant, to: Instant): number {
  return (epochMs(to) - epochMs(from)) / MS_PER_DAY
}
