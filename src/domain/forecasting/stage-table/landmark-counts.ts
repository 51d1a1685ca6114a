import { emptyCounts, type RiskCounts } from '../../../stats/survival/competing-risks.ts'
import { hasLife, type DealView } from '../deal-history.ts'
import { LEAD_INTERVALS, leadInterval, MS_PER_DAY } from '../lead-grid.ts'

/**
 * Ages in a stage, in days, at which deals are looked at. A deal gives one landmark for each age it reached in the stage:
 * what it looked like then, and what became of it afterwards (nothing yet: censored, and kept).
 */
export const LANDMARK_AGES: readonly number[] = ages()

/** Companies change: a look two years back counts for half of one today. */
const FADING = Math.LN2 / 730

/** What happened after the landmarks of one stage, at each of LANDMARK_AGES. */
export interface StageCounts {
  pipeline: string
  stage: string
  /** Deals seen at each age, those of them won, and those won or lost; no entry beyond the oldest. */
  deals: number[]
  wins: number[]
  resolved: number[]
  /** The same deals by weight, as in the counts: recent looks count for more. */
  mass: number[]
  counts: RiskCounts[]
}

/** Landmarks of all deals, one entry per pipeline and stage, in order of name. */
export function countLandmarks(views: readonly DealView[], asOf: number): StageCounts[] {
  const byKey = new Map<string, StageCounts>()
  for (const view of views) {
    if (!hasLife(view)) continue
    const { pipeline } = view.history
    for (const [i, entry] of view.stages.entries()) {
      const key = stageKey(pipeline, entry.stage)
      let cell = byKey.get(key)
      if (!cell)
        byKey.set(key, (cell = { pipeline, stage: entry.stage, deals: [], wins: [], resolved: [], mass: [], counts: [] }))
      const until = view.stages[i + 1]?.at ?? view.end
      addEpisode(cell, entry.at, until, view, asOf)
    }
  }
  return [...byKey.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, counts]) => counts)
}

const stageKeys = new Map<string, Map<string, string>>()

/** The same string for the same two: one put together anew would be hashed anew each time that it is looked up. */
export function stageKey(pipeline: string, stage: string): string {
  let own = stageKeys.get(pipeline)
  if (!own) stageKeys.set(pipeline, (own = new Map()))
  let key = own.get(stage)
  if (key === undefined) own.set(stage, (key = `${pipeline}\u0000${stage}`))
  return key
}

function addEpisode(cell: StageCounts, from: number, until: number, view: DealView, asOf: number): void {
  const stayed = (until - from) / MS_PER_DAY
  const seen = ((view.outcome ? view.end : asOf) - from) / MS_PER_DAY
  for (let g = 0; g < LANDMARK_AGES.length; g++) {
    const age = LANDMARK_AGES[g]!
    // A deal that closes the moment it enters a stage was still there at age 0.
    if (age > stayed || (age === stayed && g > 0)) break
    if (g === cell.counts.length) {
      cell.deals.push(0)
      cell.wins.push(0)
      cell.resolved.push(0)
      cell.mass.push(0)
      cell.counts.push(emptyCounts(LEAD_INTERVALS))
    }
    const counts = cell.counts[g]!
    const k = leadInterval(seen - age)
    const weight = Math.exp(-FADING * ((asOf - from) / MS_PER_DAY - age))
    cell.deals[g]! += 1
    cell.mass[g]! += weight
    if (k === LEAD_INTERVALS || view.outcome === null) {
      counts.censored[Math.min(k, LEAD_INTERVALS - 1)]! += weight
    } else if (view.outcome === 'won') {
      counts.win[k]! += weight
      cell.wins[g]! += 1
      cell.resolved[g]! += 1
    } else {
      counts.loss[k]! += weight
      cell.resolved[g]! += 1
    }
  }
}

function ages(): number[] {
  const list = [0, 0.125, 0.5]
  for (let day = 1; day <= 28; day++) list.push(day)
  for (let day = 31; day <= 182; day += 3) list.push(day)
  for (let day = 189; day <= 364; day += 7) list.push(day)
  for (let day = 392; day <= 728; day += 28) list.push(day)
  for (let day = 819; day <= 2200; day += 91) list.push(day)
  return list
}
