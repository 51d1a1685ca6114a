/**
 * What each column of a leaf's path adds to the score of a row that fails the columns whose bits are set, written from
 * `into[from]` on. With the passing shares z, the Shapley value of a column is the sum over sets S of the other columns of
 * |S|! (d - |S| - 1)! / d! times 1 for each passed and 0 for each failed column in S, z for each outside S, times
 * (1 - z) of the column itself where it is passed, -z where it is failed, times the leaf's value. So only sets of passed
 * columns count, the z of all failed columns are a common factor, and all failed columns add the same.
 */
export function fillEffects(into: Float64Array, from: number, passing: readonly number[], leaf: number, failed: number): void {
  const depth = passing.length
  const passed: number[] = []
  let common = leaf
  for (let at = 0; at < depth; at++) {
    if ((failed >>> at) & 1) common *= passing[at]!
    else passed.push(at)
  }
  if (passed.length < depth) {
    const same = -common * weightedSets(passing, passed, -1, depth)
    for (let at = 0; at < depth; at++) if ((failed >>> at) & 1) into[from + at] = same
  }
  for (const own of passed) into[from + own] = common * (1 - passing[own]!) * weightedSets(passing, passed, own, depth)
}

/** The sum over sets S of the passed columns without `own` of |S|! (depth - |S| - 1)! / depth! times z of the passed outside S. */
function weightedSets(passing: readonly number[], passed: readonly number[], own: number, depth: number): number {
  // bySize[s]: the sum of the products over sets of size s, built up column by column.
  const bySize = new Float64Array(passed.length + 1)
  bySize[0] = 1
  let columns = 0
  for (const other of passed) {
    if (other === own) continue
    columns += 1
    const share = passing[other]!
    for (let size = columns; size > 0; size--) bySize[size] = bySize[size]! * share + bySize[size - 1]!
    bySize[0] *= share
  }
  let sum = 0
  let orders = 1 / depth
  for (let size = 0; size <= columns; size++) {
    sum += bySize[size]! * orders
    // From s! (depth - s - 1)! / depth! to the next size.
    orders *= (size + 1) / (depth - size - 1)
  }
  return sum
}
