import type { DealHistory } from '../deal-history.ts'
import { OWN_FEATURES } from '../landmarks/landmark-features.ts'
import { isMonday } from '../landmarks/landmark-rows.ts'
import { MS_PER_DAY } from '../lead-grid.ts'
import type { PastWeek } from './past-forecast.ts'
import type { WatchedCount } from './rate-watch.ts'

/** What is watched: deals against what the model expected of each week, and what customers do against the year before. */
export function watchedCounts(weeks: readonly PastWeek[], histories: readonly DealHistory[], now: number): WatchedCount[] {
  const against = (name: WatchedCount['name'], observed: keyof PastWeek, expected: keyof PastWeek): WatchedCount => ({
    name,
    weeks: weeks.map((week) => ({ at: week.at, observed: week[observed], expected: week[expected] })),
  })
  return [
    against('wins', 'wins', 'expectedWins'),
    against('losses', 'losses', 'expectedLosses'),
    against('new deals', 'created', 'expectedCreated'),
    perOpenDeal('replies', 'inbound', histories, now),
    perOpenDeal('meetings', 'meetings', histories, now),
  ]
}

const WEEK = 7 * MS_PER_DAY
const WEEKS = 104
/** What a feature keeps of a week later: see OWN_FEATURES. */
const KEPT = 0.7

/**
 * How often something happened on deals open from one Monday to the next, told back from the moving averages of their
 * landmarks; expected is the rate per open deal of the first half of the weeks.
 */
function perOpenDeal(
  name: WatchedCount['name'],
  feature: 'inbound' | 'meetings',
  histories: readonly DealHistory[],
  now: number,
): WatchedCount {
  const column = OWN_FEATURES.findIndex((one) => one.name === feature)
  const first = now - WEEKS * WEEK
  const counts = new Float64Array(WEEKS + 1)
  const open = new Float64Array(WEEKS + 1)
  for (const { track } of histories) {
    if (!track) continue
    let before: { at: number; value: number } | null = null
    for (let row = 0; row < track.at.length; row++) {
      const at = track.at[row]!
      if (!isMonday(at)) continue
      const value = Math.expm1(track.own[row * OWN_FEATURES.length + column]!)
      if (before !== null && at - before.at === WEEK && at > first && at <= now) {
        const week = Math.floor((at - first) / WEEK)
        open[week]! += 1
        if (Number.isFinite(value) && Number.isFinite(before.value))
          counts[week]! += Math.max(0, Math.round((value - KEPT * before.value) / (1 - KEPT)))
      }
      before = { at, value }
    }
  }
  const half = WEEKS / 2
  const total = (values: Float64Array): number => values.subarray(0, half).reduce((sum, value) => sum + value, 0)
  const rate = total(open) > 0 ? total(counts) / total(open) : 0
  const weeks = Array.from(counts, (observed, week) => ({
    at: first + (week - 1) * WEEK,
    observed,
    expected: rate * open[week]!,
  }))
  return { name, weeks: weeks.filter(({ expected }) => expected > 0) }
}
