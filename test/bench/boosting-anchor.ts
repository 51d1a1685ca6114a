import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
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
  let absent = 'there is no python3'
  // The first python3 of the path may be one that Debian's packages do not belong to.
  for (const python of ['python3', '/usr/bin/python3'])
    try {
      const said = execFileSync(python, [join(import.meta.dirname, 'boosting-anchor.py')], {
        input,
        encoding: 'utf8',
        stdio: ['pipe', 'pipe', 'pipe'],
        env: { ...process.env, OMP_NUM_THREADS: '1', OPENBLAS_NUM_THREADS: '1' },
      })
      const [seconds, auc, ...version] = said.trim().split(' ')
      return { seconds: Number(seconds), auc: Number(auc), version: version.join(' ') }
    } catch (error) {
      const why = String((error as { stderr?: string }).stderr ?? error)
      absent =
        why.includes("'sklearn'") || why.includes("'numpy'")
          ? 'python3 has no scikit-learn'
          : (why.trim().split('\n').at(-1) ?? why)
    }
  return { absent }
}
