import { stratifiedFolds } from './folds.ts'
import { fitLinear, linearScores, type LinearMember } from './linear-member.ts'
import { takeRows, type TableFeatures } from './table-features.ts'
import { fitTrees, treeMemberScores, type TreeMember } from './tree-member.ts'

export interface Members {
  trees: TreeMember
  linear: LinearMember
}

/** A fifth of the rows says when to stop and how strongly to shrink; then all are learnt from. */
const INNER_FOLDS = 5

/** Both members, learnt from some of the rows. `name` keys what chance decides. */
export function fitMembers(
  features: TableFeatures,
  outcomes: Float64Array,
  rows: Int32Array,
  seed: number,
  name: string,
): Members {
  const part = takeRows(features, rows)
  const happened = Float64Array.from(rows, (row) => outcomes[row]!)
  const inner = stratifiedFolds(happened, INNER_FOLDS, seed, name).map((one) => (one === 0 ? 0 : 1))
  return { trees: fitTrees(part, happened, inner, seed), linear: fitLinear(part, happened, inner) }
}

/** Log-odds of both members for some of the rows. */
export function memberScores({ trees, linear }: Members, features: TableFeatures, rows: Int32Array) {
  const held = takeRows(features, rows)
  return { trees: treeMemberScores(trees, held), linear: linearScores(linear, held) }
}
