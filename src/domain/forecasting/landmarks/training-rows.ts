import { stream, uniform } from '../../../stats/random/stream.ts'
import { companyBook, type CompanyBook } from './company-book.ts'
import type { DealTrack } from './deal-track.ts'
import { isMonday, landmarksOf, tableOf, type Landmark } from './landmark-rows.ts'
import type { LandmarkTable } from './landmark-table.ts'

/** The overlapping landmarks of one deal are one deal's information: about so many of them count as independent. */
const INDEPENDENT_PER_DEAL = 3

export interface Sampling {
  /** Landmarks kept at most; 25,000 are enough. */
  readonly most: number
  readonly seed: number
}

/**
 * What deals looked like at past Mondays against what became of them as far as recorded before `cut`. Deals still open are
 * censored there and kept. Where there are too many landmarks, each stage and segment keeps its share of them; which ones
 * is drawn deal by deal, so that an unrelated deal leaves the draws as they were. Rows are in order of deal and instant.
 */
export function landmarkTable(
  tracks: readonly DealTrack[],
  cut: number,
  { most, seed }: Sampling = { most: 25_000, seed: 1 },
  book: CompanyBook = companyBook(tracks),
): LandmarkTable {
  const inOrder = tracks.toSorted((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0))
  let rows = 0
  for (const { at } of inOrder) for (const when of at) if (when < cut && isMonday(when)) rows += 1
  const kept = rows <= most ? null : chosen(inOrder, cut, most / rows, seed)
  const landmarks: Landmark[] = []
  for (const one of landmarksOf(inOrder)) {
    const at = one.track.at[one.row]!
    if (at < cut && isMonday(at) && (kept === null || kept(one))) landmarks.push(one)
  }
  return tableOf(landmarks, book, cut)
}

/** The likelihood weight of each row: overlapping landmarks count together, deals not equally (a long life is looked at more often). */
export function landmarkWeight(table: Pick<LandmarkTable, 'rows' | 'keys'>): number {
  return table.rows === 0 ? 1 : Math.min(1, (INDEPENDENT_PER_DEAL * table.keys.length) / table.rows)
}

/** Which landmarks stay: in each stage and segment the share with the lowest lots. */
function chosen(tracks: readonly DealTrack[], cut: number, share: number, seed: number): (one: Landmark) => boolean {
  const strata = new Map<number, number[]>()
  const lots = new Map<DealTrack, Float64Array>()
  for (const track of tracks) {
    const source = stream(seed, `landmarks ${track.key}`)
    const drawn = new Float64Array(track.at.length)
    lots.set(track, drawn)
    for (let row = 0; row < drawn.length; row++) {
      if (!isMonday(track.at[row]!) || track.at[row]! >= cut) continue
      drawn[row] = uniform(source)
      const stratum = stratumOf(track, row)
      const known = strata.get(stratum)
      if (known) known.push(drawn[row]!)
      else strata.set(stratum, [drawn[row]!])
    }
  }
  const limits = new Map<number, number>()
  for (const [stratum, drawn] of strata) {
    const sorted = Float64Array.from(drawn).sort()
    limits.set(stratum, sorted[Math.min(sorted.length, Math.floor(sorted.length * share)) - 1] ?? -1)
  }
  return ({ track, row }) => lots.get(track)![row]! <= limits.get(stratumOf(track, row))!
}

function stratumOf(track: DealTrack, row: number): number {
  return track.stage[row]! * 4 + track.segment[row]!
}
