import { poissonCusum } from '../../../stats/drift/poisson-cusum.ts'

/** A weekly count that is watched against what was expected of each week. */
export interface WatchedCount {
  name: WatchName
  weeks: readonly { at: number; observed: number; expected: number }[]
}

export const WATCH_NAMES = ['wins', 'losses', 'new deals', 'replies', 'meetings'] as const
export type WatchName = (typeof WATCH_NAMES)[number]

export interface RateWatch {
  name: WatchName
  /** Weeks looked at, and what came in the last thirteen of them over what was expected; null with fewer of them. */
  weeks: number
  lately: number | null
  /** There where enough has come in to tell whether the rate changed: only then is no alarm good news. */
  watched?: true
  /** The likeliest first day of another rate, and the rate since over that expected; null while there is none. */
  alarm: { since: string; ratio: number } | null
}

/** Weeks that are watched; those before them say what is usual. */
const WATCHED = 52
const LEAST_USUAL = 13
const LATELY = 13
const RATIOS = [0.5, 0.7, 1.4, 2] as const
/** About one false alarm in ten years for each ratio (see stats/drift/run-length-table.ts). */
const THRESHOLD = 5
/** Weekly counts below this say too little within a year. */
const LEAST_EXPECTED = 40
/** Expected counts that weigh as much as what is seen, in judging the usual level. */
const STRENGTH = 20

/**
 * The alarm of a Poisson CUSUM over the last year. Counts that vary more than chance does are divided by their dispersion,
 * and what was expected is first brought to the level that held before, so that an alarm speaks of a change and not of a
 * lasting error. An alarm that has passed is not told.
 */
export function rateWatch({ name, weeks }: WatchedCount): RateWatch {
  const recent = weeks.slice(-LATELY)
  const expectedLately = recent.reduce((sum, week) => sum + week.expected, 0)
  const answer: RateWatch = {
    name,
    weeks: weeks.length,
    lately:
      recent.length === LATELY && expectedLately > 0
        ? recent.reduce((sum, week) => sum + week.observed, 0) / expectedLately
        : null,
    alarm: null,
  }
  const usual = weeks.slice(0, -WATCHED)
  const watched = weeks.slice(-WATCHED)
  if (usual.length < LEAST_USUAL) return answer
  const sum = (list: typeof weeks, of: 'observed' | 'expected'): number => list.reduce((total, week) => total + week[of], 0)
  const level = (STRENGTH + sum(usual, 'observed')) / (STRENGTH + sum(usual, 'expected'))
  if (sum(watched, 'expected') * level < LEAST_EXPECTED) return answer
  answer.watched = true
  if (answer.lately !== null) answer.lately /= level
  const spread = usual.reduce(
    (total, { observed, expected }) => total + (observed - expected * level) ** 2 / Math.max(0.2, expected * level),
    0,
  )
  const dispersion = Math.max(1, spread / usual.length)
  const counts = watched.map(({ observed }) => observed / dispersion)
  const means = watched.map(({ expected }) => (expected * level) / dispersion)
  let latest: { at: number; since: number; ratio: number } | null = null
  for (const ratio of RATIOS) {
    const alarm = poissonCusum(counts, means, { ratio, threshold: THRESHOLD }).alarms.at(-1)
    if (alarm && (latest === null || alarm.at > latest.at)) latest = { ...alarm, ratio }
  }
  if (latest === null) return answer
  const first = likeliestOnset(counts, means, latest.ratio < 1 ? 'fewer' : 'more')
  const since = watched.slice(first)
  const ratio = sum(since, 'observed') / (sum(since, 'expected') * level)
  const lasts = latest.ratio < 1 ? ratio < (1 + latest.ratio) / 2 : ratio > (1 + latest.ratio) / 2
  return lasts ? { ...answer, alarm: { since: new Date(watched[first]!.at).toISOString().slice(0, 10), ratio } } : answer
}

/** The week from which on one other rate tells the counts best against the expected one: its likelihood ratio is largest. */
function likeliestOnset(counts: readonly number[], means: readonly number[], direction: 'fewer' | 'more'): number {
  let best = 0
  let most = -Infinity
  let observed = 0
  let expected = 0
  for (let week = counts.length - 1; week >= 0; week--) {
    observed += counts[week]!
    expected += means[week]!
    if (expected <= 0 || observed < expected !== (direction === 'fewer')) continue
    const gain = (observed > 0 ? observed * Math.log(observed / expected) : 0) - (observed - expected)
    if (gain <= most) continue
    most = gain
    best = week
  }
  return best
}
