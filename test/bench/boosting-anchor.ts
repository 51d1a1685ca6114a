import { pythonAnchor } from './python-anchor.ts'
import type { TreeRows } from './tree-rows.ts'

export interface BoostingAnchor {
  /** Processor time to bin and fit, one thread. */
  seconds: number
  auc: number
  version: string
}

/** What scikit-learn takes to boost the first `training` rows, and its AUC on the rest; or why it could not be run. */
export function boostingAnchor(
  { columns, target }: TreeRows,
  { trees, leaves, training }: { trees: number; leaves: number; training: number },
): BoostingAnchor | { absent: string } {
  const rows = target.length
  const input = new Uint8Array(24 + 8 * rows * columns.length + rows)
  input.set(new Uint8Array(Int32Array.of(rows, columns.length, trees, leaves, training).buffer))
  for (const [c, column] of columns.entries()) input.set(new Uint8Array(column.buffer), 24 + 8 * rows * c)
  input.set(target, 24 + 8 * rows * columns.length)
  const said = pythonAnchor('boosting-anchor.py', input, 'scikit-learn')
  if ('absent' in said) return said
  const [seconds, auc, ...version] = said
  return { seconds: Number(seconds), auc: Number(auc), version: version.join(' ') }
}
