import { mondayAfter } from '../../opportunities/replay.ts'
import type { CompanyBook } from './company-book.ts'
import { contextFeatures } from './context-features.ts'
import { NAMED, type DealTrack, type Spell } from './deal-track.ts'
import { CONTEXT_FEATURES, DATA_KINDS, LANDMARK_FEATURES, OWN_FEATURES } from './landmark-features.ts'
import { hiddenAt } from './hidden-data.ts'
import type { LandmarkTable } from './landmark-table.ts'
import { fillPatterns } from './patterns.ts'

/** One deal at one of its landmarks, and the spell of being open that it lies in. */
export interface Landmark {
  readonly track: DealTrack
  readonly row: number
  readonly spell: Spell
}

const WEEK_MS = 604_800_000
const CLOSE_DATE = DATA_KINDS.indexOf('close date')
const NEEDS = LANDMARK_FEATURES.map(({ needs }) => (needs === null ? -1 : DATA_KINDS.indexOf(needs)))

/** Every landmark of every deal; ascending by instant within a deal. */
export function* landmarksOf(tracks: Iterable<DealTrack>): Generator<Landmark> {
  for (const track of tracks) {
    let s = 0
    for (let row = 0; row < track.at.length; row++) {
      while (track.spells[s] && track.spells[s]!.to < track.at[row]!) s += 1
      const spell = track.spells[s]
      if (spell) yield { track, row, spell }
    }
  }
}

/** Mondays are what is learned from; the other instants are there to forecast from. */
export function isMonday(at: number): boolean {
  return mondayAfter(at - 1) === at
}

/**
 * The table of some landmarks. What became of each is told as far as it was recorded before `cut`. Rows are in the order
 * given; keys and stage names are in order of name, so the table does not depend on the order in which deals came.
 */
export function tableOf(landmarks: readonly Landmark[], book: CompanyBook, cut: number): LandmarkTable {
  const rows = landmarks.length
  const features = LANDMARK_FEATURES.length
  const keys = sorted(landmarks.map(({ track }) => track.key))
  const names = landmarks.map(({ track, row }) => track.words[track.named[row * NAMED.length]!] ?? '')
  const stageNames = sorted(names)
  const keyIndex = new Map(keys.map((key, i) => [key, i]))
  const nameIndex = new Map(stageNames.map((name, i) => [name, i]))
  const table = {
    rows,
    keys,
    deal: new Int32Array(rows),
    at: new Float64Array(rows),
    stage: new Uint8Array(rows),
    stageName: new Int32Array(rows),
    stageNames,
    segment: new Uint8Array(rows),
    x: new Float64Array(rows * features),
    features,
    dueWeeks: new Float64Array(rows),
    amount: new Float64Array(rows),
    cause: new Uint8Array(rows),
    followed: new Float64Array(rows),
  }
  const hidden = hiddenAt(book, cut)
  landmarks.forEach(({ track, row, spell }, i) => {
    const at = track.at[row]!
    const ended = spell.to < cut
    table.deal[i] = keyIndex.get(track.key)!
    table.at[i] = at
    table.stage[i] = track.stage[row]!
    table.stageName[i] = nameIndex.get(names[i]!)!
    table.segment[i] = track.segment[row]!
    table.dueWeeks[i] = hidden.includes(CLOSE_DATE) ? NaN : track.dueWeeks[row]!
    table.amount[i] = track.amount[row]!
    table.cause[i] = ended ? spell.cause : 0
    table.followed[i] = Math.max(0, (ended ? spell.closed : cut) - at) / WEEK_MS
    fill(table.x.subarray(i * features, (i + 1) * features), book, track, row, hidden)
  })
  fillPatterns(table)
  return table
}

function fill(x: Float64Array, book: CompanyBook, track: DealTrack, row: number, hidden: readonly number[]): void {
  const at = track.at[row]!
  const context = contextFeatures(book, track, row)
  for (let f = 0; f < OWN_FEATURES.length; f++) x[f] = track.own[row * OWN_FEATURES.length + f]!
  CONTEXT_FEATURES.forEach(({ name }, i) => (x[OWN_FEATURES.length + i] = context[name]))
  for (let f = 0; f < x.length; f++) {
    const kind = NEEDS[f]!
    if (kind !== -1 && (!(book.seen[kind]! <= at) || hidden.includes(kind))) x[f] = NaN
  }
}

function sorted(names: readonly string[]): string[] {
  return [...new Set(names)].sort((a, b) => (a < b ? -1 : a > b ? 1 : 0))
}
