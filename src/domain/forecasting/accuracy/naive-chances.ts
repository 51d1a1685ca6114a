import type { DealView } from '../deal-history.ts'
import { MS_PER_DAY } from '../lead-grid.ts'
import { stageKey } from '../stage-table/landmark-counts.ts'

/** What naive methods say of one open deal. */
export interface NaiveChances {
  /** By the usual weights of a CRM; NaN where the stage's place in the pipeline is not known. */
  stageWeight: number
  /** Won among the decided deals that had entered its stage. */
  stageRate: number
  /** Days until the date entered; NaN without one. */
  due: number
  /** Days that won deals usually took from entering its stage, less those it has been there. */
  usual: number
}

/** What CRMs put on their four stages unless told otherwise. */
const STAGE_WEIGHTS = [0.1, 0.25, 0.5, 0.75] as const

/** For each view; null for a deal that is closed. Learned from what the views hold alone. */
export function naiveChances(views: readonly DealView[], asOf: number): (NaiveChances | null)[] {
  const stages = new Map<string, { won: number; decided: number; days: number[] }>()
  let won = 0
  let decided = 0
  for (const { outcome, stages: entered, history, end } of views) {
    if (outcome === null) continue
    decided += 1
    if (outcome === 'won') won += 1
    for (const { stage, at } of entered) {
      const key = stageKey(history.pipeline, stage)
      const known = stages.get(key) ?? { won: 0, decided: 0, days: [] }
      known.decided += 1
      if (outcome === 'won') {
        known.won += 1
        known.days.push((end - at) / MS_PER_DAY)
      }
      stages.set(key, known)
    }
  }
  const overall = decided > 0 ? won / decided : 0
  const medians = new Map([...stages].map(([key, { days }]) => [key, median(days)]))
  return views.map((view) => {
    if (view.outcome !== null) return null
    const { stage, at } = view.stages.at(-1)!
    const key = stageKey(view.history.pipeline, stage)
    const known = stages.get(key)
    const { expectedClose } = view.history
    return {
      stageWeight: STAGE_WEIGHTS[canonicalStage(view, asOf) ?? -1] ?? NaN,
      stageRate: known && known.decided > 0 ? known.won / known.decided : overall,
      due: expectedClose === null ? NaN : (expectedClose - asOf) / MS_PER_DAY,
      usual: Math.max(0, (medians.get(key) ?? NaN) - (asOf - at) / MS_PER_DAY),
    }
  })
}

/** 0 discovery to 3 negotiation, as last known. */
function canonicalStage({ history }: DealView, asOf: number): number | null {
  const { track } = history
  if (!track) return null
  const row = track.at.findLastIndex((at) => at <= asOf)
  return row === -1 ? null : track.stage[row]!
}

function median(values: number[]): number {
  return values.sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? NaN
}
