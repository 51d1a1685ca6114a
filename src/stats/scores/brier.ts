/** Mean squared distance of stated chances from what happened; 0 is perfect. As scikit-learn's `brier_score_loss`. */
export function brier(chances: readonly number[], happened: readonly boolean[]): number {
  let sum = 0
  for (const [i, p] of chances.entries()) sum += (p - (happened[i] ? 1 : 0)) ** 2
  return sum / chances.length
}
