import { stream, uniform, type Stream } from '../../../stats/random/stream.ts'

/** A fold for each row, by chance, with about as many wins in each. */
export function stratifiedFolds(outcomes: Float64Array, folds: number, seed: number, name = 'folds'): Uint8Array {
  const source = stream(seed, name)
  const fold = new Uint8Array(outcomes.length)
  let dealt = 0
  for (const outcome of [1, 0]) {
    const rows = Array.from(outcomes, (_, row) => row).filter((row) => outcomes[row] === outcome)
    shuffle(rows, source)
    for (const row of rows) fold[row] = dealt++ % folds
  }
  return fold
}

function shuffle(rows: number[], source: Stream): void {
  for (let i = rows.length - 1; i > 0; i--) {
    const j = Math.floor(uniform(source) * (i + 1))
    const kept = rows[i]!
    rows[i] = rows[j]!
    rows[j] = kept
  }
}
