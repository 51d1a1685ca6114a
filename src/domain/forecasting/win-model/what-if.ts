import { LANDMARK_FEATURES } from '../landmarks/landmark-features.ts'
import type { LandmarkTable } from '../landmarks/landmark-table.ts'
import type { DealView } from '../deal-history.ts'
import { LEAD_INTERVALS } from '../lead-grid.ts'
import type { WinModel } from '../stage-table/win-model.ts'
import { chanceBands, type ChanceBand } from './chance-bands.ts'
import { ladderChances, rowsByKey, type Ladder } from './ladder.ts'

/** A change of what is known of a deal, with what goes along with it. */
interface Change {
  name: string
  /** Associative: deals that differ so, not what would follow if one did it. */
  words: string
  /** Holds where there is something to change. */
  open: (value: (feature: string) => number) => boolean
  /** New values by feature; features that are not known stay so. */
  values: (value: (feature: string) => number) => Record<string, number>
}

const CHANGES: readonly Change[] = [
  {
    name: 'champion',
    words: 'Similar deals with a champion who answers',
    open: (value) => value('champion') === 0,
    values: (value) => ({
      champion: 1,
      noRoles: 0,
      championSilence: Math.min(value('championSilence') || 0, Math.log1p(1)),
      people: Math.max(value('people'), Math.log1p(2)),
    }),
  },
  {
    name: 'economic buyer',
    words: 'Similar deals with the economic buyer known',
    open: (value) => value('economicBuyer') === 0,
    values: (value) => ({ economicBuyer: 1, noRoles: 0, people: Math.max(value('people'), Math.log1p(3)) }),
  },
  {
    name: 'meeting',
    words: 'Similar deals with a meeting in the calendar',
    open: (value) => value('meetingAhead') === 0,
    values: () => ({ meetingAhead: 1, noActivity: 0 }),
  },
  {
    name: 'answer',
    words: 'Similar deals whose people wrote or called this week',
    open: (value) => value('sinceSign') > Math.log1p(1),
    values: (value) => ({
      sinceSign: Math.log1p(0.5),
      silence: 0,
      inbound: Math.max(value('inbound'), Math.log1p(0.3)),
      activePeople: Math.max(value('activePeople'), Math.log1p(1)),
      noActivity: 0,
    }),
  },
  {
    name: 'silence',
    words: 'Similar deals that stay silent for four more weeks',
    open: (value) => !Number.isNaN(value('sinceSign')),
    values: (value) => ({
      sinceSign: Math.log(Math.exp(value('sinceSign')) + 4),
      silence: Math.min(6, value('silence') + 2),
      inbound: Math.log1p(Math.expm1(value('inbound')) * 0.7 ** 4),
      outbound: Math.log1p(Math.expm1(value('outbound')) * 0.7 ** 4),
      meetings: Math.log1p(Math.expm1(value('meetings')) * 0.7 ** 4),
      activePeople: 0,
    }),
  },
]

export interface WhatIf {
  name: string
  words: string
  /** The chance to win deals that differ so, with its band. */
  chance: number
  band: ChanceBand
}

const PLACE = new Map<string, number>(LANDMARK_FEATURES.map(({ name }, j) => [name, j]))

/**
 * What similar deals came to that differ from one open deal in one thing and what goes along with it.
 * @public
 */
export function whatIfs(table: WinModel, ladder: Ladder, view: DealView): WhatIf[] {
  const row = rowsByKey(ladder.open).get(view.history.key)
  if (row === undefined) return []
  const value = (feature: string): number => ladder.open.x[row * ladder.open.features + PLACE.get(feature)!]!
  return CHANGES.flatMap(({ name, words, open, values }) => {
    if (!open(value)) return []
    const changed: Ladder = { ...ladder, open: withValues(ladder.open, row, values(value)) }
    const chances = ladderChances(table, changed, [view])[0]!
    const band = chanceBands(changed, table.asOf)(view.history.key, chances)
    return [{ name, words, chance: chances.win[LEAD_INTERVALS - 1]!, band }]
  })
}

function withValues(table: LandmarkTable, row: number, values: Record<string, number>): LandmarkTable {
  const x = table.x.slice()
  for (const [feature, value] of Object.entries(values)) {
    const at = row * table.features + PLACE.get(feature)!
    if (!Number.isNaN(x[at]!)) x[at] = value
  }
  return { ...table, x }
}
