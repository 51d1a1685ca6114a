import { binTable, type BinnedTable } from '../../../stats/trees/binned-table.ts'
import { learnBins, type BinRule } from '../../../stats/trees/bin-rules.ts'
import { boostTrees, treeScores, type BoostedTrees, type BoostSettings } from '../../../stats/trees/boosted-trees.ts'
import type { TableFeatures } from './table-features.ts'

/** Boosted trees with the rules by which rows become bins. */
export interface TreeMember {
  rules: BinRule[]
  trees: BoostedTrees
  count: number
}

const MOST_TREES = 300
const PATIENCE = 20

/** Small tables get small, slow trees: a leaf must stand for enough rows to mean something. */
export function treeShape(rows: number): {
  maxLeaves: number
  learningRate: number
  minSamples: number
  l2: number
  maxDepth: number
} {
  if (rows < 1_000) return { maxLeaves: 5, learningRate: 0.05, minSamples: 10, l2: 2, maxDepth: 4 }
  if (rows < 5_000) return { maxLeaves: 10, learningRate: 0.06, minSamples: 20, l2: 2, maxDepth: 8 }
  return { maxLeaves: 31, learningRate: rows < 20_000 ? 0.06 : 0.1, minSamples: 20, l2: 1, maxDepth: 16 }
}

/**
 * Trees until the rows that `part` marks 0 gain no more from those it marks 1, then as many on all rows. With `count` given
 * the search is left out.
 */
export function fitTrees(
  features: TableFeatures,
  outcomes: Float64Array,
  part: Uint8Array,
  seed: number,
  count?: number,
): TreeMember {
  const rules = learnBins(features.columns)
  const table = binTable(rules, features.columns)
  const settings: BoostSettings = {
    loss: { kind: 'binary' },
    seed,
    trees: MOST_TREES,
    patience: PATIENCE,
    ...treeShape(features.rows),
  }
  const enough = count ?? boostTrees(table, outcomes, { ...settings, part }).firstNode.length - 1
  return { rules, trees: boostTrees(table, outcomes, { ...settings, trees: enough }), count: enough }
}

export function binned({ rules }: TreeMember, features: TableFeatures): BinnedTable {
  return binTable(rules, features.columns)
}

/** Log-odds of each row. */
export function treeMemberScores(member: TreeMember, features: TableFeatures): Float64Array {
  return treeScores(member.trees, binned(member, features))
}
