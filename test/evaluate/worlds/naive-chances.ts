import { NO_STAGE, viewAt, type DealHistory, type DealView } from '../../../src/domain/forecasting/deal-history.ts'
import { MS_PER_DAY } from '../../../src/domain/forecasting/lead-grid.ts'
import type { Said } from './company-look.ts'

/** What CRMs come with. */
export const CRM_CHANCES = [0.1, 0.25, 0.5, 0.75] as const

/** How deals seen in a stage fared before: ever, and by the end of the quarter when seen in the same week of one. */
export interface StageShares {
  of: (view: DealView) => Said
  /** Place of a stage among the four that deals go through: in the order of the mean age at which they are entered. */
  canonical: (stage: string) => number
}

const QUARTER_WEEKS = 13
const QUARTERS_BACK = 6
/** Looks this far back have nearly all closed. */
const SETTLED_QUARTERS = 2
const DOUBT = 1

/** Counted from what was known before `asOf`, which is `week` weeks into its quarter. */
export function stageShares(histories: readonly DealHistory[], asOf: number, week: number): StageShares {
  const ever = new Map<string, Count>()
  const inQuarter = new Map<string, Count>()
  const ages = new Map<string, { sum: number; n: number }>()
  for (const history of histories) {
    const now = viewAt(history, asOf)
    if (!now) continue
    for (const { stage, at } of now.stages) {
      const age = ages.get(stage) ?? { sum: 0, n: 0 }
      ages.set(stage, { sum: age.sum + at - history.createdAt, n: age.n + 1 })
    }
    for (let back = 1; back <= QUARTERS_BACK; back++) {
      const at = asOf - back * QUARTER_WEEKS * 7 * MS_PER_DAY
      if (history.createdAt >= at || (now.outcome !== null && now.end < at)) continue
      const then = viewAt(history, at)
      if (!then || then.outcome !== null) continue
      const { stage } = then.stages.at(-1)!
      const won = now.outcome === 'won'
      const byEnd = won && now.end < at + (QUARTER_WEEKS - week) * 7 * MS_PER_DAY
      add(inQuarter, stage, byEnd)
      if (back > SETTLED_QUARTERS && now.outcome !== null) add(ever, stage, won)
    }
  }
  const order = [...ages]
    .filter(([stage]) => stage !== NO_STAGE)
    .sort(([, a], [, b]) => b.n - a.n)
    .slice(0, CRM_CHANCES.length)
    .sort(([, a], [, b]) => a.sum / a.n - b.sum / b.n)
    .map(([stage]) => stage)
  const share = (counts: Map<string, Count>, stage: string): number => {
    const all = [...counts.values()].reduce((sum, { won, n }) => ({ won: sum.won + won, n: sum.n + n }), { won: 0, n: 0 })
    const mean = all.n > 0 ? all.won / all.n : 0.25
    const own = counts.get(stage) ?? { won: 0, n: 0 }
    return (own.won + DOUBT * mean) / (own.n + DOUBT)
  }
  const known = new Map<string, Said>()
  return {
    of: (view) => {
      const { stage } = view.stages.at(-1)!
      let said = known.get(stage)
      if (!said) known.set(stage, (said = { ever: share(ever, stage), inQuarter: share(inQuarter, stage) }))
      return said
    },
    canonical: (stage) => order.indexOf(stage),
  }
}

interface Count {
  won: number
  n: number
}

function add(counts: Map<string, Count>, stage: string, won: boolean): void {
  const count = counts.get(stage) ?? { won: 0, n: 0 }
  counts.set(stage, { won: count.won + (won ? 1 : 0), n: count.n + 1 })
}
