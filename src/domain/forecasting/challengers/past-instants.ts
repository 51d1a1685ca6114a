import { mondayAfter } from '../../opportunities/replay.ts'
import { viewsAt, type DealHistory } from '../deal-history.ts'
import { fitDealModel, type DealModel } from '../forecast-model.ts'
import { companyBook, type CompanyBook } from '../landmarks/company-book.ts'
import type { DealTrack } from '../landmarks/deal-track.ts'
import type { LandmarkTable } from '../landmarks/landmark-table.ts'
import { landmarksAt } from '../landmarks/open-landmarks.ts'
import { atLead, MS_PER_DAY } from '../lead-grid.ts'
import { openChances } from '../open-chances.ts'
import { HORIZON_DAYS } from './challenger.ts'

/** A past Monday: the deals open then, what the model in use said of each, and what came of them. */
export interface PastInstant {
  at: number
  open: LandmarkTable
  /** By row of `open`: the champion's chance that the deal is won within HORIZON_DAYS, and whether it was. */
  champion: Float64Array
  won: Uint8Array
}

/** A past Monday on which all was learned anew, from what was recorded before it, and the Mondays forecast with that. */
export interface Refit {
  at: number
  instants: PastInstant[]
}

export interface PastCompany {
  tracks: readonly DealTrack[]
  book: CompanyBook
  refits: Refit[]
}

const WEEK_MS = 7 * MS_PER_DAY
const HORIZON_MS = HORIZON_DAYS * MS_PER_DAY
const REFITS = 4
const WEEKS_BETWEEN = 13
const INSTANTS = [0, 4, 8] as const
/** Below so many closed deals a past fit says nothing of how well models learn. */
const LEAST_CLOSED = 100

/** The last quarters of which all is known by now, from the oldest on. The same code as a forecast of today. */
export function pastCompany(histories: readonly DealHistory[], asOf: number, fiscalStartMonth: number): PastCompany {
  const views = viewsAt(histories, asOf)
  const tracks = views.flatMap(({ history }) => history.track ?? [])
  const book = companyBook(tracks)
  const wonAt = new Map(views.map(({ history, outcome, end }) => [history.key, outcome === 'won' ? end : Infinity]))
  const last = mondayAfter(asOf - HORIZON_MS - WEEK_MS - INSTANTS.at(-1)! * WEEK_MS)
  const refits: Refit[] = []
  for (let back = REFITS - 1; back >= 0; back--) {
    const at = last - back * WEEKS_BETWEEN * WEEK_MS
    if (book.closes.countBefore(at) < LEAST_CLOSED) continue
    const model = fitDealModel(histories, at, fiscalStartMonth)
    refits.push({ at, instants: INSTANTS.map((weeks) => instantAt(at + weeks * WEEK_MS, histories, tracks, book, model, wonAt)) })
  }
  return { tracks, book, refits }
}

export function everyRow({ rows }: LandmarkTable): Int32Array {
  return Int32Array.from({ length: rows }, (_, row) => row)
}

function instantAt(
  at: number,
  histories: readonly DealHistory[],
  tracks: readonly DealTrack[],
  book: CompanyBook,
  model: DealModel,
  wonAt: ReadonlyMap<string, number>,
): PastInstant {
  const open = landmarksAt(tracks, at, book)
  const views = viewsAt(histories, at).filter(({ outcome }) => outcome === null)
  const { win, ladder } = model
  const then: DealModel = { asOf: at, win: { ...win, asOf: at }, ladder: ladder && { ...ladder, open } }
  const chances = openChances(then, views, at)
  const said = new Map(views.map(({ history }, i) => [history.key, atLead(chances[i]!.win, HORIZON_DAYS)]))
  const champion = new Float64Array(open.rows)
  const won = new Uint8Array(open.rows)
  for (let row = 0; row < open.rows; row++) {
    const key = open.keys[open.deal[row]!]!
    champion[row] = said.get(key) ?? NaN
    won[row] = wonAt.get(key)! <= at + HORIZON_MS ? 1 : 0
  }
  return { at, open, champion, won }
}
