import { fitAttention, predictAttention, type AttentionModel } from '../../../stats/sequence/attention-pooling.ts'
import { fitGru, predictGru, type GruModel } from '../../../stats/sequence/gru.ts'
import type { Sequences, SequenceSetting } from '../../../stats/sequence/sequences.ts'
import type { CompanyBook } from '../landmarks/company-book.ts'
import type { DealTrack } from '../landmarks/deal-track.ts'
import { pastSequences, type LabelledSequences } from './weekly-sequences.ts'

/** A network over the weeks of deals: plain data. */
export type SequenceFit = GruModel | AttentionModel

const EPOCHS = 6
const MOST_LANDMARKS = 8_000
const LEAST_LANDMARKS = 500

/** What networks learn from at an instant; null where it is too little. */
export function lessonsAt(tracks: readonly DealTrack[], book: CompanyBook, at: number): LabelledSequences | null {
  const lessons = pastSequences(tracks, book, at, MOST_LANDMARKS)
  return lessons.won.length < LEAST_LANDMARKS ? null : lessons
}

export function fitNetwork(
  kind: 'recurrent network' | 'attention over weeks',
  { sequences, won }: LabelledSequences,
  seed: number,
): SequenceFit {
  const setting: SequenceSetting = { seed, epochs: EPOCHS, hidden: 16, learningRate: 0.01, l2: 1e-3, weights: null }
  return kind === 'recurrent network' ? fitGru(sequences, won, setting) : fitAttention(sequences, won, setting)
}

/** The chance after each sequence to be won within the horizon. */
export function networkSays(fit: SequenceFit, sequences: Sequences): Float64Array {
  return fit.kind === 'gru' ? predictGru(fit, sequences) : predictAttention(fit, sequences)
}
