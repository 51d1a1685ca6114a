import type { Sequences } from '../../../stats/sequence/sequences.ts'
import type { CompanyBook } from '../landmarks/company-book.ts'
import type { DealTrack } from '../landmarks/deal-track.ts'
import { landmarkTable } from '../landmarks/training-rows.ts'
import type { LandmarkTable } from '../landmarks/landmark-table.ts'
import { HORIZON_DAYS } from './challenger.ts'

/** Weeks that a network looks back over. */
const MOST_WEEKS = 26
const STAGES = 4
const SEGMENTS = 3
const HORIZON_WEEKS = HORIZON_DAYS / 7

export interface LabelledSequences {
  sequences: Sequences
  won: Uint8Array
}

/**
 * What deals looked like week by week up to past Mondays, and whether they were won within the horizon after it. Only Mondays
 * that were followed for the whole horizon before `cut`: of fresher ones only those that ended early would be known. At most
 * `most` of them, evenly spread over deals and time.
 */
export function pastSequences(tracks: readonly DealTrack[], book: CompanyBook, cut: number, most: number): LabelledSequences {
  const table = landmarkTable(tracks, cut, { most: Infinity, seed: 1 }, book)
  const followed: number[] = []
  for (let row = 0; row < table.rows; row++) if (table.at[row]! <= cut - HORIZON_DAYS * 86_400_000) followed.push(row)
  const count = Math.min(most, followed.length)
  const chosen = Array.from({ length: count }, (_, i) => followed[Math.floor((i * followed.length) / count)]!)
  return {
    sequences: sequencesOf(table, chosen),
    won: Uint8Array.from(chosen, (row) => (table.cause[row] === 1 && table.followed[row]! <= HORIZON_WEEKS ? 1 : 0)),
  }
}

/** The weeks up to a Monday of deals open then, in the order of `keys`; a deal without any week has an empty sequence. */
export function openSequences(tracks: readonly DealTrack[], book: CompanyBook, at: number, keys: readonly string[]): Sequences {
  const wanted = new Set(keys)
  // What was recorded before the Monday is in its row.
  const table = landmarkTable(
    tracks.filter(({ key }) => wanted.has(key)),
    at + 1,
    { most: Infinity, seed: 1 },
    book,
  )
  const lastRow = new Map<string, number>()
  for (let row = 0; row < table.rows; row++) if (table.at[row]! <= at) lastRow.set(table.keys[table.deal[row]!]!, row)
  return sequencesOf(
    table,
    keys.map((key) => lastRow.get(key) ?? -1),
  )
}

/** The deal of each row of a table. */
export function keysOf({ keys, deal }: LandmarkTable): string[] {
  return Array.from(deal, (place) => keys[place]!)
}

/** The rows of each deal up to the given ones; a table has its rows in order of deal and instant. */
function sequencesOf(table: LandmarkTable, rows: readonly number[]): Sequences {
  const width = table.features + STAGES + SEGMENTS + 1
  const offsets = new Int32Array(rows.length + 1)
  const first = rows.map((row) => {
    let from = row
    while (from > 0 && row - from < MOST_WEEKS - 1 && table.deal[from - 1] === table.deal[row]) from -= 1
    return from
  })
  for (const [i, row] of rows.entries()) offsets[i + 1] = offsets[i]! + (row < 0 ? 0 : row - first[i]! + 1)
  const values = new Float64Array(offsets[rows.length]! * width)
  for (const [i, row] of rows.entries()) {
    if (row < 0) continue
    for (let from = first[i]!, into = offsets[i]! * width; from <= row; from++, into += width) {
      values.set(table.x.subarray(from * table.features, (from + 1) * table.features), into)
      const kinds = into + table.features
      values[kinds + table.stage[from]!] = 1
      if (table.segment[from]! < SEGMENTS) values[kinds + STAGES + table.segment[from]!] = 1
      values[kinds + STAGES + SEGMENTS] = table.dueWeeks[from]!
    }
  }
  return { values, offsets, width }
}
