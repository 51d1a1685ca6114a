/**
 * Whether all roots of a polynomial, coefficients ascending and the last 1, lie inside the unit circle, by the Schur-Cohn
 * recursion: each step lowers the degree by one and asks of one coefficient whether it is smaller than 1.
 */
export function rootsInsideUnitCircle(coefficients: Float64Array): boolean {
  const a = coefficients.slice()
  const next = new Float64Array(a.length)
  for (let degree = a.length - 1; degree > 0; degree--) {
    const k = a[0]! / a[degree]!
    if (!(Math.abs(k) < 1 - 1e-9)) return false
    for (let i = 0; i < degree; i++) next[i] = a[i + 1]! - k * a[degree - i - 1]!
    a.set(next)
  }
  return true
}
