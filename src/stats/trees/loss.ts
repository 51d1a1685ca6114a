/**
 * What the trees are fitted to. Scores are log-odds for 'binary', logarithms of a rate for 'poisson' (the logarithm of the
 * exposure goes in as offset), and the value itself for 'quantile'.
 */
export type Loss = { kind: 'binary' } | { kind: 'poisson' } | { kind: 'quantile'; level: number }

/** Fills slope and curvature of the loss of each row by its score; both 0 for rows of weight 0. */
export function differentiate(
  loss: Loss,
  target: ArrayLike<number>,
  weights: Float64Array | null,
  scores: Float64Array,
  gradients: Float64Array,
  curvatures: Float64Array,
): void {
  const rows = scores.length
  for (let row = 0; row < rows; row++) {
    const weight = weights === null ? 1 : weights[row]!
    if (loss.kind === 'binary') {
      const chance = 1 / (1 + Math.exp(-scores[row]!))
      gradients[row] = weight * (chance - target[row]!)
      curvatures[row] = weight * chance * (1 - chance)
    } else if (loss.kind === 'poisson') {
      const rate = Math.exp(scores[row]!)
      gradients[row] = weight * (rate - target[row]!)
      curvatures[row] = weight * rate
    } else {
      gradients[row] = weight * (target[row]! > scores[row]! ? -loss.level : 1 - loss.level)
      curvatures[row] = weight
    }
  }
}

/** Mean loss over `rows`, by weight: log loss, half Poisson deviance up to a constant of the data, or pinball loss. */
export function meanLoss(
  loss: Loss,
  target: ArrayLike<number>,
  weights: Float64Array | null,
  scores: Float64Array,
  rows: Int32Array,
): number {
  let sum = 0
  let total = 0
  for (const row of rows) {
    const weight = weights === null ? 1 : weights[row]!
    sum += weight * lossOf(loss, target[row]!, scores[row]!)
    total += weight
  }
  return sum / total
}

function lossOf(loss: Loss, actual: number, score: number): number {
  switch (loss.kind) {
    case 'binary':
      return Math.max(score, 0) - score * actual + Math.log1p(Math.exp(-Math.abs(score)))
    case 'poisson':
      return Math.exp(score) - actual * score
    case 'quantile':
      return actual > score ? loss.level * (actual - score) : (1 - loss.level) * (score - actual)
  }
}

/** The one score that fits all `rows` best, each on top of its offset. */
export function startingScore(
  loss: Loss,
  target: ArrayLike<number>,
  weights: Float64Array | null,
  offset: Float64Array | null,
  rows: Int32Array,
): number {
  let happened = 0
  let expected = 0
  for (const row of rows) {
    const weight = weights === null ? 1 : weights[row]!
    happened += weight * target[row]!
    expected += weight * (loss.kind === 'poisson' && offset !== null ? Math.exp(offset[row]!) : 1)
  }
  switch (loss.kind) {
    case 'binary': {
      const share = Math.min(1 - 1e-9, Math.max(1e-9, happened / expected))
      return Math.log(share / (1 - share))
    }
    case 'poisson':
      return Math.log(Math.max(1e-9, happened / expected))
    case 'quantile':
      return weightedQuantile(
        Array.from(rows, (row) => target[row]! - (offset?.[row] ?? 0)),
        Array.from(rows, (row) => weights?.[row] ?? 1),
        loss.level,
      )
  }
}

/** The smallest value at or under which lies at least the share `level` of the weight. */
export function weightedQuantile(values: readonly number[], weights: readonly number[], level: number): number {
  const order = values.map((_, i) => i).sort((a, b) => values[a]! - values[b]!)
  const total = weights.reduce((sum, weight) => sum + weight, 0)
  let below = 0
  for (const i of order) {
    below += weights[i]!
    if (below >= level * total) return values[i]!
  }
  return values[order.at(-1) ?? 0] ?? 0
}
