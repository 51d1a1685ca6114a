import type { BinnedTable } from './binned-table.ts'
import type { BoostedTrees } from './boosted-trees.ts'

/** A leaf as the columns on its path see it: the path is left in a column once, at the first of its splits that says no. */
interface LeafPath {
  value: number
  /** Columns on the path, each once. */
  columns: Int32Array
  /** Per column the share of the training weight that passes all its splits on the path, where nothing is known of it. */
  passing: Float64Array
  /** Contributions by which of the columns the row passes (one bit each), filled as they are met. */
  known: Map<number, Float64Array>
}

export interface TreeExplainer {
  /** The mean score of the training rows: what is said of a row of which nothing is known. */
  base: number
  /** Adds to `into`, one entry per column, what each column adds to the score of a row. Base and contributions give the score. */
  explain: (table: BinnedTable, row: number, into: Float64Array) => void
}

/**
 * Shapley values of a row's score where unknown columns follow the training rows down the tree (Lundberg, Erion and Lee 2018,
 * "path-dependent" TreeSHAP; exact to rounding, 1e-9 of the score). A leaf's contributions depend only on which columns of
 * its path the row passes, so each such pattern is figured once; a row then costs one walk over all nodes.
 */
export function explainTrees(model: BoostedTrees): TreeExplainer {
  const { column, goesLeft, left, right, value, cover, firstNode } = model
  const nodes = column.length
  const place = new Int32Array(nodes)
  const leaves: (LeafPath | undefined)[] = Array.from({ length: nodes })
  let base = model.start
  for (let tree = 0; tree + 1 < firstNode.length; tree++) prepare(firstNode[tree]!, [], [])

  function prepare(node: number, columns: readonly number[], passing: readonly number[]): void {
    const split = column[node]!
    if (split < 0) {
      base += value[node]! * passing.reduce((product, share) => product * share, 1)
      leaves[node] = {
        value: value[node]!,
        columns: Int32Array.from(columns),
        passing: Float64Array.from(passing),
        known: new Map(),
      }
      return
    }
    const found = columns.indexOf(split)
    const at = found < 0 ? columns.length : found
    if (at >= 30) throw new RangeError('a path with more than 30 columns cannot be explained; grow trees with a lower maxDepth')
    place[node] = at
    const through = found < 0 ? [...columns, split] : columns
    for (const child of [left[node]!, right[node]!]) {
      // Of nothing at all, either way is half the way.
      const share = cover[node]! > 0 ? cover[child]! / cover[node]! : 0.5
      prepare(child, through, found < 0 ? [...passing, share] : passing.with(at, passing[at]! * share))
    }
  }

  const stackNode = new Int32Array(nodes + 1)
  const stackFailed = new Int32Array(nodes + 1)

  function explain({ byRow, stride }: BinnedTable, row: number, into: Float64Array): void {
    const from = row * stride
    for (let tree = 0; tree + 1 < firstNode.length; tree++) {
      let top = 0
      stackNode[0] = firstNode[tree]!
      stackFailed[0] = 0
      while (top >= 0) {
        const node = stackNode[top]!
        const failed = stackFailed[top]!
        top -= 1
        const split = column[node]!
        if (split < 0) {
          const leaf = leaves[node]!
          let effects = leaf.known.get(failed)
          if (effects === undefined) {
            effects = leafEffects(leaf, failed)
            leaf.known.set(failed, effects)
          }
          for (let i = 0; i < effects.length; i++) into[leaf.columns[i]!]! += effects[i]!
          continue
        }
        const bin = byRow[from + split]!
        const isLeft = (goesLeft[node * 8 + (bin >>> 5)]! >>> (bin & 31)) & 1
        const bit = 1 << place[node]!
        top += 1
        stackNode[top] = left[node]!
        stackFailed[top] = isLeft ? failed : failed | bit
        top += 1
        stackNode[top] = right[node]!
        stackFailed[top] = isLeft ? failed | bit : failed
      }
    }
  }

  return { base, explain }
}

/**
 * What each column of a leaf's path adds, for a row that fails the columns of the bits set. With passing shares z and o = 1
 * where the row passes, else 0: the sum over sets S of the other columns of |S|! (d - |S| - 1)! / d! times the product of o
 * over S and z over the rest, times (o - z) of the column itself, times the leaf's value.
 */
function leafEffects({ value, passing }: Pick<LeafPath, 'value' | 'passing'>, failed: number): Float64Array {
  const depth = passing.length
  const effects = new Float64Array(depth)
  for (let own = 0; own < depth; own++) {
    // bySize[s]: the sum over sets of size s of the products, built up column by column.
    const bySize = new Float64Array(depth)
    bySize[0] = 1
    let others = 0
    for (let other = 0; other < depth; other++) {
      if (other === own) continue
      const passes = ((failed >>> other) & 1) === 0
      others += 1
      for (let size = others; size >= 0; size--) {
        const without = size < others ? bySize[size]! * passing[other]! : 0
        bySize[size] = without + (passes && size > 0 ? bySize[size - 1]! : 0)
      }
    }
    let sum = 0
    let orders = 1 / depth
    for (let size = 0; size < depth; size++) {
      sum += bySize[size]! * orders
      // s! (d - s - 1)! / d! from one size to the next.
      if (size < depth - 1) orders *= (size + 1) / (depth - size - 1)
    }
    effects[own] = sum * ((((failed >>> own) & 1) === 0 ? 1 : 0) - passing[own]!) * value
  }
  return effects
}
