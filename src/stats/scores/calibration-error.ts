/**
 * Expected calibration error: |mean stated chance - share that happened| over bins of equal size by chance, weighted by
 * size. A few hundred cases show some .03 by chance alone.
 */
export function calibrationError(chances: ArrayLike<number>, happened: ArrayLike<boolean | number>, bins = 10): number {
  const order = Uint32Array.from(chances, (_, i) => i).sort((a, b) => chances[a]! - chances[b]!)
  let error = 0
  for (let bin = 0; bin < bins; bin++) {
    const members = order.subarray(Math.floor((bin * order.length) / bins), Math.floor(((bin + 1) * order.length) / bins))
    let gap = 0
    for (const i of members) gap += chances[i]! - (happened[i] ? 1 : 0)
    error += Math.abs(gap)
  }
  return error / order.length
}
