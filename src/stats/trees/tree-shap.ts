import type { BinnedTable } from './binned-table.ts'
import type { BoostedTrees } from './boosted-trees.ts'
import { fillEffects } from './leaf-effects.ts'

export interface TreeEffects {
  /** The mean score of the training rows: what is said of a row of which nothing is known. */
  base: number
  /** [row * columns + column]: what the column adds to the row's score. Base and a row's effects give its score. */
  effects: Float64Array
}

/** Columns on one path for which a table of all patterns is kept; longer paths are rare. */
const TABLED = 10
const MOST_COLUMNS = 30

/**
 * Shapley values of each row's score where unknown columns follow the training rows down the tree (Lundberg, Erion and Lee
 * 2018, "path-dependent" TreeSHAP); exact, base and effects add up to the score within 1e-9. What a leaf adds depends only
 * on which columns of its path a row passes: the path is walked once for all rows, and each pattern is figured once.
 */
export function explainTrees(model: BoostedTrees, table: BinnedTable): TreeEffects {
  const { column, goesLeft, left, right, value, cover, firstNode } = model
  const { rows, columns, byColumn } = table
  const effects = new Float64Array(rows * columns)
  const tabled = new Float64Array(TABLED << TABLED)
  const met = new Uint8Array(1 << TABLED)
  const failedAt: Int32Array[] = []
  let base = model.start
  for (let tree = 0; tree + 1 < firstNode.length; tree++) follow(firstNode[tree]!, 0, [], [])
  return { base, effects }

  /**
   * `path`: the columns split by so far, each once; `passing`: the share of training weight that passes all splits of each.
   * failedAt[depth] has a bit for each of them that a row does not pass.
   */
  function follow(node: number, depth: number, path: readonly number[], passing: readonly number[]): void {
    const failed = (failedAt[depth] ??= new Int32Array(rows))
    const split = column[node]!
    if (split < 0) {
      base += value[node]! * passing.reduce((product, share) => product * share, 1)
      if (path.length <= TABLED) addTabled(value[node]!, path, passing, failed)
      else addMapped(value[node]!, path, passing, failed)
      return
    }
    const found = path.indexOf(split)
    const at = found < 0 ? path.length : found
    if (at >= MOST_COLUMNS)
      throw new RangeError(`a path with more than ${MOST_COLUMNS} columns cannot be explained: lower maxDepth`)
    const goes = new Int32Array(256)
    for (let bin = 0; bin < 256; bin++) goes[bin] = (goesLeft[node * 8 + (bin >>> 5)]! >>> (bin & 31)) & 1
    const bins = byColumn.subarray(split * rows, (split + 1) * rows)
    for (const side of [1, 0]) {
      const child = side === 1 ? left[node]! : right[node]!
      const below = (failedAt[depth + 1] ??= new Int32Array(rows))
      for (let row = 0; row < rows; row++) below[row] = failed[row]! | ((goes[bins[row]!]! ^ side) << at)
      // Where no training weight came through, either way is half the way.
      const share = cover[node]! > 0 ? cover[child]! / cover[node]! : 0.5
      if (found < 0) follow(child, depth + 1, [...path, split], [...passing, share])
      else follow(child, depth + 1, path, passing.with(at, passing[at]! * share))
    }
  }

  function addTabled(leaf: number, path: readonly number[], passing: readonly number[], failed: Int32Array): void {
    const length = path.length
    met.fill(0, 0, 1 << length)
    for (let row = 0; row < rows; row++) {
      const pattern = failed[row]!
      const from = pattern * length
      if (met[pattern] === 0) {
        fillEffects(tabled, from, passing, leaf, pattern)
        met[pattern] = 1
      }
      const into = row * columns
      for (let i = 0; i < length; i++) effects[into + path[i]!]! += tabled[from + i]!
    }
  }

  function addMapped(leaf: number, path: readonly number[], passing: readonly number[], failed: Int32Array): void {
    const known = new Map<number, Float64Array>()
    for (let row = 0; row < rows; row++) {
      const pattern = failed[row]!
      let ofPattern = known.get(pattern)
      if (ofPattern === undefined) {
        ofPattern = new Float64Array(path.length)
        fillEffects(ofPattern, 0, passing, leaf, pattern)
        known.set(pattern, ofPattern)
      }
      for (let i = 0; i < path.length; i++) effects[row * columns + path[i]!]! += ofPattern[i]!
    }
  }
}
