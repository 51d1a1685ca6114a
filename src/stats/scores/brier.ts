/** Mean squared distance of stated chances from what happened; 0 is perfect. As scikit-learn's `brier_score_loss`. */
export function brier(chances: ArrayLike<number>, happened: ArrayLike<boolean | number>): number {
  let sum = 0
  for (let i = 0; i < chances.length; i++) sum += (chances[i]! - (happened[i] ? 1 : 0)) ** 2
  return sum / chances.length
}
