/**
 * Many sequences of feature vectors end to end: sequence i holds the rows `offsets[i]` to `offsets[i + 1] - 1`, the latest last,
 * row r its `width` numbers from `values[r * width]` on. NaN is unknown. A sequence may be empty.
 */
export interface Sequences {
  values: Float64Array
  offsets: Int32Array
  width: number
}

/** How a network is trained. Same setting, same rows, same bytes. */
export interface SequenceSetting {
  seed: number
  epochs: number
  hidden: number
  learningRate: number
  /** Penalty l2 / 2 · |parameters|^2 per sequence, constants excepted. */
  l2: number
  /** What each sequence counts; 1 where it is null. */
  weights: ArrayLike<number> | null
}

export interface ColumnScales {
  mean: number[]
  /** Of the known values; a column that never varies has 1. */
  deviation: number[]
}

export function columnScales({ values, width }: Sequences): ColumnScales {
  const mean: number[] = []
  const deviation: number[] = []
  for (let f = 0; f < width; f++) {
    let known = 0
    let sum = 0
    for (let at = f; at < values.length; at += width) {
      if (!Number.isFinite(values[at]!)) continue
      known += 1
      sum += values[at]!
    }
    const centre = known > 0 ? sum / known : 0
    let squares = 0
    for (let at = f; at < values.length; at += width) if (Number.isFinite(values[at]!)) squares += (values[at]! - centre) ** 2
    const spread = known > 0 ? Math.sqrt(squares / known) : 0
    mean.push(centre)
    deviation.push(spread > 1e-12 ? spread : 1)
  }
  return { mean, deviation }
}

/** Every value in standard deviations from its column's mean, no further than 8; what is not known lies at the mean. */
export function standardised({ values, offsets, width }: Sequences, { mean, deviation }: ColumnScales): Sequences {
  const scaled = new Float64Array(values.length)
  for (let at = 0; at < values.length; at++) {
    const f = at % width
    const z = (values[at]! - mean[f]!) / deviation[f]!
    scaled[at] = Number.isFinite(z) ? Math.min(8, Math.max(-8, z)) : 0
  }
  return { values: scaled, offsets, width }
}
