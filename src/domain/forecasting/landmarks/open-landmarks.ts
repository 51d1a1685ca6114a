import { companyBook, type CompanyBook } from './company-book.ts'
import type { DealTrack } from './deal-track.ts'
import { tableOf, type Landmark } from './landmark-rows.ts'
import type { LandmarkTable } from './landmark-table.ts'

/**
 * Deals open at an instant as they stood then, in order of deal: what a forecast of that instant is made from. Tracks have
 * a row at the instant they were followed to, at Mondays and at firsts of months; at another past instant a deal stands as
 * at the last of these before it, and one that was not yet known then is left out.
 */
export function landmarksAt(tracks: readonly DealTrack[], asOf: number, book: CompanyBook = companyBook(tracks)): LandmarkTable {
  const open: Landmark[] = []
  for (const track of tracks) {
    const spell = track.spells.find(({ from, to }) => from < asOf && asOf <= to)
    if (!spell) continue
    const row = lastUpTo(track.at, asOf)
    if (row !== -1 && track.at[row]! > spell.from) open.push({ track, row, spell })
  }
  open.sort((a, b) => (a.track.key < b.track.key ? -1 : a.track.key > b.track.key ? 1 : 0))
  return tableOf(open, book, asOf)
}

/** The last index whose instant is not after another; −1 where there is none. */
function lastUpTo(at: Float64Array, instant: number): number {
  let low = 0
  let high = at.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if (at[middle]! <= instant) low = middle + 1
    else high = middle
  }
  return low - 1
}
