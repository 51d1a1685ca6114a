import { pythonAnchor } from './python-anchor.ts'

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
  const said = pythonAnchor('multinomial-anchor.py', input, 'scikit-learn')
  if ('absent' in said) return said
  const [seconds, loss, ...version] = said
  return { seconds: Number(seconds), loss: Number(loss), version: version.join(' ') }
}
