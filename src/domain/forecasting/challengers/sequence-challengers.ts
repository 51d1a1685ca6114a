import type { PastCompany } from './past-instants.ts'
import { fitNetwork, lessonsAt, networkSays } from './sequence-fit.ts'
import { keysOf, openSequences } from './weekly-sequences.ts'

/** What a challenger said at each past Monday, in the order of the champion's own answers; null where it could not learn. */
export type PastChances = (Float64Array | null)[][]

/** Both see the same sequences, so these are laid out once. */
export function sequenceChances(
  { refits, tracks, book }: PastCompany,
  seed: number,
): { recurrent: PastChances; attention: PastChances } {
  const recurrent: PastChances = []
  const attention: PastChances = []
  for (const { at, instants } of refits) {
    const lessons = lessonsAt(tracks, book, at)
    if (lessons === null) {
      recurrent.push(instants.map(() => null))
      attention.push(instants.map(() => null))
      continue
    }
    const gru = fitNetwork('recurrent network', lessons, seed)
    const pooled = fitNetwork('attention over weeks', lessons, seed)
    const seen = instants.map(({ at: when, open }) => openSequences(tracks, book, when, keysOf(open)))
    recurrent.push(seen.map((weeks) => networkSays(gru, weeks)))
    attention.push(seen.map((weeks) => networkSays(pooled, weeks)))
  }
  return { recurrent, attention }
}
