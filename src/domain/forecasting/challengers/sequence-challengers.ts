import { fitAttention, predictAttention } from '../../../stats/sequence/attention-pooling.ts'
import { fitGru, predictGru } from '../../../stats/sequence/gru.ts'
import type { SequenceSetting } from '../../../stats/sequence/sequences.ts'
import type { PastCompany } from './past-instants.ts'
import { openSequences, pastSequences } from './weekly-sequences.ts'

/** What a challenger said at each past Monday, in the order of the champion's own answers; null where it could not learn. */
export type PastChances = (Float64Array | null)[][]

/** Both see the same sequences, so these are laid out once. */
export function sequenceChances(past: PastCompany, seed: number): { recurrent: PastChances; attention: PastChances } {
  const recurrent: PastChances = []
  const attention: PastChances = []
  const setting: SequenceSetting = { seed, epochs: EPOCHS, hidden: 16, learningRate: 0.01, l2: 1e-3, weights: null }
  for (const { at, instants } of past.refits) {
    const { sequences, won } = pastSequences(past.tracks, past.book, at, MOST_LANDMARKS)
    if (won.length < LEAST_LANDMARKS) {
      recurrent.push(instants.map(() => null))
      attention.push(instants.map(() => null))
      continue
    }
    const gru = fitGru(sequences, won, setting)
    const pooled = fitAttention(sequences, won, setting)
    const seen = instants.map(({ at: when, open }) =>
      openSequences(
        past.tracks,
        past.book,
        when,
        Array.from(open.deal, (deal) => open.keys[deal]!),
      ),
    )
    recurrent.push(seen.map((weeks) => predictGru(gru, weeks)))
    attention.push(seen.map((weeks) => predictAttention(pooled, weeks)))
  }
  return { recurrent, attention }
}

const EPOCHS = 6
const MOST_LANDMARKS = 8_000
const LEAST_LANDMARKS = 500
