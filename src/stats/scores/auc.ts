/**
 * The chance that a random positive is scored above a random negative, ties counting half (Mann-Whitney).
 * NaN unless both kinds occur. As scikit-learn's `roc_auc_score`.
 */
export function auc(scores: readonly number[], happened: readonly boolean[]): number {
  const order = scores.map((_, i) => i).sort((a, b) => scores[a]! - scores[b]!)
  let positives = 0
  let rankSum = 0
  for (let i = 0; i < order.length;) {
    let j = i
    while (j < order.length && scores[order[j]!] === scores[order[i]!]) j++
    const meanRank = (i + j + 1) / 2
    for (; i < j; i++) {
      if (!happened[order[i]!]) continue
      positives += 1
      rankSum += meanRank
    }
  }
  const negatives = order.length - positives
  return (rankSum - (positives * (positives + 1)) / 2) / (positives * negatives)
}
