import type { Incidence } from '../../../stats/survival/competing-risks.ts'
import type { DealTrack } from '../landmarks/deal-track.ts'
import { LANDMARK_FEATURES, OWN_FEATURES } from '../landmarks/landmark-features.ts'
import type { LandmarkTable } from '../landmarks/landmark-table.ts'
import { fillPatterns } from '../landmarks/patterns.ts'
import type { DealView } from '../deal-history.ts'
import { LEAD_INTERVALS, MS_PER_DAY } from '../lead-grid.ts'
import type { WinModel } from '../stage-table/win-model.ts'
import { chanceBands, type ChanceBand } from './chance-bands.ts'
import { ladderChances, rowsByKey, type Ladder } from './ladder.ts'

/** Values of a deal by the name of the feature. */
type Values = (feature: string) => number

/** A change of what is known of a deal, with what goes along with it. */
interface Change {
  name: string
  /** Associative: deals that differ so, not what would follow if one did it. */
  words: string
  /** Holds where there is something to change. */
  open: (value: Values) => boolean
  /** New values by feature; features that are not known stay so. */
  values: (value: Values) => Record<string, number>
  /** Whether it has come so, as the deal stands so many weeks later. */
  came: (later: Values, weeks: number, value: Values) => boolean
}

/** Within a week. */
const LATELY = Math.log1p(1)
/** How far ahead a change is spoken of, and how long it is waited for. */
const WEEKS_AHEAD = 4

const CHANGES: readonly Change[] = [
  {
    name: 'champion',
    words: 'Similar deals with a champion who answers',
    open: (value) => value('champion') === 0,
    values: (value) => ({
      champion: 1,
      noRoles: 0,
      championSilence: Math.min(value('championSilence') || 0, LATELY),
      people: Math.max(value('people'), Math.log1p(2)),
    }),
    came: (later) => later('champion') === 1 && later('championSilence') <= LATELY,
  },
  {
    name: 'economic buyer',
    words: 'Similar deals with the economic buyer known',
    open: (value) => value('economicBuyer') === 0,
    values: (value) => ({ economicBuyer: 1, noRoles: 0, people: Math.max(value('people'), Math.log1p(3)) }),
    came: (later) => later('economicBuyer') === 1,
  },
  {
    name: 'meeting',
    words: 'Similar deals with a meeting in the calendar',
    open: (value) => value('meetingAhead') === 0,
    values: () => ({ meetingAhead: 1, noActivity: 0 }),
    came: (later) => later('meetingAhead') === 1,
  },
  {
    name: 'answer',
    words: 'Similar deals whose people wrote or called this week',
    open: (value) => value('sinceSign') > LATELY,
    values: (value) => ({
      sinceSign: Math.log1p(0.5),
      silence: 0,
      inbound: Math.max(value('inbound'), Math.log1p(0.3)),
      activePeople: Math.max(value('activePeople'), Math.log1p(1)),
      noActivity: 0,
    }),
    came: (later) => later('sinceSign') <= LATELY,
  },
  {
    name: 'silence',
    words: 'Similar deals that stay silent for four more weeks',
    open: (value) => !Number.isNaN(value('sinceSign')),
    values: (value) => ({
      sinceSign: Math.log(Math.exp(value('sinceSign')) + WEEKS_AHEAD),
      silence: Math.min(6, value('silence') + 2),
      inbound: Math.log1p(Math.expm1(value('inbound')) * 0.7 ** WEEKS_AHEAD),
      outbound: Math.log1p(Math.expm1(value('outbound')) * 0.7 ** WEEKS_AHEAD),
      meetings: Math.log1p(Math.expm1(value('meetings')) * 0.7 ** WEEKS_AHEAD),
      activePeople: 0,
    }),
    // Tracks look at Mondays, which four weeks from another day miss by half a week at the most; and keep times in 32 bits.
    came: (later, weeks, value) =>
      weeks > WEEKS_AHEAD - 0.5 && Math.exp(later('sinceSign')) - Math.exp(value('sinceSign')) > weeks - 0.01,
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
  return CHANGES.flatMap((change) => {
    if (!change.open(valuesOf(ladder.open, row))) return []
    const changed = ladderWith(ladder, change, [row])
    const chances = ladderChances(table, changed, [view])[0]!
    const band = chanceBands(changed, table.asOf)(view.history.key, chances)
    return [{ name: change.name, words: change.words, chance: chances.win[LEAD_INTERVALS - 1]!, band }]
  })
}

/** An open deal that came to differ in one thing: what had been said of deals that differ so. */
export interface ChangeThatCame {
  name: string
  view: DealView
  /** When it had come so, milliseconds since the epoch; the deal was open then. */
  at: number
  chances: Incidence
}

/**
 * Of deals open at the model's instant, those that came to differ within four weeks of it, as their tracks tell: the only
 * thing here that looks past that instant, to grade what was said at it.
 */
export function changesThatCame(table: WinModel, ladder: Ladder, views: readonly DealView[]): ChangeThatCame[] {
  const rows = rowsByKey(ladder.open)
  return CHANGES.flatMap((change) => {
    const came = views.flatMap((view) => {
      const row = rows.get(view.history.key)
      const at = row === undefined ? null : cameAt(change, valuesOf(ladder.open, row), view.history.track, table.asOf)
      return row === undefined || at === null ? [] : [{ view, row, at }]
    })
    if (came.length === 0) return []
    const changed = ladderWith(
      ladder,
      change,
      came.map(({ row }) => row),
    )
    const chances = ladderChances(
      table,
      changed,
      came.map(({ view }) => view),
    )
    return came.map(({ view, at }, i) => ({ name: change.name, view, at, chances: chances[i]! }))
  })
}

const WEEK = 7 * MS_PER_DAY

function cameAt({ open, came }: Change, value: Values, track: DealTrack | undefined, asOf: number): number | null {
  if (!track || !open(value)) return null
  const place = track.at.findIndex((at, row) => {
    if (at <= asOf || at > asOf + WEEKS_AHEAD * WEEK) return false
    return came((feature) => track.own[row * OWN_FEATURES.length + PLACE.get(feature)!]!, (at - asOf) / WEEK, value)
  })
  return place === -1 ? null : track.at[place]!
}

/** What is known of an open deal, by feature. */
function valuesOf({ x, features }: LandmarkTable, row: number): Values {
  return (feature) => x[row * features + PLACE.get(feature)!]!
}

/** The same model where these open deals differ so. */
function ladderWith(ladder: Ladder, { values }: Change, rows: readonly number[]): Ladder {
  const { open } = ladder
  const x = open.x.slice()
  for (const row of rows)
    for (const [feature, value] of Object.entries(values(valuesOf(open, row)))) {
      const at = row * open.features + PLACE.get(feature)!
      if (!Number.isNaN(x[at]!)) x[at] = value
    }
  const differing = { ...open, x }
  fillPatterns(differing, rows)
  return { ...ladder, open: differing }
}
