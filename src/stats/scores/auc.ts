/**
 * The chance that a random positive is scored above a random negative, ties counting half (Mann-Whitney); `weights` says how
 * often each row counts. NaN unless both kinds occur. As scikit-learn's `roc_auc_score`.
 */
export function auc(
  scores: ArrayLike<number>,
  happened: ArrayLike<boolean | number>,
  weights: ArrayLike<number> | null = null,
): number {
  const order = Uint32Array.from(scores, (_, i) => i).sort((a, b) => scores[a]! - scores[b]!)
  let positives = 0
  let negatives = 0
  let above = 0
  for (let i = 0; i < order.length;) {
    const score = scores[order[i]!]
    let won = 0
    let lost = 0
    for (; i < order.length && scores[order[i]!] === score; i++) {
      const weight = weights === null ? 1 : weights[order[i]!]!
      if (happened[order[i]!]) won += weight
      else lost += weight
    }
    above += won * (negatives + lost / 2)
    positives += won
    negatives += lost
  }
  return above / (positives * negatives)
}
