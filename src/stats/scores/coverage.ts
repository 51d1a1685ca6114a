/** The share of actuals that lie inside their interval, ends included. */
export function coverage(intervals: readonly { low: number; high: number }[], actuals: readonly number[]): number {
  let inside = 0
  for (const [i, { low, high }] of intervals.entries()) if (low <= actuals[i]! && actuals[i]! <= high) inside += 1
  return inside / intervals.length
}
