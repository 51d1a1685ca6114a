import { execFileSync } from 'node:child_process'
import { join } from 'node:path'

/** What scikit-learn takes to tell three classes apart on these rows; or why it could not be run. */
export function multinomialAnchor(
  x: Float64Array,
  columns: number,
  classes: Uint8Array,
): { seconds: number; loss: number; version: string } | { absent: string } {
  const rows = classes.length
  const input = new Uint8Array(8 + x.byteLength + rows)
  input.set(new Uint8Array(Int32Array.of(rows, columns).buffer))
  input.set(new Uint8Array(x.buffer), 8)
  input.set(classes, 8 + x.byteLength)
  let absent = 'there is no python3'
  // The first python3 of the path may be one that Debian's packages do not belong to.
  for (const python of ['python3', '/usr/bin/python3']) {
    try {
      const said = execFileSync(python, [join(import.meta.dirname, 'multinomial-anchor.py')], {
        input,
        encoding: 'utf8',
        stdio: ['pipe', 'pipe', 'pipe'],
        env: { ...process.env, OMP_NUM_THREADS: '1', OPENBLAS_NUM_THREADS: '1' },
      })
      const [seconds, loss, ...version] = said.trim().split(' ')
      return { seconds: Number(seconds), loss: Number(loss), version: version.join(' ') }
    } catch (error) {
      const why = String((error as { stderr?: string }).stderr ?? error)
      absent = why.includes('No module') ? 'python3 has no scikit-learn' : (why.trim().split('\n').at(-1) ?? why)
    }
  }
  return { absent }
}
