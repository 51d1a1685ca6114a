/**
 * Population stability index: sum of (actual - expected) ln(actual / expected) over the bins' shares; below .1 is stable, above .25
 * has shifted (the customary limits of credit scoring). Takes counts; an empty bin counts as half a row, so that it stays finite.
 */
export function populationStability(expected: ArrayLike<number>, actual: ArrayLike<number>): number {
  const shares = (counts: ArrayLike<number>): number[] => {
    const filled = Array.from(counts, (count) => Math.max(0.5, count))
    const all = filled.reduce((sum, count) => sum + count, 0)
    return filled.map((count) => count / all)
  }
  const [before, after] = [shares(expected), shares(actual)]
  return before.reduce((sum, share, bin) => sum + (after[bin]! - share) * Math.log(after[bin]! / share), 0)
}

/** The same for numbers: bins of equal size in `before`, equal values together, and one more for the unknown (NaN). */
export function numericStability(before: ArrayLike<number>, after: ArrayLike<number>, bins = 10): number {
  const known = Float64Array.from(Array.from(before).filter((value) => !Number.isNaN(value))).sort()
  const edges = new Set<number>()
  for (let bin = 1; bin < bins && known.length > 0; bin++) edges.add(known[Math.floor((bin * known.length) / bins)]!)
  const borders = [...edges]
  const counted = (values: ArrayLike<number>): number[] => {
    const counts = Array.from({ length: borders.length + 2 }, () => 0)
    for (let i = 0; i < values.length; i++) {
      const value = values[i]!
      const bin = Number.isNaN(value) ? borders.length + 1 : borders.filter((border) => border <= value).length
      counts[bin]! += 1
    }
    return counts
  }
  const [from, to] = [counted(before), counted(after)]
  const used = from.flatMap((count, bin) => (count + to[bin]! > 0 ? [bin] : []))
  return populationStability(
    used.map((bin) => from[bin]!),
    used.map((bin) => to[bin]!),
  )
}
