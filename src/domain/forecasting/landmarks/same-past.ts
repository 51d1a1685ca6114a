import { MS_PER_DAY } from '../../values/instant.ts'
import type { CompanyBook } from './company-book.ts'
import { NAMED, type DealTrack } from './deal-track.ts'
import { hiddenAt } from './hidden-data.ts'
import { OWN_FEATURES } from './landmark-features.ts'
import { isMonday } from './landmark-rows.ts'

/** A company's deals and what they add up to. */
interface CompanyPast {
  readonly histories: readonly { readonly key: string; readonly track?: DealTrack }[]
  readonly book: CompanyBook
}

/** Beyond these it costs as much to compare as to make the rows anew. */
const MOST_CHANGED = 200

/**
 * Whether the rows of all Mondays before `cut` are the same in two readings of a company, of which most deals are the very same
 * objects. True is proof of it; false may be said of equal ones.
 */
export function samePastOf(a: CompanyPast, b: CompanyPast, cut: number): boolean {
  const [inA, inB] = [new Set(a.histories), new Set(b.histories)]
  const gone = new Map(a.histories.flatMap((one) => (inB.has(one) ? [] : [[one.key, one.track] as const])))
  const come = new Map(b.histories.flatMap((one) => (inA.has(one) ? [] : [[one.key, one.track] as const])))
  const changed = new Set([...gone.keys(), ...come.keys()])
  if (changed.size > MOST_CHANGED || String(hiddenAt(a.book, cut)) !== String(hiddenAt(b.book, cut))) return false
  const monday = lastMonday(cut)
  return [...changed].every((key) => samePast(gone.get(key), come.get(key), monday, cut))
}

function lastMonday(before: number): number {
  let at = Math.ceil(before / MS_PER_DAY - 1) * MS_PER_DAY
  while (!isMonday(at)) at -= MS_PER_DAY
  return at
}

/**
 * Whether two tracks of a deal tell the same of it up to an instant: its rows up to then, and all that the company's past
 * counts of it before then; and what became of it before `cut`. Undefined is a deal of which nothing is known.
 */
export function samePast(a: DealTrack | undefined, b: DealTrack | undefined, instant: number, cut = instant): boolean {
  return a === b || toldUpTo(a, instant, cut) === toldUpTo(b, instant, cut)
}

function toldUpTo(track: DealTrack | undefined, instant: number, cut: number): string {
  const { spells = [], stints = [], exits = [], firstAmount = null } = track ?? {}
  const before = (at: number): boolean => at < instant
  const known = [
    rowsUpTo(track, instant),
    // What ends later is open then, and its end is not known.
    spells.flatMap((spell) => (spell.from < cut ? [spell.to < cut ? spell : spell.from] : [])),
    stints.flatMap(({ owner, from, to }) => (before(from) ? [owner, from, before(to) ? to : null] : [])),
    exits.filter(({ at }) => before(at)),
    firstAmount && before(firstAmount.at) ? firstAmount : null,
    // What is first recorded at the instant of a row counts as known in it.
    Array.from(track?.seen ?? [], (at) => (at <= instant ? at : null)),
  ]
  return JSON.stringify(known, inFull)
}

function rowsUpTo(track: DealTrack | undefined, instant: number): unknown[] {
  const rows = track?.at.filter((at) => at <= instant).length ?? 0
  if (!track || rows === 0) return []
  const { at, own, stage, segment, dueWeeks, amount, named, words } = track
  return [
    ...[at, stage, segment, dueWeeks, amount].map((column) => Array.from(column.subarray(0, rows))),
    Array.from(own.subarray(0, rows * OWN_FEATURES.length)),
    Array.from(named.subarray(0, rows * NAMED.length), (word) => words[word] ?? null),
  ]
}

/** JSON has one word for all numbers that are not finite. */
function inFull(_: string, value: unknown): unknown {
  return typeof value === 'number' && !Number.isFinite(value) ? String(value) : value
}
