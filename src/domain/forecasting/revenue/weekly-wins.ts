import { ownerAt, stageAt, type DealView } from '../deal-history.ts'
import { atLead, leadInterval, MS_PER_DAY } from '../lead-grid.ts'
import { factorsAhead } from '../stage-table/calendar.ts'
import { usualDays } from '../quarter-end.ts'
import { predictStanding, type WinModel } from '../stage-table/win-model.ts'

/** Wins of the week that starts at each instant, of deals open then, and what the model expects of them. */
export function weeklyWins(
  win: WinModel,
  views: readonly DealView[],
  starts: readonly number[],
): { observed: Float64Array; expected: Float64Array } {
  const observed = new Float64Array(starts.length)
  const expected = new Float64Array(starts.length)
  for (const [week, at] of starts.entries()) {
    const ahead = factorsAhead(win.calendar, at)
    const usual = usualDays(win.quarterEnd, at)(7)
    const intervals = leadInterval(usual) + 1
    for (const now of views) {
      if (now.history.createdAt >= at || (now.outcome !== null && now.end < at)) continue
      // Created before and not yet closed: it was open.
      const { history } = now
      const { stage, at: since } = stageAt(history, at)
      const standing = { pipeline: history.pipeline, segment: history.segment, owner: ownerAt(history, at), stage, since }
      expected[week]! += atLead(predictStanding(win, standing, at, ahead, intervals).win, usual)
      if (now.outcome === 'won' && now.end < at + 7 * MS_PER_DAY) observed[week]! += 1
    }
  }
  return { observed, expected }
}

/** Deals looked at in weeks gone by. */
const MOST_DEALS = 6_000

export function someOf(views: readonly DealView[]): readonly DealView[] {
  const step = Math.ceil(views.length / MOST_DEALS)
  return step <= 1 ? views : views.filter((_, i) => i % step === 0)
}
